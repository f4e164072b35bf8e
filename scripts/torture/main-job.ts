import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '../../server/demonstration/random.ts'
import { run } from '../support/client.ts'
import { enrolCast, join, type Cast } from './cast.ts'
import { checkAnswers } from './check-answers.ts'
import { checkDatabase } from './check-database.ts'
import { submission, type Deed } from './deeds.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { createPhotos } from './photos.ts'
import { createSending, type Sending } from './sending.ts'
import { createVictim, drawMoments, type Moment, type Victim } from './victim.ts'

export interface MainJobOptions {
  submissions: number
  kills: number
  seed: string
}

const CONCURRENCY = 8
const WATCHED_EVERY_MS = 5
const SHOWN = 40
/** Past the day that the sweep of orphaned files gives an upload. */
const LATER_MS = 2 * 86_400_000

/**
 * Reports hazards with photos and acts on them while the server is killed and started again, sends each request until it
 * is answered, and then checks every receipt against what is there. Answers whether all of it is.
 */
export async function mainJob({ submissions, kills, seed }: MainJobOptions): Promise<boolean> {
  console.log(`main job: ${submissions} submissions, ${kills} kills, --seed ${seed}`)
  const dataDir = mkdtempSync(path(tmpdir(), 'campus-torture-'))
  const ledger = createLedger()
  const photos = await createPhotos()
  const victim = await createVictim(dataDir)
  try {
    const cast = await enrolCast(dataDir)
    const sending = await createSending(victim.origin, cast, photos, ledger)
    const foundAt = new Date().toISOString()
    const stories = Array.from({ length: submissions }, (_, n) => submission(seed, n, foundAt))
    const receipts = stories.flat().filter(({ kind }) => kind !== 'look').length
    const interrupted = await ill(victim, drawMoments(createRandom(`${seed} kills`), kills, receipts), sending, stories, ledger)
    await checkAnswers({ ledger, sending, photos })
    const swept = await settle(dataDir, cast, ledger)
    summarize({ victim, sending, ledger, interrupted, swept })
  } finally {
    await victim.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return ledger.violations.size === 0
}

/** Sends all submissions while the server is killed at these moments. Answers how many requests were under way at them. */
async function ill(victim: Victim, moments: readonly Moment[], sending: Sending, stories: readonly Deed[][], ledger: Ledger): Promise<number> {
  let finished = false
  let interrupted = 0
  const submitting = run(stories.length, CONCURRENCY, (n) => sending.submit(stories[n]!)).finally(() => { finished = true })
  const killing = async () => {
    for (const moment of moments) {
      while (!finished && ledger.size() < moment.afterReceipts) await sleep(WATCHED_EVERY_MS)
      await sleep(moment.delayMs)
      interrupted += sending.waiting()
      await victim.kill(moment)
    }
  }
  await Promise.all([submitting, killing()])
  return interrupted
}

/** One tick as the clock rings it, the sweep as it will come in two days, then the look at what is stored. */
async function settle(dataDir: string, cast: Cast, ledger: Ledger): Promise<number> {
  const joined = await join(dataDir)
  try {
    await joined.services.reminders.tick(new Date())
    const swept = await joined.services.sweepPhotos(new Date(Date.now() + LATER_MS))
    await checkDatabase(joined, cast, ledger)
    return swept
  } finally {
    await joined.close()
  }
}

interface Outcome {
  victim: Victim
  sending: Sending
  ledger: Ledger
  interrupted: number
  swept: number
}

function summarize({ victim, sending, ledger, interrupted, swept }: Outcome): void {
  for (const [what, kind] of [...ledger.violations].slice(0, SHOWN)) console.log(`${kind}: ${what}`)
  if (ledger.violations.size > SHOWN) console.log(`… and ${ledger.violations.size - SHOWN} more`)
  const count = (kind: Deed['kind']) => ledger.of(kind).length
  console.log(`kills ${victim.kills()}, under way at a kill ${interrupted}, resent ${sending.resent()}, unfinished files swept ${swept}`)
  console.log(`reports ${count('report')}, photos ${count('photo')}, actions ${count('action')}`)
  console.log(`lost ${ledger.count('lost')}, doubled ${ledger.count('doubled')}, half ${ledger.count('half')}, otherwise wrong ${ledger.count('wrong')}`)
}
