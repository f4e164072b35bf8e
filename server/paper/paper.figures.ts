import { addDays, instantAt } from '../contract/calendar.ts'
import type { RequestOf } from '../contract/paper.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'

/** What the hazards of one group come to. The figures close: see `add`. */
export interface Figures {
  carried: number; found: number; general: number; major: number; onSpot: number; limited: number
  closed: number; due: number; inTime: number; inTimeExtended: number; overdue: number; extended: number; listed: number; delisted: number; serious: number
  spentYuan: number
}

/** What some schools come to together, with the papers issued to them. */
export interface Counted { notices: number; orders: number; figures: Figures }

/** First day and last day, both included. */
export interface Period { from: string; to: string }

export const periodOf = ({ year, fromMonth, toMonth }: Pick<RequestOf<'statistics'>, 'year' | 'fromMonth' | 'toMonth'>): Period => {
  const month = (number: number) => String(number).padStart(2, '0')
  const next = toMonth === 12 ? `${year + 1}-01-01` : `${year}-${month(toMonth + 1)}-01`
  return { from: `${year}-${month(fromMonth)}-01`, to: addDays(next, -1) }
}

export const noFigures = (): Figures => ({
  carried: 0, found: 0, general: 0, major: 0, onSpot: 0, limited: 0, closed: 0, due: 0, inTime: 0, inTimeExtended: 0, overdue: 0, extended: 0, listed: 0, delisted: 0,
  serious: 0, spentYuan: 0,
})

/**
 * Adds one hazard, as it stood at the end of the period. Identities: standing = carried + found − closed,
 * found = general + major = onSpot + limited. A void hazard counts nowhere.
 */
export function add(figures: Figures, hazard: HazardRecord, { from, to }: Period, now: Date): void {
  const start = instantAt(from)
  // Up to and with this very millisecond, while the period goes on.
  const end = new Date(Math.min(instantAt(addDays(to, 1)).getTime(), now.getTime() + 1))
  if (hazard.receivedAt >= end) return
  const state = stateAt(hazard, end)
  if (state.status === 'void') return
  const before = hazard.receivedAt < start
  if (before && ['closed', 'void'].includes(stateAt(hazard, start).status)) return
  if (before) figures.carried += 1
  else count(figures, hazard, state.onSpot)
  if (state.closedAt) {
    figures.closed += 1
    figures.spentYuan += state.costYuan
  }
  promised(figures, hazard, state.rectifiedAt, end, start)
  const during = (action: string) => hazard.history.filter((entry) => entry.action === action && entry.at >= start && entry.at < end).length
  figures.extended += during('grantExtension')
  figures.listed += during('supervise')
  figures.delisted += during('delist')
}

function count(figures: Figures, hazard: HazardRecord, onSpot: boolean): void {
  figures.found += 1
  if (hazard.severity === 'major') figures.major += 1
  else figures.general += 1
  if (hazard.severity === 'serious') figures.serious += 1
  if (onSpot) figures.onSpot += 1
  else figures.limited += 1
}

/** Due in the period by the original deadline; an extension changes only the second figure. In time is judged by the rectification. */
function promised(figures: Figures, hazard: HazardRecord, rectifiedAt: Date | null, end: Date, start: Date): void {
  const lateFrom = (on: string) => instantAt(addDays(on, 1))
  if (lateFrom(hazard.originalDueOn) <= end && lateFrom(hazard.originalDueOn) > start) {
    figures.due += 1
    if (rectifiedAt && rectifiedAt < lateFrom(hazard.originalDueOn)) figures.inTime += 1
    if (rectifiedAt ? rectifiedAt < lateFrom(hazard.dueOn) : lateFrom(hazard.dueOn) > end) figures.inTimeExtended += 1
  }
  if (!rectifiedAt && lateFrom(hazard.dueOn) <= end) figures.overdue += 1
}

/** The hazard at an instant, read off its history. */
function stateAt(hazard: HazardRecord, at: Date) {
  const state = { status: 'open' as string, closedAt: null as Date | null, rectifiedAt: null as Date | null, onSpot: false, costYuan: 0 }
  for (const entry of hazard.history) {
    if (entry.at >= at) break
    const { action, to } = entry
    state.status = to
    if (action === 'rectify' || action === 'close' || action === 'fixOnSpot') {
      Object.assign(state, { rectifiedAt: entry.at, onSpot: action === 'fixOnSpot', costYuan: typeof entry.costYuan === 'number' ? entry.costYuan : 0 })
    }
    if (action === 'return' || action === 'reopen') Object.assign(state, { rectifiedAt: null, onSpot: false, costYuan: 0 })
    state.closedAt = to === 'closed' ? state.closedAt ?? entry.at : null
  }
  return state
}

export const plus = (a: Figures, b: Figures): Figures =>
  Object.fromEntries((Object.keys(a) as (keyof Figures)[]).map((key) => [key, a[key] + b[key]])) as unknown as Figures

/** Figures a school and papers a school, added up for those that are asked for. */
export const tally = (bySchool: ReadonlyMap<string, Figures>, papers: readonly { type: string; schoolId: string | null }[]) =>
  (ids: readonly string[]): Counted => {
    const issued = (type: string) => papers.filter((paper) => paper.type === type && paper.schoolId !== null && ids.includes(paper.schoolId)).length
    return {
      notices: issued('notice'), orders: issued('supervisionOrder'),
      figures: ids.reduce((all, id) => (bySchool.has(id) ? plus(all, bySchool.get(id)!) : all), noFigures()),
    }
  }
