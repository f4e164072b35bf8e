import type { Actor } from '../account/actor.ts'
import type { ActionRequest } from '../contract/action.ts'
import type { ChecklistItem } from '../contract/checklist.ts'
import { makeDeadline, proposedDays } from './hazard.deadline.ts'
import type { DeadlineVersion, HazardRecord, HistoryEntry } from './hazard.model.ts'
import { change, hashOf, type Change } from './hazard.record.ts'
import type { Transition } from './hazard.transitions.ts'

export interface Act {
  hazard: HazardRecord
  row: Transition
  request: ActionRequest
  actionId: string
  actor: Pick<Actor, 'id'>
  /** The hazard's checklist item, if it has one: it may say how many days a severity gets. */
  item: ChecklistItem | null
  /** Whom the school's rule names now. What was closed or void had no hand-over when its assignee left. */
  assigneeId: string | null
  now: Date
}

type Effect = { set?: Partial<HazardRecord>; deadline?: DeadlineVersion }

/**
 * What an action changes beside the status that its row names. Throws the deadline's Problems.
 * The history entry carries what the client sent; hash, version and dueOn let a repeat be answered as the first time.
 */
export function actionChange(act: Act): Change {
  const { hazard, row, request, actionId, actor, now } = act
  const { set = {}, deadline } = effectOf(act)
  const { action, version: _seen, ...carried } = request as ActionRequest & { version?: number }
  const entry: HistoryEntry = {
    at: now, by: actor.id, action, actionId, from: row.from, to: row.to, ...carried, hash: hashOf(request),
    ...(set.assigneeId !== undefined && set.assigneeId !== hazard.assigneeId && { assigneeId: set.assigneeId }),
  }
  return change(hazard, set, entry, now, deadline)
}

function effectOf(act: Act): Effect {
  const { hazard, request, actor, now } = act
  const acknowledged = { acknowledgedAt: hazard.acknowledgedAt ?? now }
  switch (request.action) {
    case 'acknowledge': return { set: acknowledged }
    case 'rectify': return { set: { ...acknowledged, rectifiedAt: now, rectifiedBy: actor.id, rectifications: hazard.rectifications + 1 } }
    case 'close':
    case 'fixOnSpot': return { set: { ...acknowledged, rectifiedAt: now, rectifiedBy: actor.id, closedAt: now } }
    case 'accept': return { set: { acceptances: [...hazard.acceptances, { by: actor.id, at: now }], ...(act.row.to === 'closed' && { closedAt: now }) } }
    case 'return': return { set: { rectifiedAt: null, rectifiedBy: null, acceptances: [] }, ...dated(act, request.dueOn) }
    case 'reclassify': return reclassified(act, request)
    case 'void': return { set: { acceptances: [] } }
    case 'reopen': return {
      set: {
        closedAt: null, rectifiedAt: null, rectifiedBy: null, acceptances: [], acknowledgedAt: null, acknowledgeFrom: now,
        assigneeId: act.assigneeId,
      },
      deadline: nextDeadline(act, request.dueOn),
    }
    default: throw new Error(`no row of the table allows ${request.action}`)
  }
}

/** A new version only if the person named a date. */
const dated = (act: Act, dueOn: string | undefined): Effect => (dueOn ? { deadline: nextDeadline(act, dueOn) } : {})

function nextDeadline({ hazard, actor, now }: Act, dueOn: string | undefined): DeadlineVersion {
  return makeDeadline(hazard.deadlineVersion + 1, proposedDays(hazard.severity), { dueOn, reasonGiven: true }, actor.id, now)
}

/** A change of severity counts a new deadline from today, unless a person had set the old one by hand. */
function reclassified({ hazard, item, actor, now }: Act, request: ActionRequest & { action: 'reclassify' }): Effect {
  const severity = request.severity ?? hazard.severity
  const category = request.category ?? hazard.category
  const kept = category === hazard.category ? item : null
  const set = { severity, category, checklistItem: kept?.code ?? null }
  if (severity === hazard.severity || hazard.deadlineSetBy === 'hand') return { set }
  return { set, deadline: makeDeadline(hazard.deadlineVersion + 1, proposedDays(severity, kept), {}, actor.id, now) }
}
