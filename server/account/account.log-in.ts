import type { AuditService } from '../audit/audit.service.ts'
import { Problem } from '../http/problem.ts'
import type { AccountModel, AccountReader } from './account.model.ts'
import { actorOf } from './account.views.ts'
import type { Actor } from './actor.ts'
import type { Throttle } from './log-in.throttle.ts'
import type { Passwords } from './password.ts'

export interface LogInDeps {
  accounts: AccountModel
  readAccounts: AccountReader
  audit: AuditService
  passwords: Passwords
  throttle: Throttle
}

export interface SignedIn {
  actor: Actor
  sessionVersion: number
}

/** Failures are recorded at these counts, so that guessing cannot flood the record. */
const RECORDED_FAILURES = [1, 5, 25, 125, 625]

export function createLogIn({ accounts, readAccounts, audit, passwords, throttle }: LogInDeps) {
  /** The person behind a session as the account stands now; null once it is disabled or its sessions were ended. */
  async function authenticate(accountId: string, sessionVersion: number): Promise<Actor | null> {
    const [record] = await readAccounts([accountId])
    if (!record || record.disabledAt !== null || record.sessionVersion !== sessionVersion) return null
    return actorOf(record)
  }

  /**
   * Throws `wrong-credentials`, whether the name is unknown, the account disabled or the password wrong,
   * after the same work; `too-many-requests` when attempts on this name pile up at one address.
   * `from` is the address.
   */
  async function logIn(username: string, password: string, from?: string): Promise<SignedIn> {
    const name = username.trim().toLowerCase()
    return throttle.attempt(name, async () => {
      const record = await accounts.findOne({ username: name }).lean()
      const right = await passwords.matches(record?.passwordHash ?? null, password)
      if (!record || !right || record.disabledAt !== null) return refuse(name, record?._id, from)
      throttle.succeeded(name)
      await audit.record({ by: record._id, action: 'account.logIn', subject: `account:${record._id}`, detail: { username: name, from } })
      return { actor: actorOf(record), sessionVersion: record.sessionVersion }
    }, from)
  }

  /** A name that is nobody's stays out of the record: people type passwords into the wrong field. */
  async function refuse(name: string, id: string | undefined, from?: string): Promise<never> {
    const failures = throttle.failed(name)
    if (RECORDED_FAILURES.includes(failures)) {
      const detail = { username: id && name, failures, from }
      await audit.record({ by: 'anonymous', action: 'account.logInFailed', subject: `account:${id ?? 'unknown'}`, detail })
    }
    throw new Problem('wrong-credentials')
  }

  async function logOut(actor: Actor): Promise<void> {
    await audit.record({ by: actor.id, action: 'account.logOut', subject: `account:${actor.id}`, detail: { username: actor.username } })
  }

  /**
   * Ends every session of the account, this one too: the caller gives it the version that is answered.
   * Throws `wrong-current-password`, `password-not-new`, or `too-many-requests` as `logIn` does.
   */
  async function changePassword(actor: Actor, { current, next }: { current: string; next: string }): Promise<SignedIn> {
    const record = await accounts.findById(actor.id).lean()
    if (!record) throw new Problem('not-signed-in')
    await throttle.attempt(record.username, async () => {
      if (await passwords.matches(record.passwordHash, current)) return throttle.succeeded(record.username)
      throttle.failed(record.username)
      throw new Problem('wrong-current-password', { errors: [{ path: 'current', code: 'wrong-current-password' }] })
    })
    if (current === next) throw new Problem('password-not-new', { errors: [{ path: 'next', code: 'password-not-new' }] })
    const passwordHash = await passwords.hashOf(next)
    const deed = { by: actor.id, action: 'account.changePassword', subject: `account:${actor.id}`, detail: { username: actor.username } }
    return audit.record(deed, async () => {
      const changed = await accounts.findOneAndUpdate(
        // A reset in between wins: the old password no longer counts.
        { _id: actor.id, sessionVersion: record.sessionVersion, disabledAt: null },
        { $set: { passwordHash, mustChangePassword: false }, $inc: { sessionVersion: 1 } },
        { returnDocument: 'after' },
      ).lean()
      if (!changed) throw new Problem('not-signed-in')
      return { actor: actorOf(changed), sessionVersion: changed.sessionVersion }
    })
  }

  return { authenticate, logIn, logOut, changePassword }
}
