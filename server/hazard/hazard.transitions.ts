import { isDesk, inScope, type Actor } from '../account/actor.ts'
import type { Action, Severity, Status } from '../contract/enumerations.ts'
import { SEVERITIES, STATUSES, UNFINISHED } from '../contract/enumerations.ts'
import type { HazardRecord } from './hazard.model.ts'
import type { Standing } from './hazard.standing.ts'

/**
 * The life of a hazard, as data. Every change of status goes through a row of this table; nobody else names a next status.
 * `by` says which kinds of person may, and under which condition; `tells` whom the event is told to (design: never the actor).
 */

/** The kinds of person the table speaks of. A bureau leader is none of them: a leader reads. */
type Doer = 'inspector' | 'officer' | 'principal' | 'desk' | 'system'

/**
 * What is required beside person and status: what the action carries, as its contract has it (measures, photos that are
 * stored, a reason, a later date …), and how the hazard must stand, which hazard.standing.ts looks up.
 */
type Requirement = 'measures' | 'afterPhoto' | 'reason' | 'change' | 'laterDate' | 'interimMeasures' | 'fiveElements' | 'basis' | 'supervisor'
  | 'authority' | 'assigneeOfSchool' | 'wordsOrPhotos' | Standing
/** `concerned` is whom the entry itself names: who had asked, or who had the hazard until then. */
export type Told = 'assignee' | 'reporter' | 'reviewers' | 'desk' | 'principal' | 'leader' | 'concerned' | 'principalAndDeskIfMajor'

type Condition = (hazard: HazardRecord, actor: Actor, now: Date) => boolean

const REOPEN_DAYS = 30

/** Each answers "may this person, as far as the hazard's own facts go?"; status and version are asked for separately. */
const inOwnScope: Condition = (hazard, actor) => inScope(actor, hazard.schoolId)
const ownReport: Condition = (hazard, actor) => inOwnScope(hazard, actor, new Date(0)) && hazard.reporterId === actor.id
const assigneeIsDesk: Condition = (hazard) => hazard.assigneeId === null
const assigneeIsPerson: Condition = (hazard) => hazard.assigneeId !== null
/** What was handed over to an authority outside comes back to the school by the desk's hand alone. */
const notHandedOver: Condition = (hazard, actor, now) => inOwnScope(hazard, actor, now) && !hazard.handedOver
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
  readonly action: Action
  readonly from: Status
  readonly to: Status
  readonly severity: readonly Severity[]
  readonly by: Readonly<Partial<Record<Doer, Condition>>>
  readonly requires: readonly Requirement[]
  readonly tells: readonly Told[]
  /** Stands in nobody's way: it names no version and raises none. */
  readonly quiet?: true
}

/** One row for each of these statuses, which the action leaves as it is. */
const staying = (statuses: readonly Status[], row: Omit<Transition, 'from' | 'to'>): Transition[] =>
  statuses.map((status) => ({ ...row, from: status, to: status }))
const MAJOR = ['major'] as const

const school = { officer: inOwnScope, principal: inOwnScope, desk: assigneeIsDesk }

export const TRANSITIONS = [
  { action: 'acknowledge', from: 'open', to: 'open', severity: SEVERITIES, by: school, requires: ['notAcknowledged'], tells: [] },
  { action: 'rectify', from: 'open', to: 'rectified', severity: ['serious', 'major'], by: school, requires: ['measures', 'afterPhoto'], tells: ['reviewers'] },
  { action: 'close', from: 'open', to: 'closed', severity: ['general'], by: school, requires: ['measures', 'afterPhoto'], tells: ['reporter'] },
  { action: 'fixOnSpot', from: 'open', to: 'closed', severity: ['general', 'serious'], by: { inspector: ownReport, desk: ownReport }, requires: ['measures', 'afterPhoto'], tells: ['reporter'] },
  { action: 'accept', from: 'rectified', to: 'closed', severity: ['serious'], by: { inspector: notOwn, desk: notOwn }, requires: [], tells: ['reporter'] },
  // A major hazard takes two acceptances by two people, the last of them of the desk.
  { action: 'accept', from: 'rectified', to: 'rectified', severity: ['major'], by: { inspector: firstAndNotOwn, desk: firstAndNotOwn }, requires: ['planApproved'], tells: ['desk'] },
  { action: 'accept', from: 'rectified', to: 'closed', severity: ['major'], by: { desk: secondAndAnother }, requires: ['planApproved'], tells: ['reporter'] },
  { action: 'return', from: 'rectified', to: 'open', severity: ['serious', 'major'], by: { inspector: notOwn, desk: notOwn }, requires: ['reason'], tells: ['assignee'] },
  { action: 'reclassify', from: 'open', to: 'open', severity: SEVERITIES, by: { inspector: ownReport, desk: always }, requires: ['reason', 'change'], tells: ['assignee', 'principalAndDeskIfMajor'] },
  { action: 'void', from: 'open', to: 'void', severity: SEVERITIES, by: { inspector: ownReport, desk: always }, requires: ['reason'], tells: ['assignee'] },
  { action: 'void', from: 'rectified', to: 'void', severity: SEVERITIES, by: { desk: always }, requires: ['reason'], tells: ['assignee'] },
  { action: 'reopen', from: 'closed', to: 'open', severity: SEVERITIES, by: { inspector: withinDaysOfClosing, desk: always }, requires: ['reason'], tells: ['assignee'] },
  { action: 'reopen', from: 'void', to: 'open', severity: SEVERITIES, by: { desk: always }, requires: ['reason'], tells: ['assignee'] },
  // 延期: asking does not stop the clock; each grant is a new version of the deadline.
  { action: 'requestExtension', from: 'open', to: 'open', severity: SEVERITIES, by: school, requires: ['noExtensionAsked', 'laterDate', 'reason', 'interimMeasures'], tells: ['desk'] },
  { action: 'grantExtension', from: 'open', to: 'open', severity: SEVERITIES, by: { desk: always }, requires: ['extensionAsked', 'laterDate'], tells: ['assignee', 'concerned'] },
  { action: 'refuseExtension', from: 'open', to: 'open', severity: SEVERITIES, by: { desk: always }, requires: ['extensionAsked', 'reason'], tells: ['assignee', 'concerned'] },
  // 移交: the desk becomes the assignee and follows it up.
  { action: 'handOver', from: 'open', to: 'open', severity: SEVERITIES, by: { desk: always }, requires: ['authority', 'reason'], tells: ['concerned', 'principal', 'leader'] },
  { action: 'remind', from: 'open', to: 'open', severity: SEVERITIES, by: { inspector: inOwnScope, desk: assigneeIsPerson }, requires: ['notRemindedToday'], tells: ['assignee'], quiet: true },
  ...staying(UNFINISHED, { action: 'reassign', severity: SEVERITIES, by: { principal: notHandedOver, desk: always, system: always }, requires: ['assigneeOfSchool'], tells: ['assignee'] }),
  // A major hazard: its plan with the five elements 五落实, a person's confirmation that it is major, 挂牌督办 and 摘牌.
  ...staying(UNFINISHED, { action: 'submitPlan', severity: MAJOR, by: school, requires: ['planNotApproved', 'fiveElements'], tells: ['desk'] }),
  ...staying(UNFINISHED, { action: 'approvePlan', severity: MAJOR, by: { desk: always }, requires: ['planSubmitted'], tells: ['assignee', 'concerned'] }),
  ...staying(UNFINISHED, { action: 'returnPlan', severity: MAJOR, by: { desk: always }, requires: ['planSubmitted', 'reason'], tells: ['assignee', 'concerned'] }),
  ...staying(UNFINISHED, { action: 'confirmMajor', severity: MAJOR, by: { desk: always }, requires: ['notConfirmed', 'basis'], tells: ['assignee', 'principal', 'leader'] }),
  ...staying(UNFINISHED, { action: 'supervise', severity: MAJOR, by: { desk: always }, requires: ['confirmed', 'notSupervised', 'supervisor'], tells: ['assignee', 'principal', 'leader'] }),
  ...staying(STATUSES, { action: 'delist', severity: MAJOR, by: { desk: always }, requires: ['supervised', 'reason'], tells: ['assignee', 'principal', 'leader'] }),
  ...staying(STATUSES, {
    action: 'comment', severity: SEVERITIES, by: { inspector: inOwnScope, officer: inOwnScope, principal: inOwnScope, desk: always },
    requires: ['wordsOrPhotos', 'roomForComments'], tells: ['assignee', 'reporter'], quiet: true,
  }),
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
