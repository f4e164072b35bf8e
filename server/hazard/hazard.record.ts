import { createHash } from 'node:crypto'
import type { Actor } from '../account/actor.ts'
import { SYSTEM } from '../account/actor.ts'
import type { ChecklistItem } from '../contract/checklist.ts'
import { dateOf } from '../contract/calendar.ts'
import type { ReportRequest } from '../contract/hazard.ts'
import { nextWake } from '../reminder/rungs.ts'
import { deadlineFields, makeDeadline, proposedDays } from './hazard.deadline.ts'
import { hazardGrams } from './hazard.grams.ts'
import type { DeadlineVersion, HazardRecord, HistoryEntry } from './hazard.model.ts'
import { isToDecide } from './hazard.standing.ts'

/** One change to a hazard: what is set, and what is appended to the arrays that only grow. */
export interface Change {
  set: Partial<HazardRecord>
  entry: HistoryEntry
  deadline?: DeadlineVersion
  /** In place of status and version, for a change that raises none. */
  guard?: Partial<HazardRecord>
}

/** Tells a repeat from other content under the same id. Over the validated fields, in the order of their schema. */
export const hashOf = (fields: unknown): string => createHash('sha256').update(JSON.stringify(fields)).digest('base64url')

/** The year whose numbers a hazard received now belongs to, and the number itself: YH-2026-SC013-0042. */
export const yearOf = (now: Date): number => Number(dateOf(now).slice(0, 4))
export const numberOf = (schoolId: string, year: number, seq: number): string => `YH-${year}-${schoolId}-${String(seq).padStart(4, '0')}`

export interface Report {
  id: string
  request: ReportRequest
  reporter: Pick<Actor, 'id' | 'role'>
  item: ChecklistItem | null
  assigneeId: string | null
  seq: number
  now: Date
}

/** A hazard as it stands at the moment of its receipt. A device clock that runs ahead of the server's is not believed. */
export function newHazard({ id, request, reporter, item, assigneeId, seq, now }: Report): HazardRecord {
  const selfCheck = reporter.role === 'officer' || reporter.role === 'principal'
  const deadline = makeDeadline(1, proposedDays(request.severity, item),
    { dueOn: request.dueOn, reason: request.dueReason, onlyShorter: selfCheck }, reporter.id, now)
  const foundAt = new Date(request.foundAt)
  const year = yearOf(now)
  const { schoolId, severity, category, spot, description, photoCount } = request
  const hazard: HazardRecord = {
    _id: id, schoolId, status: 'open', severity, category, receivedAt: now,
    ...deadlineFields(deadline), closedAt: null, rectifiedAt: null, acknowledgedAt: null, acknowledgeFrom: now,
    version: 1, originalDueOn: deadline.dueOn, nextRungAt: null, rungsHandledTo: now, escalationLevel: 0,
    rectifications: 0, assigneeId, reporterId: reporter.id, rectifiedBy: null, selfCheck,
    year, seq, number: numberOf(schoolId, year, seq), spot, checklistItem: request.checklistItem ?? null,
    foundAt: foundAt > now ? now : foundAt, location: request.location ?? null, description,
    grams: hazardGrams({ seq, spot, description }), photoCount,
    photoIds: [], acceptances: [], deadlines: [deadline], reportHash: hashOf(request), untoldFrom: 0,
    history: [{ at: now, by: reporter.id, action: 'report', actionId: null, from: null, to: 'open', dueOn: deadline.dueOn, assigneeId }],
  }
  return { ...hazard, nextRungAt: nextWake(hazard, now) }
}

/** Whoever is given a hazard has yet to acknowledge it, and the clock of that starts again. */
export const handedTo = (assigneeId: string | null, now: Date) => ({ assigneeId, acknowledgedAt: null, acknowledgeFrom: now, handedOver: null })

/** The change that hands a hazard to another person, by the system. */
export function reassignment(hazard: HazardRecord, assigneeId: string | null, actionId: string, now: Date): Change {
  return change(hazard, handedTo(assigneeId, now),
    { at: now, by: SYSTEM, action: 'reassign', actionId, from: hazard.status, to: hazard.status, assigneeId }, now)
}

/** Completes a change: every action raises the version and sets the clock of reminders anew, in the same write. */
export function change(hazard: HazardRecord, set: Partial<HazardRecord>, entry: HistoryEntry, now: Date, deadline?: DeadlineVersion): Change {
  const moved: Partial<HazardRecord> = { ...set, ...(deadline && renewed(deadline, entry, now)), ...(deadline || entry.to !== 'open' ? dropped(hazard) : {}) }
  const after: HazardRecord = { ...hazard, ...moved, status: entry.to }
  const version = hazard.version + 1
  const toDecide = isToDecide(after)
  return {
    set: { ...moved, status: entry.to, version, nextRungAt: nextWake(after, now), ...(toDecide !== (hazard.toDecide ?? false) && { toDecide }) },
    entry: { ...entry, version, dueOn: after.dueOn }, ...(deadline && { deadline }),
  }
}

/** A new deadline begins the ladder anew; while a rectification waits the mark stays where it is, for the recheck's own rungs. */
const renewed = (deadline: DeadlineVersion, { to }: HistoryEntry, now: Date): Partial<HazardRecord> =>
  ({ ...deadlineFields(deadline), escalationLevel: 0, ...(to === 'open' && { rungsHandledTo: now }) })

/** An extension of a deadline that stands no more, or that no longer runs, has nothing left to decide. */
const dropped = ({ extension }: HazardRecord): Partial<HazardRecord> => (extension ? { extension: null } : {})

/** A change that is nobody's move: version and reminders stay as they are, and the receipt says so. */
export const quietChange = (hazard: HazardRecord, set: Partial<HazardRecord>, entry: HistoryEntry, guard: Partial<HazardRecord> = {}): Change =>
  ({ set, guard, entry: { ...entry, version: hazard.version, dueOn: hazard.dueOn } })

/** The hazard after the change, as the database will hold it. */
export function applied(hazard: HazardRecord, { set, entry, deadline }: Change): HazardRecord {
  return {
    ...hazard, ...set,
    untoldFrom: Math.min(hazard.untoldFrom ?? hazard.history.length, hazard.history.length),
    deadlines: deadline ? [...hazard.deadlines, deadline] : hazard.deadlines,
    history: [...hazard.history, entry],
  }
}
