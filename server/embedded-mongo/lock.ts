import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** A process, told from a later one with the same number by when it began. */
interface Process {
  pid: number
  startedAt: string
}

/** Who has a data folder open, where to reach it, and for whom it runs. */
export interface Owner extends Process {
  socket: string
  parent?: Process
}

const lockPath = (dataDir: string) => join(dataDir, 'owner.json')

/** The process that has the folder, if it is alive and will be: without its parent it is about to end. */
export function liveOwner(dataDir: string): Owner | undefined {
  const owner = readOwner(lockPath(dataDir))
  return owner && isAlive(owner) && !isOrphan(owner) ? owner : undefined
}

const isAlive = ({ pid, startedAt }: Process) => startOf(pid) === startedAt
const isOrphan = ({ parent }: Owner) => parent !== undefined && !isAlive(parent)

function readOwner(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner
  } catch {
    return undefined
  }
}

/** How long an orphan may take to end. */
const ORPHAN_MS = 5000

/**
 * Takes the folder for this process, or throws if another has it. Returns whether its last owner went without giving it
 * back. Of two that start at once one loses: the file is made exclusively, and the lock of a dead owner is first renamed,
 * so that nobody removes the one that another has just put in its place.
 */
export async function takeLock(dataDir: string, socket: string): Promise<boolean> {
  const path = lockPath(dataDir)
  const left = readOwner(path)
  for (const until = Date.now() + ORPHAN_MS; left && isAlive(left); await setTimeout(5))
    if (!isOrphan(left) || Date.now() > until)
      throw new Error(`The data folder ${dataDir} is in use by process ${left.parent?.pid ?? left.pid}; stop it first, or use another folder`)
  const busy = new Error(`The data folder ${dataDir} is being opened by another process`)
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
    if (JSON.stringify(readOwner(aside)) !== JSON.stringify(left)) {
      renameSync(aside, path)
      throw busy
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  rmSync(aside, { force: true })
  const processOf = (pid: number) => ({ pid, startedAt: startOf(pid) ?? 'unknown' })
  const owner: Owner = { ...processOf(process.pid), socket, parent: processOf(process.ppid) }
  try {
    writeFileSync(path, JSON.stringify(owner), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? busy : error
  }
  return left !== undefined
}

export const releaseLock = (dataDir: string) => rmSync(lockPath(dataDir), { force: true })

/** When a process began, or undefined if there is none. */
function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  try {
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
    return state === 'Z' ? undefined : fields[18]
  } catch {
    return 'unknown'
  }
}

/** Whether somebody answers on the socket. */
export function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = connect(socket)
    const done = (alive: boolean) => {
      client.destroy()
      resolve(alive)
    }
    client.setTimeout(1000, () => done(false)).once('connect', () => done(true)).once('error', () => done(false))
  })
}
