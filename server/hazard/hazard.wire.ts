import type { Actor } from '../account/actor.ts'
import type { ActionReceipt } from '../contract/action.ts'
import { dateOf } from '../contract/calendar.ts'
import { ACTIONS, type Action } from '../contract/enumerations.ts'
import type { Hazard, HazardSummary, Photo, ReportReceipt } from '../contract/hazard.ts'
import { nextRung } from '../reminder/rungs.ts'
import { daysLeft, dueAtOf, stateOf } from './hazard.deadline.ts'
import type { HazardRecord, HistoryEntry, Plan } from './hazard.model.ts'
import { amiss } from './hazard.standing.ts'
import { judge, type Verdict } from './hazard.transitions.ts'

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null

/** What comes from an old ledger, before its first entry here, is known to the day: it is told as that day, not as an hour nobody wrote down. */
const known = ({ importId, history }: HazardRecord, instant: Date): string =>
  (importId !== undefined && instant < history[0]!.at ? dateOf(instant) : instant.toISOString())

/** What this person may do to the hazard now; the phone offers these and no others. */
export const actionsFor = (hazard: HazardRecord, actor: Actor, now: Date): Action[] => ACTIONS.filter((action) =>
  isOpenTo(judge(action, hazard, actor, now), hazard, now))

const isOpenTo = (verdict: Verdict, hazard: HazardRecord, now: Date) => 'row' in verdict && amiss(verdict.row, hazard, now) === null

/** The ids of photos that an action has named; the others are still somebody's draft. */
export const namedPhotos = (hazard: Pick<HazardRecord, 'history'>): Set<string> => new Set(hazard.history.flatMap((entry) => entry.photoIds ?? []))

/** A hazard as a list shows it. Built field by field: a stored document never reaches the wire. */
export function toSummary(hazard: HazardRecord, photos: readonly Photo[], actor: Actor, now: Date): HazardSummary {
  const named = namedPhotos(hazard)
  const at = (instant: Date | null): string | null => instant && known(hazard, instant)
  return {
    id: hazard._id, number: hazard.number, schoolId: hazard.schoolId, spot: hazard.spot, category: hazard.category,
    checklistItem: hazard.checklistItem, severity: hazard.severity, description: hazard.description,
    photoCount: hazard.photoCount, photos: photos.filter(({ kind, id }) => kind === 'before' || named.has(id)),
    location: hazard.location, selfCheck: hazard.selfCheck,
    foundAt: known(hazard, hazard.foundAt), receivedAt: known(hazard, hazard.receivedAt),
    acknowledgedAt: at(hazard.acknowledgedAt), rectifiedAt: at(hazard.rectifiedAt), closedAt: at(hazard.closedAt),
    status: hazard.status, state: stateOf(hazard, now), version: hazard.version,
    dueOn: hazard.dueOn, dueAt: hazard.dueAt.toISOString(), originalDueOn: hazard.originalDueOn, daysLeft: daysLeft(hazard.dueOn, now),
    deadlineSetBy: hazard.deadlineSetBy, deadlineVersion: hazard.deadlineVersion,
    escalationLevel: hazard.escalationLevel, nextRungAt: iso(hazard.nextRungAt),
    assigneeId: hazard.assigneeId, reporterId: hazard.reporterId,
    acceptances: hazard.acceptances.map(({ by, at }) => ({ by, at: at.toISOString() })),
    ...toStanding(hazard),
    actions: actionsFor(hazard, actor, now),
  }
}

/** What stands over a hazard beside its status. Hazards from before these fields have none of them. */
function toStanding({ extension, handedOver, supervision, confirmedMajor, plan, remindedAt }: HazardRecord) {
  return {
    extension: dated(extension), handedOver: dated(handedOver), supervision: dated(supervision),
    confirmedMajorAt: iso(confirmedMajor?.at ?? null), planState: plan?.state ?? null, remindedAt: iso(remindedAt ?? null),
  }
}

const dated = <T extends { at: Date }>(stands: T | null | undefined) => (stands ? { ...stands, at: stands.at.toISOString() } : null)

const toPlan = (plan: Plan): Hazard['plan'] =>
  ({ ...plan, submittedAt: plan.submittedAt.toISOString(), decidedAt: iso(plan.decidedAt) })

/** The whole record of one hazard, without the names of its people, which the service adds. */
export function toRecord(hazard: HazardRecord, photos: readonly Photo[], actor: Actor, now: Date): Omit<Hazard, 'people'> {
  const rung = nextRung(hazard, now)
  return {
    ...toSummary(hazard, photos, actor, now),
    history: hazard.history.map(toHistoryEntry),
    deadlines: hazard.deadlines.map((deadline) => ({ ...deadline, at: deadline.at.toISOString() })),
    majorBasis: hazard.confirmedMajor?.basis ?? null, plan: hazard.plan ? toPlan(hazard.plan) : null,
    nextRung: rung && { rung: rung.rung, at: rung.at.toISOString() },
  }
}

function toHistoryEntry({ hash: _hash, version: _version, ...entry }: HistoryEntry) {
  return { ...entry, at: entry.at.toISOString() }
}

/** Everybody the record names, for the line of people beside it. */
export function idsNamed(hazard: HazardRecord): string[] {
  return [hazard.reporterId, hazard.assigneeId, ...hazard.history.flatMap(({ by, assigneeId, concerns, told = [] }) => [by, assigneeId, concerns, ...told])]
    .filter((id): id is string => typeof id === 'string')
}

/** The receipt of a report, the same whenever it is asked for: as the hazard stood when it was received. */
export function reportReceiptOf(hazard: HazardRecord): ReportReceipt {
  return {
    id: hazard._id, number: hazard.number, receivedAt: hazard.receivedAt.toISOString(),
    dueOn: hazard.originalDueOn, dueAt: dueAtOf(hazard.originalDueOn).toISOString(), version: 1,
  }
}

/** The receipt of an action, the same whenever it is asked for: as the hazard stood right after it. */
export function actionReceiptOf(entry: HistoryEntry): ActionReceipt {
  return {
    actionId: entry.actionId!, action: entry.action as Action, at: entry.at.toISOString(),
    status: entry.to, version: entry.version!, dueOn: entry.dueOn!,
  }
}
