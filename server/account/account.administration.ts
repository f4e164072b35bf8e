import { randomUUID } from 'node:crypto'
import type { AccountFields, AccountOnTheWire, AccountQuery } from '../contract/account.ts'
import type { AuditService } from '../audit/audit.service.ts'
import { isDuplicate } from '../database/duplicate.ts'
import { Problem } from '../http/problem.ts'
import type { SchoolService } from '../school/school.service.ts'
import { gramsOf } from '../search/grams.ts'
import { SHOWN, type AccountModel, type AccountRecord } from './account.model.ts'
import { checkStanding, leavesHazards, primarySchoolsOf } from './account.rules.ts'
import { onTheWire } from './account.views.ts'
import type { Actor } from './actor.ts'
import { oneTimePassword } from './one-time-password.ts'
import type { Passwords } from './password.ts'

export interface AdministrationDeps {
  accounts: AccountModel
  audit: AuditService
  schools: Pick<SchoolService, 'namesOf'>
  passwords: Passwords
  now(): Date
  handOver(accountId: string): Promise<unknown>
}

type By = Pick<Actor, 'id'>
export type ChangedFields = Omit<AccountFields, 'username'> & { disabled: boolean }
export type WithPassword = AccountOnTheWire & { oneTimePassword: string }

export function createAdministration(deps: AdministrationDeps) {
  const { accounts, audit, passwords } = deps

  /** By username; `q` finds any part of a name. */
  async function list(query: AccountQuery): Promise<{ items: AccountOnTheWire[]; nextCursor: string | null }> {
    const conditions: object[] = gramsOf(query.q ?? '').map((gram) => ({ grams: gram }))
    if (query.role) conditions.push({ role: query.role })
    if (query.schoolId) conditions.push({ schoolIds: query.schoolId })
    if (query.cursor) conditions.push({ username: { $gt: query.cursor } })
    const filter = conditions.length > 0 ? { $and: conditions } : {}
    const found = await accounts.find(filter, SHOWN).sort({ username: 1 }).limit(query.limit + 1).lean()
    const shown = found.slice(0, query.limit)
    return { items: shown.map(onTheWire), nextCursor: found.length > shown.length ? shown.at(-1)!.username : null }
  }

  /** Answers the password this once. Throws `post-does-not-fit`, `scope-does-not-fit`, `unknown-code`, `username-taken`, `primary-exists`. */
  async function create(actor: By, fields: AccountFields): Promise<WithPassword> {
    const password = oneTimePassword()
    return { ...await enrol(actor, fields, { password, mustChangePassword: true }), oneTimePassword: password }
  }

  /** As `create`, with a password that is already known: to an import that wrote it down first, or to the demonstration. */
  async function enrol(actor: By, fields: AccountFields, secret: { password: string; mustChangePassword: boolean }): Promise<AccountOnTheWire> {
    await check(fields)
    if (await accounts.exists({ username: fields.username })) throw new Problem('username-taken')
    const record: AccountRecord = {
      _id: randomUUID(), username: fields.username, ...storedFields(fields.username, fields, false),
      passwordHash: await passwords.hashOf(secret.password), mustChangePassword: secret.mustChangePassword,
      sessionVersion: 1, version: 1, createdAt: deps.now(), disabledAt: null,
    }
    const detail = { ...fields }
    await audit.record({ by: actor.id, action: 'account.create', subject: `account:${record._id}`, detail },
      () => refusingDuplicates(() => accounts.create(record)))
    return onTheWire(record)
  }

  /**
   * Throws what `create` throws, `not-found`, `own-account` for disabling oneself or changing one's own role,
   * and `version-changed` when another administrator has changed the account since it was read, or at the same moment.
   */
  async function change(actor: By, id: string, { version, ...fields }: ChangedFields & { version?: number | undefined }): Promise<AccountOnTheWire> {
    await check(fields)
    const before = await accounts.findById(id).lean()
    if (!before) throw new Problem('not-found')
    if (version !== undefined && version !== before.version) throw new Problem('version-changed')
    if (id === actor.id && (fields.disabled || fields.role !== before.role)) throw new Problem('own-account')
    const detail = changesBetween(onTheWire(before), fields)
    if (Object.keys(detail).length === 0) return onTheWire(before)
    const deed = { by: actor.id, action: 'account.change', subject: `account:${id}`, detail: { username: before.username, ...detail } }
    const after = await audit.record(deed, () => refusingDuplicates(() => update(before, fields)))
    if (after.handOverPending === after.version) await deps.handOver(id)
    return onTheWire(after)
  }

  async function update(before: AccountRecord, fields: ChangedFields): Promise<AccountRecord> {
    const after = await accounts.findOneAndUpdate({ _id: before._id, version: before.version },
      updateFor(before, fields, deps.now()), { returnDocument: 'after' }).lean()
    if (!after) throw new Problem('version-changed')
    return after
  }

  /** Ends all sessions of the account. Answers the new password this once. Throws `not-found`. */
  async function reset(actor: By, id: string): Promise<WithPassword> {
    const before = await accounts.findById(id).lean()
    if (!before) throw new Problem('not-found')
    const password = oneTimePassword()
    const passwordHash = await passwords.hashOf(password)
    const deed = { by: actor.id, action: 'account.reset', subject: `account:${id}`, detail: { username: before.username } }
    const after = await audit.record(deed, async () => accounts.findOneAndUpdate({ _id: id },
      { $set: { passwordHash, mustChangePassword: true }, $inc: { sessionVersion: 1 } }, { returnDocument: 'after' }).lean())
    return { ...onTheWire(after ?? before), oneTimePassword: password }
  }

  /**
   * Deletes an account that was made by mistake. Throws version-changed if it is not as it was read, or somebody came in with it.
   * That no hazard and no message names it is for the caller to see to; what named it in this very moment is handed over.
   */
  async function withdraw(actor: By, { id, username, version }: Pick<AccountOnTheWire, 'id' | 'username' | 'version'>): Promise<void> {
    const deed = { by: actor.id, action: 'account.withdraw', subject: `account:${id}`, detail: { username } }
    await audit.record(deed, async () => {
      const { deletedCount } = await accounts.deleteOne({ _id: id, version, mustChangePassword: true, sessionVersion: 1 })
      if (deletedCount === 0) throw new Problem('version-changed')
    })
    await deps.handOver(id)
  }

  /** Whether `change` would write anything. */
  const differs = (before: AccountRecord, fields: ChangedFields) => Object.keys(changesBetween(onTheWire(before), fields)).length > 0

  async function check(fields: Pick<AccountFields, 'role' | 'post' | 'schoolIds'>): Promise<void> {
    checkStanding(fields)
    if (fields.schoolIds === 'all') return
    const known = await deps.schools.namesOf(fields.schoolIds)
    const unknown = fields.schoolIds.findIndex((id) => !known.has(id))
    if (unknown >= 0) throw new Problem('unknown-code', { errors: [{ path: `schoolIds.${unknown}`, code: 'unknown-code' }] })
  }

  return { list, create, enrol, change, differs, reset, withdraw }
}

function storedFields(username: string, fields: Omit<AccountFields, 'username'>, disabled: boolean) {
  const primary = primarySchoolsOf(fields, disabled)
  return {
    name: fields.name, role: fields.role, post: fields.post, email: fields.email,
    allSchools: fields.schoolIds === 'all',
    schoolIds: fields.schoolIds === 'all' ? [] : inOrder(fields.schoolIds),
    grams: gramsOf(fields.name, username),
    ...(primary.length > 0 && { primarySchoolIds: inOrder(primary) }),
  }
}

/** One update carries everything, the mark that hazards are to be handed over too, so that a crash after it loses nothing. */
function updateFor(before: AccountRecord, fields: ChangedFields, now: Date) {
  const stored = storedFields(before.username, fields, fields.disabled)
  const nowDisabled = fields.disabled && before.disabledAt === null
  const pending = leavesHazards(before, fields)
  return {
    $set: {
      ...stored,
      disabledAt: fields.disabled ? before.disabledAt ?? now : null,
      ...(pending && { handOverPending: before.version + 1, handOverSince: now }),
    },
    $inc: { version: 1, ...(nowDisabled && { sessionVersion: 1 }) },
    // An absent list is what keeps the unique index to primaries that are in office.
    ...(!stored.primarySchoolIds && { $unset: { primarySchoolIds: 1 as const } }),
  }
}

async function refusingDuplicates<T>(write: () => PromiseLike<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (isDuplicate(error, 'username')) throw new Problem('username-taken')
    if (isDuplicate(error, 'primarySchoolIds')) throw new Problem('primary-exists')
    throw error
  }
}

function changesBetween(before: AccountOnTheWire, after: ChangedFields) {
  const keys = ['name', 'role', 'post', 'schoolIds', 'email', 'disabled'] as const
  const wanted = { ...after, schoolIds: after.schoolIds === 'all' ? 'all' : inOrder(after.schoolIds) }
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(wanted[key]))
  return Object.fromEntries(changed.map((key) => [key, { from: before[key], to: wanted[key] }]))
}

const inOrder = (ids: readonly string[]) => [...new Set(ids)].sort()
