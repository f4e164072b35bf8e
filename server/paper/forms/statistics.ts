import { addDays, instantAt } from '../../contract/calendar.ts'
import type { RequestOf } from '../../contract/paper.ts'
import type { School } from '../../contract/school.ts'
import { periodOf } from '../paper.figures.ts'
import { endOf, longDate, longTime } from '../paper.words.ts'
import type { Cell, Row } from '../typeset/table.ts'
import { createTypesetter } from '../typeset/typesetter.ts'
import { footOf, unfit, type Form, type Frame } from './form.ts'
import { linesOf, MEASURES, percent, SAMPLE, shown, type Line, type StatisticsData } from './statistics-columns.ts'
import { statisticsSheet } from './statistics-sheet.ts'

/** 月报、年报: by cluster, with a total. Inspections, talks and bulletins are not in the system and are left for the pen. */
export const statistics: Form<'statistics', StatisticsData> = {
  type: 'statistics', version: 2,
  compose(request, { settings, schools, now, figures }) {
    const { from, to } = periodOf(request)
    if (instantAt(from) > now) throw unfit('fromMonth', 'future')
    const groups = [...byCluster([...schools.values()])].sort(([a], [b]) => a.localeCompare(b, 'zh'))
    const over = instantAt(addDays(to, 1)) <= now
    return {
      schoolId: null, hazardIds: [],
      data: {
        office: settings.office.name, label: labelOf(request), period: `${longDate(from)}至${longDate(to)}`, cutOff: over ? endOf(to) : longTime(now),
        rows: groups.map(([name, members]) => ({ name, schools: members.length, ...figures(members.map(({ id }) => id)) })),
        rateOver: settings.rateOver, reasons: request.reasons ?? '',
      },
    }
  },
  draw(data, frame) {
    const set = createTypesetter(frame.faces)
    const { lines, total } = linesOf(data)
    const children = [
      set.title(titleOf(data, frame), { size: 18, line: 28 }),
      set.paragraph([...aboutOf(data), cutOffOf(data)].join('　　　　'), { size: 10.5, line: 18, after: 40 }),
      set.table([27, ...MEASURES.map(({ width }) => width)], [...heads(), ...lines.map((line) => rowOf(line, data, false)), rowOf(total, data, true)], { size: 9, head: 2, keepLast: true }),
      ...notesOf(data, total).map((text, index) => set.paragraph(text, { size: 9, line: 15, before: index === 0 ? 80 : 0, keep: true })),
      set.paragraph(signatures('　　　　　　　　'), { size: 10.5, line: 24, before: 120 }),
    ]
    return set.pack([set.form(children, feetOf(frame), 'wideA4')], { title: frame.title, creator: frame.office.name })
  },
  sheet: (data, frame) => statisticsSheet(data, {
    title: titleOf(data, frame), about: aboutOf(data).join('　　　　'), notes: [...notesOf(data, linesOf(data).total), footOf(frame, cutOffOf(data), madeBy(frame))],
    signatures: signatures('　　　　　　'), foot: feetOf(frame),
  }),
}

const titleOf = ({ label }: StatisticsData, { title }: Frame): string => `${title}（${label}）`
const aboutOf = ({ office, period }: StatisticsData): string[] => [`填报单位（公章）：${office}`, `统计区间：${period}`]
const cutOffOf = ({ cutOff }: StatisticsData): string => `数据截至：${cutOff}`
const madeBy = ({ by, at }: Frame): string => `制表：${by} ${at}`
const feetOf = (frame: Frame): string => footOf(frame, '校园安全隐患统计表', madeBy(frame))
const signatures = (room: string): string => `单位负责人：${room}审核人：${room}填表人：${room}联系电话：${room}填报日期：　　　年　　月　　日`

function byCluster(schools: readonly School[]): Map<string, School[]> {
  const groups = new Map<string, School[]>()
  for (const school of schools) groups.set(school.cluster || '其他', [...groups.get(school.cluster || '其他') ?? [], school])
  return groups
}

function labelOf({ year, fromMonth, toMonth }: RequestOf<'statistics'>): string {
  if (fromMonth === 1 && toMonth === 12) return `${year}年`
  return fromMonth === toMonth ? `${year}年${fromMonth}月` : `${year}年${fromMonth}—${toMonth}月`
}

/** The two rows of heads: groups over their columns, and columns of no group over both. */
function heads(): Row[] {
  const pad = 0.6
  const upper = MEASURES.flatMap(({ head, group }, at): Cell[] => {
    if (!group) return [{ text: head, rows: 2, pad }]
    return MEASURES[at - 1]?.group === group ? [] : [{ text: group, span: MEASURES.filter((measure) => measure.group === group).length, pad }]
  })
  return [
    { height: 10, cells: [{ text: '单位', rows: 2, pad }, ...upper] },
    { height: 10, cells: MEASURES.filter(({ group }) => group).map(({ head }) => ({ text: head, pad })) },
  ]
}

const rowOf = (line: Line, { rateOver }: StatisticsData, total: boolean): Row => ({
  height: 9,
  cells: [line.name, ...MEASURES.map(({ kind, value }) => shown(kind, value(line, rateOver)))].map((text) => ({ text, pad: 0.4, ...(total && { bold: true }) })),
})

/** The definitions, and what a reader could not see in the figures; numbered. */
function notesOf({ rateOver, reasons }: StatisticsData, { figures: f }: Line): string[] {
  const over = rateOver === 'standing' ? '（上期结转＋本期新增）' : '本期新增'
  const extended = f.due >= SAMPLE ? `（计入延期为${percent(f.inTimeExtended / f.due)}）` : ''
  return [
    `${f.serious > 0 ? `等级“一般”含本局内部分级为“较大”的隐患${f.serious}条。` : ''}“本期新增”＝“一般”＋“重大”＝“立行立改”＋“限期整改”；立行立改计入已销号。`,
    `未销号＝上期结转＋本期新增－已销号；整改率＝已销号÷${over}；按期整改率＝按原定期限整改数÷已到期数，批准延期不改变原定期限${extended}。`,
    '实检学校、覆盖率、出动人次、约谈、通报由填报单位填写。',
    ...(reasons ? [`逾期未改${f.overdue}条主要原因：${reasons.replace(/。$/, '')}。`] : []),
  ].map((text, index) => `${index === 0 ? '注：' : '　　'}${index + 1}.${text}`)
}
