import { createTurns } from '../database/turns.ts'
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
/** Attempts on one name from one address, the running one included. */
const WAITING = 5
/** Names remembered at once; the ones that failed longest ago go first. */
const NAMES = 10_000

interface Standing {
  failures: number
  lastFailureAt: number
}

export const delayAfter = (failures: number) =>
  failures < FREE_FAILURES ? 0 : Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - FREE_FAILURES))

export type Throttle = ReturnType<typeof createThrottle>

/**
 * Slows guessing at one account and never locks it: each attempt waits as the recent failures with that name ask for, and
 * those from one address run one after the other, so that nobody elsewhere can fill the owner's queue. It knows names, not
 * accounts, so an unknown name behaves alike. Kept in memory: each instance slows by itself.
 */
export function createThrottle({ now, pause }: ThrottleDeps) {
  const standings = new Map<string, Standing>()
  const inTurn = createTurns()
  const waiting = new Map<string, number>()

  /** Runs `check` in turn. Throws `too-many-requests` when too many attempts on this name wait already at this address. */
  async function attempt<T>(name: string, check: () => Promise<T>, from = ''): Promise<T> {
    const queue = `${from} ${name}`
    const before = waiting.get(queue) ?? 0
    if (before >= WAITING) throw new Problem('too-many-requests', { retryAfterSeconds: Math.max(1, Math.ceil(delayFor(name) / 1000)) })
    waiting.set(queue, before + 1)
    try {
      return await inTurn(queue, async () => {
        if (delayFor(name) > 0) await pause(delayFor(name))
        return check()
      })
    } finally {
      leave(queue)
    }
  }

  function leave(queue: string): void {
    const left = waiting.get(queue)! - 1
    if (left > 0) waiting.set(queue, left)
    else waiting.delete(queue)
  }

  /** Counts one more failure for this name and answers how many there have been of late. */
  function failed(name: string): number {
    const failures = recentFailures(name) + 1
    standings.delete(name)
    standings.set(name, { failures, lastFailureAt: now().getTime() })
    for (const oldest of standings.keys()) {
      if (standings.size <= NAMES) break
      standings.delete(oldest)
    }
    return failures
  }

  const succeeded = (name: string): void => void standings.delete(name)

  function recentFailures(name: string): number {
    const { failures, lastFailureAt } = standings.get(name) ?? { failures: 0, lastFailureAt: 0 }
    return now().getTime() - lastFailureAt < FORGOTTEN_AFTER_MS ? failures : 0
  }

  const delayFor = (name: string): number => delayAfter(recentFailures(name))

  return { attempt, failed, succeeded, size: () => standings.size }
}
