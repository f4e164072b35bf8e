import type { QueryFilter } from 'mongoose'
import { isDesk, scopeOf, type Actor } from '../account/actor.ts'
import { addDays, instantAt } from '../contract/calendar.ts'
import { SEVERITIES, STATUSES, type HazardSort, type State, type Status } from '../contract/enumerations.ts'
import type { HazardQuery } from '../contract/hazard.ts'
import type { MapQuery } from '../contract/map.ts'
import { decodeCursor, encodeCursor, kindOf } from '../http/cursor.ts'
import { Problem } from '../http/problem.ts'
import type { HazardRecord } from './hazard.model.ts'

type Filter = QueryFilter<HazardRecord>
export interface ListPlan { filter: Filter; sort: Record<string, 1 | -1>; cursorOf(last: HazardRecord): string }

const OPEN_STATES: readonly State[] = ['overdue', 'soon', 'open']
/** The heaviest first. */
const BY_WEIGHT = [...SEVERITIES].reverse()

/** In what order a list goes. `d` by deadline, `r` newest first, and by weight one severity after the other, each by deadline. */
type Order = 'd' | 'r' | `w${number}`

/**
 * The queries behind a list, one after the other, held to the schools of this person: one, or by weight one a severity.
 * `found` is what a search finds, any of it; a search goes newest first. Throws malformed for a cursor that is not ours.
 */
export function listPlans(actor: Actor, query: HazardQuery, now: Date, found?: readonly Filter[]): ListPlan[] {
  if (found?.length === 0 || (query.list && !ownList(actor, query.list))) return []
  const sort = sortOf(query)
  if (sort !== 'severity') return [planOf(actor, query, now, sort === 'due' ? 'd' : 'r', found)]
  const asked = BY_WEIGHT.map((severity, weight) => ({ severity, weight })).filter(({ severity }) => query.severity?.includes(severity) ?? true)
  const from = query.cursor === undefined ? 0 : asked.findIndex(({ weight }) => kindOf(query.cursor!) === `w${weight}`)
  if (from < 0) throw new Problem('malformed', { errors: [{ path: 'cursor', code: 'cursor' }] })
  return asked.slice(from).map(({ severity, weight }, at) => {
    const { cursor, ...rest } = query
    return planOf(actor, { ...rest, ...(at === 0 && cursor !== undefined && { cursor }), severity: [severity] }, now, `w${weight}`)
  })
}

function planOf(actor: Actor, query: HazardQuery, now: Date, order: Order, found?: readonly Filter[]): ListPlan {
  const newestFirst = order === 'r'
  const conditions = [
    ...(found ? [found.length === 1 ? found[0]! : { $or: [...found] }] : []), schools(actor, query.schoolId), narrowing(query), query.state ? inStates(query.state, now) : {},
    // An index in which the status stands before the order is asked for in every one. A search in a school or two is quicker
    // through all that these have than through all that the district has of a word.
    (found && !isOfFewSchools(actor, query.schoolId)) || order.startsWith('w') ? one('status', statusesOf(query.state)) : {},
    (query.list && ownList(actor, query.list)) ?? {},
    query.assigneeId ? { assigneeId: query.assigneeId === 'desk' ? null : query.assigneeId } : {}, query.reporterId ? { reporterId: query.reporterId } : {},
    query.cursor ? after(query.cursor, order) : {},
  ].filter((condition) => Object.keys(condition).length > 0)
  return {
    filter: conditions.length > 1 ? { $and: conditions } : conditions[0] ?? {},
    sort: newestFirst ? { receivedAt: -1, _id: -1 } : { dueAt: 1, _id: 1 },
    cursorOf: (last) => encodeCursor(order, newestFirst ? last.receivedAt : last.dueAt, last._id),
  }
}

const FEW_SCHOOLS = 2
function isOfFewSchools(actor: Actor, asked?: readonly string[]): boolean {
  const scope = scopeOf(actor)
  return Math.min(asked?.length ?? Infinity, scope === 'all' ? Infinity : scope.length) <= FEW_SCHOOLS
}

const statusesOf = (states?: readonly State[]): Status[] =>
  STATUSES.filter((status) => !states || states.includes(status) || (status === 'open' && states.some((state) => OPEN_STATES.includes(state))))

/**
 * A list of this person's own. `mine`: what a school's person answers for, what the desk answers for itself, what an
 * inspector reported. `recheck`: what waits for this person's eyes: never the own rectification, nor one already accepted.
 * `decide`: extensions and plans that wait for the desk's word. Null where it holds nothing for this person.
 */
function ownList(actor: Actor, list: NonNullable<HazardQuery['list']>): Filter | null {
  if (list === 'mine') {
    if (actor.role === 'officer' || actor.role === 'principal') return { assigneeId: actor.id }
    if (isDesk(actor)) return { assigneeId: null }
    return actor.role === 'inspector' ? { reporterId: actor.id } : null
  }
  if (list === 'decide') return isDesk(actor) ? { toDecide: true } : null
  if (!isDesk(actor) && actor.role !== 'inspector') return null
  return { status: 'rectified', rectifiedBy: { $ne: actor.id }, ...(isDesk(actor) ? { 'acceptances.by': { $ne: actor.id } } : { acceptances: { $size: 0 } }) }
}

/** What a list goes by. A search goes newest first, what is still to be done by its deadline, everything else newest first. */
export function sortOf({ q, list, state, sort }: Pick<HazardQuery, 'q' | 'list' | 'state' | 'sort'>): HazardSort {
  if (q !== undefined) return 'received'
  const waiting = list === 'recheck' || list === 'decide' || state?.every((one) => OPEN_STATES.includes(one) || one === 'rectified')
  return sort ?? (waiting ? 'due' : 'received')
}

/** The schools asked for, but never more than the person's own. */
export function schools(actor: Actor, asked?: readonly string[]): Filter {
  const scope = scopeOf(actor)
  if (scope === 'all') return asked ? one('schoolId', asked) : {}
  return one('schoolId', asked ? asked.filter((id) => scope.includes(id)) : scope)
}

/** Severity, category and period, alike for list and map. A day of the period counts whole, in Shanghai. */
export function narrowing({ severity, category, receivedFrom, receivedTo }: MapQuery): Filter {
  const period = {
    ...(receivedFrom && { $gte: receivedFrom.length === 10 ? instantAt(receivedFrom) : new Date(receivedFrom) }),
    ...(receivedTo && (receivedTo.length === 10 ? { $lt: instantAt(addDays(receivedTo, 1)) } : { $lte: new Date(receivedTo) })),
  }
  return {
    ...(severity && one('severity', severity)), ...(category && one('category', category)),
    ...(Object.keys(period).length > 0 && { receivedAt: period }),
  }
}

const one = (field: string, values: readonly string[]): Filter => ({ [field]: values.length === 1 ? values[0] : { $in: [...values] } })

/** States as ranges of the stored instants, so that they can be counted and paged on an index. */
function inStates(states: readonly State[], now: Date): Filter {
  const [overdue, soon, open] = OPEN_STATES.map((state) => states.includes(state))
  const branches: Filter[] = []
  if (overdue && soon && open) branches.push({ status: 'open' })
  else {
    if (overdue && soon) branches.push({ status: 'open', soonAt: { $lte: now } })
    else if (overdue) branches.push({ status: 'open', dueAt: { $lte: now } })
    else if (soon && open) branches.push({ status: 'open', dueAt: { $gt: now } })
    else if (soon) branches.push({ status: 'open', soonAt: { $lte: now }, dueAt: { $gt: now } })
    if (open && !soon) branches.push({ status: 'open', soonAt: { $gt: now } })
  }
  const rest = states.filter((state) => !OPEN_STATES.includes(state))
  if (branches.length === 1 && branches[0] && Object.keys(branches[0]).length === 1) {
    return one('status', ['open', ...rest])
  }
  if (rest.length > 0) branches.push(one('status', rest))
  return branches.length === 1 ? branches[0]! : { $or: branches }
}

/** Everything after the last row of the page before. The range on the leading field is what lets the index start there. */
function after(cursor: string, order: Order): Filter {
  const { at, id } = decodeCursor(order, cursor)
  return order === 'r'
    ? { receivedAt: { $lte: at }, $or: [{ receivedAt: { $lt: at } }, { _id: { $lt: id } }] }
    : { dueAt: { $gte: at }, $or: [{ dueAt: { $gt: at } }, { _id: { $gt: id } }] }
}
