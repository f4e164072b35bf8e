import { hash, verify } from '@node-rs/argon2'
import { Problem } from '../http/problem.ts'
import { oneTimePassword } from './one-time-password.ts'

const ARGON2ID = 2
/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Each hash takes a core and 19 MiB for tens of milliseconds; two leave the machine to those already working. */
const AT_ONCE = 2
/** Who comes after these is asked to come again: five seconds of work are waiting by then. */
const WAITING = 200

export type Passwords = ReturnType<typeof createPasswords>

export function createPasswords() {
  const withPlace = createPlaces(AT_ONCE, WAITING)
  let nobodys: Promise<string> | undefined

  /** Throws `too-many-requests` when too many are waiting, as `matches` does. */
  const hashOf = (password: string) => withPlace(() => hash(password, COST))

  /** Without a stored hash the same work is done for nothing, so that a name that does not exist takes as long. */
  async function matches(stored: string | null, password: string): Promise<boolean> {
    nobodys ??= hash(oneTimePassword(), COST)
    const against = stored ?? await nobodys
    const right = await withPlace(() => verify(against, password))
    return right && stored !== null
  }

  return { hashOf, matches }
}

/** At most `atOnce` run, at most `waiting` more wait. */
export function createPlaces(atOnce: number, waiting: number) {
  const queue: (() => void)[] = []
  let running = 0

  return async function withPlace<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new Problem('too-many-requests', { retryAfterSeconds: 5 })
      await new Promise<void>((resolve) => queue.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      // A place goes straight to the next in line, so that no newcomer slips in between.
      const next = queue.shift()
      if (next) next()
      else running--
    }
  }
}
