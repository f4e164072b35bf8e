import type { Connection } from 'mongoose'
import { scopeOf, type Actor } from '../account/actor.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { School, SchoolFields } from '../contract/school.ts'
import { isDuplicate } from '../database/duplicate.ts'
import { Problem } from '../http/problem.ts'
import { initialsOf } from './school.initials.ts'
import { schoolModel, type SchoolRecord } from './school.model.ts'

export interface SchoolDeps {
  connection: Connection
  audit: AuditService
}

/** A school to be written; `demo` marks the demonstration's. */
export type SchoolRow = SchoolFields & { demo?: boolean }
export type ImportCount = Record<'created' | 'changed' | 'unchanged', number>

export type SchoolService = ReturnType<typeof createSchoolService>

export function createSchoolService({ connection, audit }: SchoolDeps) {
  const schools = schoolModel(connection)

  /** The schools a person may know of, in order of their codes. Those who keep the system see all names. */
  async function list(actor: Actor): Promise<School[]> {
    const scope = ['administrator', 'auditor'].includes(actor.role) ? 'all' : scopeOf(actor)
    const records = await schools.find(scope === 'all' ? {} : { _id: { $in: scope } }).sort({ _id: 1 }).lean()
    return records.map(onTheWire)
  }

  /** Every school, for the rooms that look names up. */
  const all = async (): Promise<School[]> => (await schools.find().sort({ _id: 1 }).lean()).map(onTheWire)

  async function find(id: string): Promise<School | null> {
    const record = await schools.findById(id).lean()
    return record && onTheWire(record)
  }

  /** Names by code; codes of no school are left out. */
  async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const records = await schools.find({ _id: { $in: ids } }, { name: 1 }).lean()
    return new Map(records.map(({ _id, name }) => [_id, name]))
  }

  /** Throws `school-exists`. */
  async function create(actor: Pick<Actor, 'id'>, row: SchoolRow): Promise<School> {
    const record = recordOf(row)
    if (await schools.exists({ _id: record._id })) throw new Problem('school-exists')
    await audit.record({ by: actor.id, action: 'school.create', subject: `school:${row.id}`, detail: { ...record } }, async () => {
      try {
        await schools.create(record)
      } catch (error) {
        throw isDuplicate(error) ? new Problem('school-exists') : error
      }
    })
    return onTheWire(record)
  }

  /** Throws `not-found`. A school's code never changes. */
  async function change(actor: Pick<Actor, 'id'>, id: string, fields: Omit<SchoolRow, 'id'>): Promise<School> {
    const before = await schools.findById(id).lean()
    if (!before) throw new Problem('not-found')
    const { _id, ...after } = recordOf({ demo: before.demo, ...fields, id })
    const detail = changesBetween(before, after)
    if (Object.keys(detail).length > 0) {
      await audit.record({ by: actor.id, action: 'school.change', subject: `school:${id}`, detail },
        async () => { await schools.updateOne({ _id: id }, { $set: after }) })
    }
    return onTheWire({ _id, ...after })
  }

  /** Removes a school that was made by mistake. Throws version-changed if it is not as it was read. That nothing names it is for the caller to see to. */
  async function withdraw(actor: Pick<Actor, 'id'>, { id, initials, ...fields }: School): Promise<void> {
    const record: SchoolRecord = { _id: id, initials, ...fields }
    await audit.record({ by: actor.id, action: 'school.withdraw', subject: `school:${id}`, detail: { ...record } }, async () => {
      const { deletedCount } = await schools.deleteOne({ ...record })
      if (deletedCount === 0) throw new Problem('version-changed')
    })
  }

  /** Creates what is new, changes what differs; the same rows again change nothing. The rows must be valid already. */
  async function importRows(rows: readonly SchoolRow[], actor: Pick<Actor, 'id'>): Promise<ImportCount> {
    const found = await schools.find({ _id: { $in: rows.map(({ id }) => id) } }).lean()
    const existing = new Map(found.map((record) => [record._id, record]))
    const fresh = rows.filter(({ id }) => !existing.has(id))
    const differing = rows.filter((row) => {
      const before = existing.get(row.id)
      return before && Object.keys(changesBetween(before, recordOf({ demo: before.demo, ...row }))).length > 0
    })
    const count = { created: fresh.length, changed: differing.length, unchanged: rows.length - fresh.length - differing.length }
    if (count.unchanged === rows.length) return count
    await audit.record({ by: actor.id, action: 'school.import', subject: 'schools', detail: count }, async () => {
      for (const row of fresh) await create(actor, row)
      for (const { id, ...fields } of differing) await change(actor, id, fields)
    })
    return count
  }

  return { list, all, find, namesOf, create, change, withdraw, importRows }
}

function recordOf({ id, place, demo, ...fields }: SchoolRow): SchoolRecord {
  return {
    _id: id, ...fields, initials: initialsOf(fields.name),
    lng: place?.lng ?? null, lat: place?.lat ?? null, demo: demo ?? false,
  }
}

function changesBetween(before: SchoolRecord, after: Omit<SchoolRecord, '_id'>) {
  const keys = (Object.keys(after) as (keyof typeof after)[]).filter((key) => before[key] !== after[key])
  return Object.fromEntries(keys.map((key) => [key, { from: before[key], to: after[key] }]))
}

function onTheWire(record: SchoolRecord): School {
  const { _id, name, initials, kind, cluster, lng, lat, students, boarding, canteen, schoolBus, demo } = record
  return { id: _id, name, initials, kind, cluster, lng, lat, students, boarding, canteen, schoolBus, demo }
}
