import { dateOf, daysBetween, addDays, instantAt } from '../contract/calendar.ts'
import type { Severity, Status } from '../contract/enumerations.ts'
import { isDuplicate } from '../database/duplicate.ts'
import { deadlineFields, DEADLINE_DAYS } from './hazard.deadline.ts'
import type { HazardDeps } from './hazard.deps.ts'
import { hazardGrams } from './hazard.grams.ts'
import type { DeadlineVersion, HazardRecord } from './hazard.model.ts'
import { lastSeq } from './hazard.number.ts'
import { hashOf, numberOf } from './hazard.record.ts'
import { nextWake } from '../reminder/rungs.ts'

/** What an old ledger says beside the facts that a hazard has fields for; kept with its first entry, word for word. */
export interface OldFacts {
  number?: string
  inspection?: string
  inspectedBy?: string
  measures?: string
  costYuan?: number
  responsible?: string
  recheckedBy?: string
  recheckedOn?: string
  remark?: string
}

/** A hazard of an old ledger. `id` follows from what makes it itself there, so that the same row is the same hazard. */
export interface OldHazard {
  id: string
  schoolId: string
  spot: string
  category: string
  severity: Severity
  description: string
  status: Status
  selfCheck: boolean
  foundOn: string
  /** Without one, the severity's days from the day it was found. */
  dueOn: string | null
  extendedOn: string | null
  rectifiedOn: string | null
  closedOn: string | null
  old: OldFacts
}

export interface Importer { importId: string; by: string }
export interface NamedHazard { id: string; number: string }

/** What the system itself adds: neither is somebody's act. */
const NOBODYS = new Set(['report', 'escalate'])
const AT_ONCE = 8
const DELETED_AT_ONCE = 200

function bySchoolAndYear(olds: readonly OldHazard[]): OldHazard[][] {
  const groups = new Map<string, OldHazard[]>()
  for (const old of olds) {
    const key = `${old.schoolId} ${old.foundOn.slice(0, 4)}`
    const group = groups.get(key)
    if (group) group.push(old)
    else groups.set(key, [old])
  }
  return [...groups.values()]
}

function inTurns<T>(all: readonly T[], size: number): T[][] {
  const turns: T[][] = []
  for (let at = 0; at < all.length; at += size) turns.push(all.slice(at, at + size))
  return turns
}

/** Hazards that come from an old ledger: inserted under their own rules, told to nobody, chased from now on, and taken back whole. */
export function createImporting({ hazards, accounts }: Pick<HazardDeps, 'hazards' | 'accounts'>) {
  /**
   * Inserts what does not stand yet, and answers how many stand by this import, now or from an earlier try.
   * Those of one school and year go in together, under the numbers that follow its last; whoever loses a number reads again.
   */
  async function importOld(olds: readonly OldHazard[], importer: Importer, now: Date): Promise<number> {
    const counts: number[] = []
    for (const some of inTurns(bySchoolAndYear(olds), AT_ONCE)) counts.push(...await Promise.all(some.map((group) => importGroup(group, importer, now))))
    return counts.reduce((sum, one) => sum + one, 0)
  }

  async function importGroup(group: readonly OldHazard[], importer: Importer, now: Date): Promise<number> {
    const { schoolId, foundOn } = group[0]!
    const year = Number(foundOn.slice(0, 4))
    const assigneeId = await accounts.assigneeOf(schoolId)
    for (;;) {
      const there = await hazards.find({ _id: { $in: group.map(({ id }) => id) } }, { importId: 1 }).lean()
      const standing = new Set(there.map(({ _id }) => _id))
      const missing = group.filter(({ id }) => !standing.has(id))
      if (missing.length === 0) return there.filter(({ importId }) => importId === importer.importId).length
      const last = await lastSeq(hazards, schoolId, year)
      await insertAsFarAsPossible(missing.map((old, at) => oldHazard({ old, importer, assigneeId, seq: last + 1 + at, now })))
    }
  }

  /** In order, up to the first that somebody was before: the next round looks again. */
  async function insertAsFarAsPossible(records: readonly HazardRecord[]): Promise<void> {
    try {
      await hazards.collection.insertMany(records as never[], { ordered: true })
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
  }

  /** Which of these ids stand already. */
  async function standing(ids: readonly string[]): Promise<Set<string>> {
    const found = await hazards.find({ _id: { $in: ids } }, { _id: 1 }).lean()
    return new Set(found.map(({ _id }) => _id))
  }

  /** Which of these numbers are numbers of ours: a ledger that was exported here is no old one. */
  async function numbered(numbers: readonly string[]): Promise<Set<string>> {
    const wanted = numbers.flatMap((number) => {
      const [, year, schoolId, seq] = /^YH-(\d{4})-(.+)-(\d+)$/.exec(number) ?? []
      return schoolId ? { schoolId, year: Number(year), seq: Number(seq) } : []
    })
    if (wanted.length === 0) return new Set()
    const found = await hazards.find({ $or: wanted }, { number: 1 }).lean()
    return new Set(found.map(({ number }) => number))
  }

  /** The hazards of an import, and whether somebody has acted on each since, or put a photo to it. */
  async function imported(importId: string): Promise<(NamedHazard & { actedOn: boolean })[]> {
    return (await ofImport(importId)).map((hazard) => ({ id: hazard._id, number: hazard.number, actedOn: !isUntouched(hazard) }))
  }

  /** Takes back what nobody has acted on; answers what stays. Can be run again. */
  async function takeBack(importId: string, stillAtWork: () => Promise<void>): Promise<NamedHazard[]> {
    const all = await ofImport(importId)
    for (const some of inTurns(all.filter(isUntouched), DELETED_AT_ONCE)) {
      await stillAtWork()
      await hazards.collection.bulkWrite(some.map(({ _id, history }) => ({
        // As it was read: whoever acts in between keeps the hazard.
        deleteOne: { filter: { _id: _id as never, importId, version: 1, history: { $size: history.length }, photoIds: { $size: 0 } } },
      })), { ordered: false })
    }
    return (await imported(importId)).map(({ id, number }) => ({ id, number }))
  }

  /** Whether any hazard is one of this school, or this account's. */
  const exist = async (what: { schoolId: string } | { assigneeId: string }): Promise<boolean> => (await hazards.exists(what)) !== null

  const ofImport = (importId: string) =>
    hazards.find({ importId }, { number: 1, version: 1, photoIds: 1, history: 1 }).lean<HazardRecord[]>()

  return { importOld, standing, numbered, imported, takeBack, exist }
}

export type HazardImporting = ReturnType<typeof createImporting>

const isUntouched = ({ version, photoIds, history }: HazardRecord) =>
  version === 1 && photoIds.length === 0 && history.every(({ action }) => NOBODYS.has(action))

interface Imported { old: OldHazard; importer: Importer; assigneeId: string | null; seq: number; now: Date }

/**
 * As it stands in the old ledger, with one entry of history: that it was taken over, and what was said of it there.
 * The school has known of it all along, so that nobody is asked to acknowledge it. Rungs follow the rule for past ones:
 * of those after the deadline the highest waits for the next 07:00, the others are dropped.
 */
export function oldHazard({ old, importer, assigneeId, seq, now }: Imported): HazardRecord {
  const { id, schoolId, status, severity, category, spot, description, selfCheck } = old
  const foundAt = instantAt(old.foundOn)
  const deadlines = deadlinesOf(old, importer, now)
  const year = Number(old.foundOn.slice(0, 4))
  const dueOn = deadlines.at(-1)!.dueOn
  const rectifiedAt = status === 'open' || !old.rectifiedOn ? null : instantAt(old.rectifiedOn)
  const hazard: HazardRecord = {
    _id: id, schoolId, status, severity, category, receivedAt: foundAt, ...deadlineFields(deadlines.at(-1)!),
    closedAt: status === 'closed' ? instantAt(old.closedOn ?? old.rectifiedOn ?? dateOf(now)) : null, rectifiedAt,
    acknowledgedAt: foundAt, acknowledgeFrom: foundAt, version: 1, originalDueOn: deadlines[0]!.dueOn,
    nextRungAt: null, rungsHandledTo: foundAt, escalationLevel: 0, rectifications: rectifiedAt ? 1 : 0,
    assigneeId, reporterId: importer.by, rectifiedBy: null, selfCheck,
    year, seq, number: numberOf(schoolId, year, seq), spot, checklistItem: null, foundAt, location: null, description,
    grams: hazardGrams({ seq, spot, description }),
    photoCount: 0, photoIds: [], acceptances: [], deadlines, reportHash: hashOf(old), importId: importer.importId,
    history: [{ at: now, by: importer.by, action: 'report', actionId: null, from: null, to: status, dueOn, assigneeId, old: old.old }],
  }
  return { ...hazard, nextRungAt: nextWake(hazard, now) }
}

function deadlinesOf({ foundOn, dueOn, extendedOn, severity }: OldHazard, { by }: Importer, now: Date): DeadlineVersion[] {
  const version = (number: number, on: string, setBy: DeadlineVersion['setBy']): DeadlineVersion =>
    ({ version: number, dueOn: on, startOn: foundOn, days: daysBetween(foundOn, on), mode: 'calendar', setBy, reason: null, by, at: now })
  const first = version(1, dueOn ?? addDays(foundOn, DEADLINE_DAYS[severity]), dueOn ? 'hand' : 'severity')
  return extendedOn && extendedOn !== first.dueOn ? [first, version(2, extendedOn, 'hand')] : [first]
}
