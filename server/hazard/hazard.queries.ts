import type { QueryFilter } from 'mongoose'
import { scopeOf, type Actor } from '../account/actor.ts'
import { addDays, instantAt } from '../contract/calendar.ts'
import type { State } from '../contract/enumerations.ts'
import type { HazardQuery } from '../contract/hazard.ts'
import type { MapQuery } from '../contract/map.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import type { HazardRecord } from './hazard.model.ts'

type Filter = QueryFilter<HazardRecord>
export interface ListPlan { filter: Filter; sort: Record<string, 1 | -1>; cursorOf(last: HazardRecord): string }

const OPEN_STATES: readonly State[] = ['overdue', 'soon', 'open']

/** The query behind a list, held to the schools of this person. Throws malformed for a cursor that is not ours. */
export function listPlan(actor: Actor, query: HazardQuery, now: Date): ListPlan {
  const byDue = (query.sort ?? defaultSort(query)) === 'due'
  const conditions = [
    schools(actor, query.schoolId), narrowing(query), query.state ? inStates(query.state, now) : {},
    query.assigneeId ? { assigneeId: query.assigneeId === 'desk' ? null : query.assigneeId } : {}, query.reporterId ? { reporterId: query.reporterId } : {},
    query.cursor ? after(query.cursor, byDue) : {},
  ].filter((condition) => Object.keys(condition).length > 0)
  return {
    filter: conditions.length > 1 ? { $and: conditions } : conditions[0] ?? {},
    sort: byDue ? { dueAt: 1, _id: 1 } : { receivedAt: -1, _id: -1 },
    cursorOf: (last) => encodeCursor(byDue ? 'd' : 'r', byDue ? last.dueAt : last.receivedAt, last._id),
  }
}

/** What is still to be done goes by its deadline, everything else newest first. */
const defaultSort = ({ state }: HazardQuery) =>
  state?.every((one) => OPEN_STATES.includes(one) || one === 'rectified') ? 'due' : 'received'

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
function after(cursor: string, byDue: boolean): Filter {
  const { at, id } = decodeCursor(byDue ? 'd' : 'r', cursor)
  return byDue
    ? { dueAt: { $gte: at }, $or: [{ dueAt: { $gt: at } }, { _id: { $gt: id } }] }
    : { receivedAt: { $lte: at }, $or: [{ receivedAt: { $lt: at } }, { _id: { $lt: id } }] }
}
