import type { Actor } from '../account/actor.ts'
import type { ActionRequest, RequestOf } from '../contract/action.ts'
import type { ChecklistItem } from '../contract/checklist.ts'
import type { Action } from '../contract/enumerations.ts'
import { deadlineByHand, makeDeadline, proposedDays } from './hazard.deadline.ts'
import { extensionEffects } from './hazard.extension.ts'
import { majorEffects } from './hazard.major.ts'
import type { DeadlineVersion, HazardRecord, HistoryEntry } from './hazard.model.ts'
import { change, handedTo, hashOf, quietChange, type Change } from './hazard.record.ts'
import type { Transition } from './hazard.transitions.ts'

export interface Act<R extends ActionRequest = ActionRequest> {
  hazard: HazardRecord
  row: Transition
  request: R
  actionId: string
  actor: Pick<Actor, 'id'>
  /** The hazard's checklist item, if it has one: it may say how many days a severity gets. */
  item: ChecklistItem | null
  /** Whom the school's rule names now. What was closed or void had no hand-over when its assignee left. */
  assigneeId: string | null
  /** The bulk job that this is part of. */
  jobId?: string
  now: Date
}

export interface Effect {
  set?: Partial<HazardRecord>
  deadline?: DeadlineVersion
  /** What the history keeps beside what the client sent. */
  carried?: Partial<HistoryEntry>
  /** What must still be so at the moment of writing, where no version says it. */
  guard?: Partial<HazardRecord>
}

/** What each action changes beside the status that its row names. */
export type Effects<A extends Action> = { readonly [K in A]: (act: Act<RequestOf<K>>) => Effect }

/**
 * The change that an action makes. Throws the deadline's Problems.
 * The history entry carries what the client sent; hash, version and dueOn let a repeat be answered as the first time.
 */
export function actionChange(act: Act): Change {
  const { hazard, row, request, actionId, actor, jobId, now } = act
  const { set = {}, deadline, carried, guard } = (EFFECTS[request.action] as (act: Act) => Effect)(act)
  const { action, version: _seen, ...sent } = request as ActionRequest & { version?: number }
  const entry: HistoryEntry = {
    at: now, by: actor.id, action, actionId, from: row.from, to: row.to, ...sent, hash: hashOf(request),
    ...(set.assigneeId !== undefined && set.assigneeId !== hazard.assigneeId && { assigneeId: set.assigneeId }),
    ...carried, ...(jobId && { jobId }),
  }
  return row.quiet ? quietChange(hazard, set, entry, guard) : change(hazard, set, entry, now, deadline)
}

const acknowledged = ({ hazard, now }: Act) => ({ acknowledgedAt: hazard.acknowledgedAt ?? now })

/** Put right by the school alone, or on the spot: closed at once. */
const closed = (act: Act): Effect =>
  ({ set: { ...acknowledged(act), rectifiedAt: act.now, rectifiedBy: act.actor.id, closedAt: act.now } })

const EFFECTS: Effects<Action> = {
  ...extensionEffects, ...majorEffects,
  acknowledge: (act) => ({ set: acknowledged(act) }),
  rectify: (act) => ({
    set: { ...acknowledged(act), rectifiedAt: act.now, rectifiedBy: act.actor.id, rectifications: act.hazard.rectifications + 1 },
  }),
  close: closed,
  fixOnSpot: closed,
  accept: ({ hazard, row, actor, now }) =>
    ({ set: { acceptances: [...hazard.acceptances, { by: actor.id, at: now }], ...(row.to === 'closed' && { closedAt: now }) } }),
  return: (act) => ({ set: { rectifiedAt: null, rectifiedBy: null, acceptances: [] }, ...dated(act, act.request.dueOn) }),
  reclassify: reclassified,
  void: () => ({ set: { acceptances: [] } }),
  reopen: (act) => ({
    set: { closedAt: null, rectifiedAt: null, rectifiedBy: null, acceptances: [], plan: null, ...handedTo(act.assigneeId, act.now) },
    deadline: nextDeadline(act, act.request.dueOn),
  }),
  reassign: ({ request, now }) => ({ set: handedTo(request.assigneeId, now), carried: { assigneeId: request.assigneeId } }),
  // The desk did it and knows: nobody need acknowledge.
  handOver: ({ hazard, request: { authority, reason, dueOn }, actor, now }) => ({
    set: { assigneeId: null, acknowledgedAt: now, acknowledgeFrom: now, handedOver: { authority, reason, dueOn, by: actor.id, at: now } },
    deadline: deadlineByHand(hazard.deadlineVersion + 1, dueOn, { reason }, actor.id, now), carried: { concerns: hazard.assigneeId },
  }),
  remind: ({ hazard, now }) => ({ set: { remindedAt: now }, guard: { status: hazard.status, remindedAt: hazard.remindedAt ?? null } }),
  comment: () => ({}),
}

/** A new version only if the person named a date. */
const dated = (act: Act, dueOn: string | undefined): Effect => (dueOn ? { deadline: nextDeadline(act, dueOn) } : {})

function nextDeadline({ hazard, actor, now }: Act, dueOn: string | undefined): DeadlineVersion {
  return makeDeadline(hazard.deadlineVersion + 1, proposedDays(hazard.severity), { dueOn, reasonGiven: true }, actor.id, now)
}

/** A change of severity counts a new deadline from today, unless a person had set the old one by hand. */
function reclassified({ hazard, item, request, actor, now }: Act<RequestOf<'reclassify'>>): Effect {
  const severity = request.severity ?? hazard.severity
  const category = request.category ?? hazard.category
  const kept = category === hazard.category ? item : null
  const set = { severity, category, checklistItem: kept?.code ?? null, ...(severity !== 'major' && { plan: null, confirmedMajor: null }) }
  const carried = request.severity && { carried: { severityBefore: hazard.severity } }
  if (severity === hazard.severity || hazard.deadlineSetBy === 'hand') return { set, ...carried }
  return { set, ...carried, deadline: makeDeadline(hazard.deadlineVersion + 1, proposedDays(severity, kept), {}, actor.id, now) }
}
