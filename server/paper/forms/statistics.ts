import { addDays, instantAt } from '../../contract/calendar.ts'
import type { RequestOf } from '../../contract/paper.ts'
import type { School } from '../../contract/school.ts'
import type { HazardRecord } from '../../hazard/hazard.model.ts'
import { longDate, longTime, tenThousands } from '../paper.words.ts'
import type { Cell, Row } from '../typeset/table.ts'
import { createTypesetter } from '../typeset/typesetter.ts'
import { footOf, unfit, type Form } from './form.ts'

/** What the hazards of one group come to. The figures close: see `add`. */
export interface Figures {
  carried: number; found: number; general: number; major: number; onSpot: number; limited: number
  closed: number; due: number; inTime: number; inTimeExtended: number; overdue: number; extended: number; listed: number; delisted: number; serious: number
  spentYuan: number
}
/** What some schools come to together, with the papers issued to them. */
export interface Counted { notices: number; orders: number; figures: Figures }
interface GroupRow extends Counted { name: string; schools: number }
export interface StatisticsData { office: string; label: string; period: string; cutOff: string; rows: GroupRow[]; rateOver: 'standing' | 'found'; fold: boolean; reasons: string }

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

/** Below this a rate says more than it knows. */
const SAMPLE = 5

/**
 * Adds one hazard, as it stood at the end of the period. Identities: standing = carried + found − closed,
 * found = general + major = onSpot + limited. A void hazard counts nowhere.
 */
export function add(figures: Figures, hazard: HazardRecord, { from, to }: Period, now: Date): void {
  const start = instantAt(from)
  // Up to and with this very millisecond, while the period goes on.
  const end = new Date(Math.min(instantAt(addDays(to, 1)).getTime(), now.getTime() + 1))
  if (hazard.receivedAt >= end || stateAt(hazard, end).status === 'void') return
  const before = hazard.receivedAt < start
  if (before && ['closed', 'void'].includes(stateAt(hazard, start).status)) return
  const { closedAt, onSpot, costYuan } = stateAt(hazard, end)
  if (before) figures.carried += 1
  else count(figures, hazard, onSpot)
  if (closedAt) {
    figures.closed += 1
    figures.spentYuan += costYuan
  }
  promised(figures, hazard, end, start)
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
function promised(figures: Figures, hazard: HazardRecord, end: Date, start: Date): void {
  const lateFrom = (on: string) => instantAt(addDays(on, 1))
  const { rectifiedAt } = stateAt(hazard, end)
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

/** 月报、年报: by cluster, with a total. Inspections, talks and bulletins are not in the system and are left for the pen. */
export const statistics: Form<'statistics', StatisticsData> = {
  type: 'statistics', version: 1,
  compose(request, { settings, schools, now, figures }) {
    const { from, to } = periodOf(request)
    if (instantAt(from) > now) throw unfit('fromMonth', 'future')
    const groups = [...byCluster([...schools.values()])].sort(([a], [b]) => a.localeCompare(b, 'zh'))
    const last = instantAt(addDays(to, 1)) > now
    return {
      schoolId: null, hazardIds: [],
      data: {
        office: settings.office.name, label: labelOf(request), period: `${longDate(from)}至${longDate(to)}`, cutOff: longTime(last ? now : instantAt(addDays(to, 1))),
        rows: groups.map(([name, members]) => ({ name, schools: members.length, ...figures(members.map(({ id }) => id)) })),
        rateOver: settings.rateOver, fold: settings.foldSerious, reasons: request.reasons ?? '',
      },
    }
  },
  draw(data, frame) {
    const set = createTypesetter(frame.faces)
    const total: GroupRow = data.rows.reduce(sum, { name: '合计', schools: 0, notices: 0, orders: 0, figures: noFigures() })
    const children = [
      set.title(`${frame.title}（${data.label}）`, { size: 18, line: 28 }),
      set.paragraph(`填报单位（公章）：${data.office}　　　　统计区间：${data.period}　　　　数据截至：${data.cutOff}`, { size: 10.5, line: 18, after: 40 }),
      set.table(WIDTHS, [...heads(), ...data.rows.map((row) => cellsOf(row, data, false)), cellsOf(total, data, true)], { size: 9, head: 2, keepLast: true }),
      ...notesOf(data, total).map((text, index) => set.paragraph(`${index === 0 ? '注：' : '　　'}${index + 1}.${text}`, { size: 9, line: 15, before: index === 0 ? 80 : 0, keep: true })),
      set.paragraph('单位负责人：　　　　　　　　审核人：　　　　　　　　填表人：　　　　　　　　联系电话：　　　　　　　　填报日期：　　　年　　月　　日', { size: 10.5, line: 24, before: 120 }),
    ]
    return set.pack([set.form(children, footOf(frame, '校园安全隐患统计表', `制表：${frame.by} ${frame.at}`), 'wideA4')], { title: frame.title, creator: frame.office.name })
  },
}

function byCluster(schools: readonly School[]): Map<string, School[]> {
  const groups = new Map<string, School[]>()
  for (const school of schools) groups.set(school.cluster || '其他', [...groups.get(school.cluster || '其他') ?? [], school])
  return groups
}

function labelOf({ year, fromMonth, toMonth }: RequestOf<'statistics'>): string {
  if (fromMonth === 1 && toMonth === 12) return `${year}年`
  return fromMonth === toMonth ? `${year}年${fromMonth}月` : `${year}年${fromMonth}—${toMonth}月`
}

function sum(a: GroupRow, b: GroupRow): GroupRow {
  return {
    name: a.name, schools: a.schools + b.schools, notices: a.notices + b.notices, orders: a.orders + b.orders,
    figures: plus(a.figures, b.figures),
  }
}

const plus = (a: Figures, b: Figures): Figures =>
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

const WIDTHS = [27, 9, 9, 13, 10, 9, 9, 9, 9, 9, 9, 9, 9, 9, 12, 9, 9, 12, 9, 9, 9, 9, 13, 9, 9, 9]
const GROUPS: readonly (readonly [string, (readonly string[])?])[] = [
  ['检查', ['应检学校', '实检学校', '覆盖率', '出动人次']], ['隐患数（条）', ['上期结转', '本期新增', '一般', '重大', '立行立改', '限期整改']], ['通知书份数'],
  ['整改（条）', ['已销号', '未销号', '整改率', '已到期', '按期整改', '按期整改率', '逾期未改', '批准延期']], ['重大挂牌（条）', ['挂牌', '摘牌']], ['投入资金万元'],
  ['督办', ['督办单', '约谈', '通报']],
]

const heads = (): Row[] => [
  { height: 10, cells: [{ text: '单位', rows: 2, pad: 0.6 }, ...GROUPS.map(([text, kids]): Cell => (kids ? { text, span: kids.length, pad: 0.6 } : { text, rows: 2, pad: 0.6 }))] },
  { height: 10, cells: GROUPS.flatMap(([, kids]) => kids ?? []).map((text) => ({ text, pad: 0.6 })) },
]

const share = (part: number, whole: number): string => (whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)}%`)

function cellsOf({ name, schools, notices, orders, figures: f }: GroupRow, { rateOver }: StatisticsData, total: boolean): Row {
  const standing = f.carried + f.found
  const values = [
    name, schools, '', '', '', f.carried, f.found, f.general, f.major, f.onSpot, f.limited, notices,
    f.closed, standing - f.closed, share(f.closed, rateOver === 'standing' ? standing : f.found), f.due, f.inTime, f.due < SAMPLE ? '样本少' : share(f.inTime, f.due),
    f.overdue, f.extended, f.listed, f.delisted, tenThousands(f.spentYuan, 2), orders, '', '',
  ]
  return { height: 9, cells: values.map((value) => ({ text: String(value), pad: 0.4, ...(total && { bold: true }) })) }
}

/** The definitions, and what a reader could not see in the figures. */
function notesOf({ fold, rateOver, reasons }: StatisticsData, { figures: f }: GroupRow): string[] {
  const over = rateOver === 'standing' ? '（上期结转＋本期新增）' : '本期新增'
  const extended = f.due >= SAMPLE ? `（计入延期为${share(f.inTimeExtended, f.due)}）` : ''
  return [
    `${fold && f.serious > 0 ? `等级“一般”含本局内部分级为“较大”的隐患${f.serious}条。` : ''}“本期新增”＝“一般”＋“重大”＝“立行立改”＋“限期整改”；立行立改计入已销号。`,
    `未销号＝上期结转＋本期新增－已销号；整改率＝已销号÷${over}；按期整改率＝按原定期限整改数÷已到期数，批准延期不改变原定期限${extended}。`,
    '实检学校、覆盖率、出动人次、约谈、通报由填报单位填写。',
    ...(reasons ? [`逾期未改${f.overdue}条主要原因：${reasons.replace(/。$/, '')}。`] : []),
  ]
}
