import { addDays, instantAt } from '../../contract/calendar.ts'
import type { RequestOf } from '../../contract/paper.ts'
import type { School } from '../../contract/school.ts'
import { noFigures, periodOf, plus, type Counted } from '../paper.figures.ts'
import { longDate, longTime, tenThousands } from '../paper.words.ts'
import type { Cell, Row } from '../typeset/table.ts'
import { createTypesetter } from '../typeset/typesetter.ts'
import { footOf, unfit, type Form } from './form.ts'

interface GroupRow extends Counted { name: string; schools: number }
export interface StatisticsData { office: string; label: string; period: string; cutOff: string; rows: GroupRow[]; rateOver: 'standing' | 'found'; fold: boolean; reasons: string }

/** Below this a rate says more than it knows. */
const SAMPLE = 5

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
