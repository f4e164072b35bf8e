import { Problem } from '../http/problem.ts'

export interface ThrottleDeps {
  now(): Date
  /** Waits so many milliseconds. */
  pause(ms: number): Promise<void>
}

/** A slip or two costs nothing; after that each failure doubles the wait, up to eight seconds. */
const FREE_FAILURES = 3
const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 8_000
const FORGOTTEN_AFTER_MS = 15 * 60_000
/** Attempts on one name, the running one included. */
const WAITING = 5
/** Names remembered at once; the ones that failed longest ago go first. */
const NAMES = 10_000

interface Standing {
  failures: number
  lastFailureAt: number
  attempts: number
  last: Promise<unknown>
}

export const delayAfter = (failures: number) =>
  failures < FREE_FAILURES ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - FREE_FAILURES))

export type Throttle = ReturnType<typeof createThrottle>

/**
 * Slows guessing at one account and never locks it: attempts on a name run one after the other, each after a wait
 * that grows with the recent failures. It knows names, not accounts, so an unknown name behaves alike.
 * Kept in memory: each instance slows by itself.
 */
export function createThrottle({ now, pause }: ThrottleDeps) {
  const standings = new Map<string, Standing>()

  /** Runs `check` in turn. Throws `too-many-requests` when too many attempts on this name wait already. */
  async function attempt<T>(name: string, check: () => Promise<T>): Promise<T> {
    const standing = standingOf(name)
    if (standing.attempts >= WAITING) throw new Problem('too-many-requests', { retryAfterSeconds: secondsToWait(standing) })
    standing.attempts++
    const mine = standing.last.then(async () => {
      const delay = delayAfter(recentFailures(standing))
      if (delay > 0) await pause(delay)
      return check()
    })
    standing.last = mine.catch(() => undefined)
    try {
      return await mine
    } finally {
      standing.attempts--
      forgetOldest()
    }
  }

  /** Counts one more failure for this name and answers how many there have been of late. */
  function failed(name: string): number {
    const standing = standingOf(name)
    standing.failures = recentFailures(standing) + 1
    standing.lastFailureAt = now().getTime()
    standings.delete(name)
    standings.set(name, standing)
    return standing.failures
  }

  function succeeded(name: string): void {
    standingOf(name).failures = 0
  }

  function standingOf(name: string): Standing {
    const standing = standings.get(name) ?? { failures: 0, lastFailureAt: 0, attempts: 0, last: Promise.resolve() }
    standings.set(name, standing)
    return standing
  }

  const recentFailures = ({ failures, lastFailureAt }: Standing) =>
    now().getTime() - lastFailureAt < FORGOTTEN_AFTER_MS ? failures : 0

  const secondsToWait = (standing: Standing) => Math.max(1, Math.ceil(delayAfter(recentFailures(standing)) / 1000))

  function forgetOldest(): void {
    for (const [name, { attempts }] of standings) {
      if (standings.size <= NAMES) return
      if (attempts === 0) standings.delete(name)
    }
  }

  return { attempt, failed, succeeded, size: () => standings.size }
}
