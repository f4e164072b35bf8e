import { isDesk, inScope, type Actor } from '../account/actor.ts'
import type { HistoryAction, Severity, Status } from '../contract/enumerations.ts'
import { SEVERITIES } from '../contract/enumerations.ts'
import type { HazardRecord } from './hazard.model.ts'

/**
 * The life of a hazard, as data. Every change of status goes through a row of this table; nobody else names a next status.
 * `by` says which kinds of person may, and under which condition; `tells` whom the event is told to (design: never the actor).
 */

/** The kinds of person the table speaks of. A bureau leader is none of them: a leader reads. */
type Doer = 'inspector' | 'officer' | 'principal' | 'desk' | 'system'

/** What the action must carry, checked in the service: measures, photos that are stored, a reason. */
type Requirement = 'measures' | 'afterPhoto' | 'reason' | 'notAcknowledged' | 'change'
export type Told = 'assignee' | 'reporter' | 'reviewers' | 'desk' | 'principalAndDeskIfMajor'

type Condition = (hazard: HazardRecord, actor: Actor, now: Date) => boolean

const REOPEN_DAYS = 30

/** Each answers "may this person, as far as the hazard's own facts go?"; status and version are asked for separately. */
const inOwnScope: Condition = (hazard, actor) => inScope(actor, hazard.schoolId)
const ownReport: Condition = (hazard, actor) => inOwnScope(hazard, actor, new Date(0)) && hazard.reporterId === actor.id
const assigneeIsDesk: Condition = (hazard) => hazard.assigneeId === null
// Acceptances count only while the rectification waits; on a closed hazard it is the status that stands in the way.
const firstAndNotOwn: Condition = (hazard, actor, now) =>
  notOwn(hazard, actor, now) && (hazard.status !== 'rectified' || hazard.acceptances.length === 0)
const notOwn: Condition = (hazard, actor, now) => inOwnScope(hazard, actor, now) && hazard.rectifiedBy !== actor.id
const secondAndAnother: Condition = (hazard, actor, now) =>
  notOwn(hazard, actor, now) && hazard.acceptances.length > 0 && !hazard.acceptances.some(({ by }) => by === actor.id)
const withinDaysOfClosing: Condition = (hazard, actor, now) =>
  inOwnScope(hazard, actor, now) && (!hazard.closedAt || now.getTime() - hazard.closedAt.getTime() <= REOPEN_DAYS * 86_400_000)
const always: Condition = () => true

export interface Transition {
  readonly action: Exclude<HistoryAction, 'report' | 'escalate'>
  readonly from: Status
  readonly to: Status
  readonly severity: readonly Severity[]
  readonly by: Readonly<Partial<Record<Doer, Condition>>>
  readonly requires: readonly Requirement[]
  readonly tells: readonly Told[]
}

const school = { officer: inOwnScope, principal: inOwnScope, desk: assigneeIsDesk }

export const TRANSITIONS = [
  { action: 'acknowledge', from: 'open', to: 'open', severity: SEVERITIES, by: school, requires: ['notAcknowledged'], tells: [] },
  { action: 'rectify', from: 'open', to: 'rectified', severity: ['serious', 'major'], by: school, requires: ['measures', 'afterPhoto'], tells: ['reviewers'] },
  { action: 'close', from: 'open', to: 'closed', severity: ['general'], by: school, requires: ['measures', 'afterPhoto'], tells: ['reporter'] },
  { action: 'fixOnSpot', from: 'open', to: 'closed', severity: ['general', 'serious'], by: { inspector: ownReport, desk: ownReport }, requires: ['measures', 'afterPhoto'], tells: ['reporter'] },
  { action: 'accept', from: 'rectified', to: 'closed', severity: ['serious'], by: { inspector: notOwn, desk: notOwn }, requires: [], tells: ['reporter'] },
  // A major hazard takes two acceptances by two people, the last of them of the desk.
  { action: 'accept', from: 'rectified', to: 'rectified', severity: ['major'], by: { inspector: firstAndNotOwn, desk: firstAndNotOwn }, requires: [], tells: ['desk'] },
  { action: 'accept', from: 'rectified', to: 'closed', severity: ['major'], by: { desk: secondAndAnother }, requires: [], tells: ['reporter'] },
  { action: 'return', from: 'rectified', to: 'open', severity: ['serious', 'major'], by: { inspector: notOwn, desk: notOwn }, requires: ['reason'], tells: ['assignee'] },
  { action: 'reclassify', from: 'open', to: 'open', severity: SEVERITIES, by: { inspector: ownReport, desk: always }, requires: ['reason', 'change'], tells: ['assignee', 'principalAndDeskIfMajor'] },
  { action: 'void', from: 'open', to: 'void', severity: SEVERITIES, by: { inspector: ownReport, desk: always }, requires: ['reason'], tells: ['assignee'] },
  { action: 'void', from: 'rectified', to: 'void', severity: SEVERITIES, by: { desk: always }, requires: ['reason'], tells: ['assignee'] },
  { action: 'reopen', from: 'closed', to: 'open', severity: SEVERITIES, by: { inspector: withinDaysOfClosing, desk: always }, requires: ['reason'], tells: ['assignee'] },
  { action: 'reopen', from: 'void', to: 'open', severity: SEVERITIES, by: { desk: always }, requires: ['reason'], tells: ['assignee'] },
  { action: 'reassign', from: 'open', to: 'open', severity: SEVERITIES, by: { system: always }, requires: [], tells: ['assignee'] },
  { action: 'reassign', from: 'rectified', to: 'rectified', severity: SEVERITIES, by: { system: always }, requires: [], tells: ['assignee'] },
] as const satisfies readonly Transition[]

/** Whom a report is told to; it makes a hazard rather than moving one, so it stands beside the table. */
export const REPORT_TELLS: readonly Told[] = ['assignee', 'principalAndDeskIfMajor']

export type Verdict = { row: Transition } | { refused: 'not-this-person' | 'status-changed' }

/** What the table says to this person, this action, now. A person refused in any status is told so before the status is. */
export function judge(action: Transition['action'], hazard: HazardRecord, actor: Actor | 'system', now: Date): Verdict {
  const rows: readonly Transition[] = TRANSITIONS.filter(
    (row) => row.action === action && (row.severity as readonly Severity[]).includes(hazard.severity))
  const may = (row: Transition) => conditionFor(row, actor)?.(hazard, actor as Actor, now) ?? false
  const here = rows.filter((row) => row.from === hazard.status)
  const row = here.find(may)
  if (row) return { row }
  return { refused: here.length > 0 || !rows.some(may) ? 'not-this-person' : 'status-changed' }
}

function conditionFor(row: Transition, actor: Actor | 'system'): Condition | undefined {
  if (actor === 'system') return row.by.system
  if (actor.role === 'bureau') return isDesk(actor) ? row.by.desk : undefined
  return row.by[actor.role as Doer]
}
