import type { AuditService } from '../audit/audit.service.ts'
import type { AccountFields, AccountOnTheWire } from '../contract/account.ts'
import { RowErrors, type RowError } from '../csv/row-errors.ts'
import type { SchoolService } from '../school/school.service.ts'
import type { createAdministration } from './account.administration.ts'
import type { AccountRow } from './account.file.ts'
import { SHOWN, type AccountModel, type AccountRecord } from './account.model.ts'
import { primarySchoolsOf } from './account.rules.ts'
import { onTheWire } from './account.views.ts'
import type { Actor } from './actor.ts'
import { oneTimePassword } from './one-time-password.ts'

export interface ImportDeps {
  accounts: AccountModel
  audit: AuditService
  schools: Pick<SchoolService, 'namesOf'>
  administration: Pick<ReturnType<typeof createAdministration>, 'enrol' | 'change' | 'differs'>
}

export interface IssuedPassword { username: string; name: string; oneTimePassword: string }
type Keep = (issued: IssuedPassword[]) => Promise<void>
export type AccountImportCount = Record<'created' | 'changed' | 'unchanged', number>

/** Enough to keep both places at the hashing busy. */
const AT_ONCE = 16

type Existing = ReadonlyMap<string, AccountRecord>

export function createAccountImport({ accounts, audit, schools, administration }: ImportDeps) {
  /**
   * Makes the accounts that are new and changes those that differ; the same rows again change nothing, and no password
   * is issued twice. A disabled account stays disabled. Throws RowErrors before anything is written.
   * `misread` is what was wrong with the file already: it is named together with what only the database can tell.
   * `keep` is given the passwords of the new accounts and must have stored them before it resolves: only then are they made.
   */
  async function importRows(rows: readonly AccountRow[], actor: Pick<Actor, 'id'>, keep: Keep, misread: readonly RowError[] = []): Promise<AccountImportCount> {
    const existing = await existingFor(rows)
    const errors = [...misread, ...await errorsIn(rows, existing, actor)]
    if (errors.length > 0) throw new RowErrors(errors.sort((a, b) => a.line - b.line))
    const fresh = rows.filter(({ fields }) => !existing.has(fields.username))
    const differing = rows.flatMap((row) => differenceIn(row, existing) ?? [])
    const count = { created: fresh.length, changed: differing.length, unchanged: rows.length - fresh.length - differing.length }
    if (count.unchanged === rows.length) return count
    await audit.record({ by: actor.id, action: 'account.import', subject: 'accounts', detail: count }, async () => {
      const issued = fresh.map(({ fields: { username, name } }) => ({ username, name, oneTimePassword: oneTimePassword() }))
      if (issued.length > 0) await keep(issued)
      // First those who only give up schools, so that their successors in the same file find the place free.
      for (const { id, wanted } of differing.sort((a, b) => a.claims - b.claims)) await administration.change(actor, id, wanted)
      await enrolEach(fresh.map(({ fields }, at) => ({ fields, password: issued[at]!.oneTimePassword })), actor)
    })
    return count
  }

  async function errorsIn(rows: readonly AccountRow[], existing: Existing, actor: Pick<Actor, 'id'>): Promise<RowError[]> {
    return [...await unknownSchools(rows), ...ownAccount(rows, existing, actor), ...await clashes(rows, existing)]
  }

  /** What `importRows` would refuse, without writing anything. */
  const clashesIn = async (rows: readonly AccountRow[], actor: Pick<Actor, 'id'>): Promise<RowError[]> => errorsIn(rows, await existingFor(rows), actor)

  /** The accounts that bear these names, as they stand. */
  async function byUsernames(usernames: readonly string[]): Promise<Map<string, AccountOnTheWire>> {
    const records = await accounts.find({ username: { $in: usernames } }, SHOWN).lean()
    return new Map(records.map((record) => [record.username, onTheWire(record)]))
  }

  function differenceIn({ fields }: AccountRow, existing: Existing) {
    const before = existing.get(fields.username)
    if (!before) return null
    const { username: _unchangeable, ...rest } = fields
    const wanted = { ...rest, disabled: before.disabledAt !== null }
    return administration.differs(before, wanted) ? { id: before._id, wanted, claims: claims(fields, existing).length } : null
  }

  async function enrolEach(newcomers: readonly { fields: AccountFields; password: string }[], actor: Pick<Actor, 'id'>): Promise<void> {
    for (let at = 0; at < newcomers.length; at += AT_ONCE) {
      await Promise.all(newcomers.slice(at, at + AT_ONCE).map(({ fields, password }) =>
        administration.enrol(actor, fields, { password, mustChangePassword: true })))
    }
  }

  async function existingFor(rows: readonly AccountRow[]): Promise<Existing> {
    const records = await accounts.find({ username: { $in: rows.map(({ fields }) => fields.username) } }).lean()
    return new Map(records.map((record) => [record.username, record]))
  }

  async function unknownSchools(rows: readonly AccountRow[]): Promise<RowError[]> {
    const known = await schools.namesOf([...new Set(rows.flatMap(({ fields }) => (fields.schoolIds === 'all' ? [] : fields.schoolIds)))])
    return rows.flatMap(({ line, fields: { schoolIds } }) => (schoolIds === 'all' ? [] : schoolIds)
      .filter((id) => !known.has(id)).map((id) => ({ line, reason: `没有代码为 ${id} 的学校，先导入学校` })))
  }

  /** A school has one primary officer: within the file, and together with the accounts that the file does not name. */
  async function clashes(rows: readonly AccountRow[], existing: Existing): Promise<RowError[]> {
    const holders = await primariesNow()
    const takenAt = new Map<string, number>()
    return rows.flatMap(({ line, fields }) => primaryIn(fields, existing).flatMap((school) => {
      const earlier = takenAt.get(school)
      takenAt.set(school, earlier ?? line)
      if (earlier !== undefined) return [{ line, reason: `${school} 的主责安全员在第 ${earlier} 行已经有了` }]
      const holder = holders.get(school)
      // A row whose username cannot be read may be the holder's own.
      if (!holder || !fields.username || holder === fields.username) return []
      const givesUp = rows.find((row) => row.fields.username === holder && claims(row.fields, existing).length === 0 && !primaryIn(row.fields, existing).includes(school))
      return givesUp ? [] : [{ line, reason: `${school} 已有主责安全员 ${holder}，先把他改为 deputy 或停用` }]
    }))
  }

  async function primariesNow(): Promise<Map<string, string>> {
    const holders = await accounts.find({ role: 'officer', primarySchoolIds: { $exists: true } }, { username: 1, primarySchoolIds: 1 }).lean()
    return new Map(holders.flatMap(({ username, primarySchoolIds }) => (primarySchoolIds ?? []).map((id) => [id, username] as const)))
  }

  /** Whether any account, also a disabled one, is of this school. */
  const workAt = async (schoolId: string): Promise<boolean> => (await accounts.exists({ schoolIds: schoolId })) !== null

  return { importRows, clashesIn, byUsernames, workAt }
}

const primaryIn = (fields: AccountFields, existing: Existing) =>
  primarySchoolsOf(fields, (existing.get(fields.username)?.disabledAt ?? null) !== null)

/** The schools that a row makes its account primary of and that it is not primary of yet. */
const claims = (fields: AccountFields, existing: Existing) =>
  primaryIn(fields, existing).filter((school) => !existing.get(fields.username)?.primarySchoolIds?.includes(school))

function ownAccount(rows: readonly AccountRow[], existing: Existing, actor: Pick<Actor, 'id'>): RowError[] {
  return rows.filter(({ fields }) => existing.get(fields.username)?._id === actor.id && existing.get(fields.username)?.role !== fields.role)
    .map(({ line }) => ({ line, reason: '不能改自己的角色' }))
}
