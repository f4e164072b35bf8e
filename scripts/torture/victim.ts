import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../server/demonstration/random.ts'
import { spawnServer, type ServerProcess } from '../support/server-process.ts'

/** When to kill: so long after so many receipts, and perhaps once more while it is starting again. */
export interface Moment {
  afterReceipts: number
  delayMs: number
  whileStartingMs: number | null
}

const LONGEST_DELAY_MS = 150
const WHILE_STARTING = 0.2
const LONGEST_START_MS = 900

/** Draws this many kills, spread over the first nine tenths of the receipts. */
export function drawMoments(random: Random, kills: number, receipts: number): Moment[] {
  const moments: Moment[] = []
  for (let left = kills; left > 0; left -= moments.at(-1)!.whileStartingMs === null ? 1 : 2) {
    moments.push({
      afterReceipts: random.between(1, Math.floor(receipts * 0.9)), delayMs: random.between(0, LONGEST_DELAY_MS),
      whileStartingMs: left > 1 && random.chance(WHILE_STARTING) ? random.between(0, LONGEST_START_MS) : null,
    })
  }
  return moments.sort((a, b) => a.afterReceipts - b.afterReceipts)
}

export type Victim = Awaited<ReturnType<typeof createVictim>>

/** The server on this folder, killed and started again; always the same folder, each time another port. */
export async function createVictim(dataDir: string) {
  let server: ServerProcess = await (await spawnServer(dataDir)).ready
  let kills = 0

  async function kill({ whileStartingMs }: Moment): Promise<void> {
    await server.kill()
    kills++
    if (whileStartingMs !== null) await killWhileStarting(whileStartingMs)
    server = await (await spawnServer(dataDir)).ready
  }

  async function killWhileStarting(afterMs: number): Promise<void> {
    const starting = await spawnServer(dataDir)
    starting.ready.catch(() => undefined)
    await sleep(afterMs)
    await starting.kill()
    kills++
  }

  return { origin: () => server.origin, kills: () => kills, kill, stop: () => server.stop() }
}
