import { noFigures, plus, type Counted, type Figures } from '../paper.figures.ts'

/** What one line of the table is about: the schools of a cluster, or all of them. */
export interface Line extends Counted { name: string; schools: number }
export interface StatisticsData { office: string; label: string; period: string; cutOff: string; rows: Line[]; rateOver: 'standing' | 'found'; reasons: string }

/** Below this a rate says more than it knows. */
export const SAMPLE = 5
const TOO_FEW = '样本少'
const NOTHING = '—'

type Key = 'schools' | 'inspected' | 'carried' | 'found' | 'closed' | 'due' | 'inTime'
type Over = StatisticsData['rateOver']

/** A column of the table, as the sheet of paper and the workbook both show it: the one by its value, the other computes where it can. */
export interface Measure {
  /** Broken by sense: its column is narrow. */
  head: string
  group?: string
  key?: Key
  kind: 'count' | 'share' | 'money'
  /** Millimetres on paper. */
  width: number
  /** A share as a fraction, money in units of ten thousand; null is left for whoever fills in the table. */
  value(line: Line, over: Over): number | string | null
  /** The same from other columns of the line. Without it a total is the sum of its column. */
  formula?(cell: (key: Key) => string, over: Over): string
}

const counted = (head: string, value: Measure['value'], more: Partial<Measure> = {}): Measure => ({ head, kind: 'count', width: 9, value, ...more })
const figure = (head: string, of: keyof Figures, more: Partial<Measure> = {}): Measure => counted(head, ({ figures }) => figures[of], more)
/** Inspections, talks and bulletins are not in the system. */
const filledIn = (head: string, more: Partial<Measure> = {}): Measure => counted(head, () => null, more)
const share = (head: string, width: number, value: Measure['value'], formula: Measure['formula']): Measure => ({ head, kind: 'share', width, value, formula })
const grouped = (group: string, measures: readonly Measure[]): Measure[] => measures.map((measure) => ({ ...measure, group }))

const standing = ({ carried, found }: Figures): number => carried + found
const wholeOf = (figures: Figures, over: Over): number => (over === 'standing' ? standing(figures) : figures.found)

export const MEASURES: readonly Measure[] = [
  ...grouped('检查', [
    counted('应检\n学校', ({ schools }) => schools, { key: 'schools' }), filledIn('实检\n学校', { key: 'inspected' }),
    share('覆盖率', 13, () => null, (cell) => `IF(${cell('inspected')}="","",${cell('inspected')}/${cell('schools')})`), filledIn('出动\n人次', { width: 10 }),
  ]),
  ...grouped('隐患数（条）', [
    figure('上期\n结转', 'carried', { key: 'carried' }), figure('本期\n新增', 'found', { key: 'found' }), figure('一般', 'general'), figure('重大', 'major'),
    figure('立行\n立改', 'onSpot'), figure('限期\n整改', 'limited'),
  ]),
  counted('通知书\n份数', ({ notices }) => notices),
  ...grouped('整改（条）', [
    figure('已销号', 'closed', { key: 'closed' }),
    counted('未销号', ({ figures }) => standing(figures) - figures.closed, { formula: (cell) => `${cell('carried')}+${cell('found')}-${cell('closed')}` }),
    share('整改率', 12, ({ figures }, over) => fraction(figures.closed, wholeOf(figures, over)), (cell, over) => {
      const whole = over === 'standing' ? `(${cell('carried')}+${cell('found')})` : cell('found')
      return `IF(${whole}=0,"${NOTHING}",${cell('closed')}/${whole})`
    }),
    figure('已到期', 'due', { key: 'due' }), figure('按期\n整改', 'inTime', { key: 'inTime' }),
    share('按期\n整改率', 12, ({ figures: { inTime, due } }) => (due < SAMPLE ? TOO_FEW : fraction(inTime, due)),
      (cell) => `IF(${cell('due')}<${SAMPLE},"${TOO_FEW}",${cell('inTime')}/${cell('due')})`),
    figure('逾期\n未改', 'overdue'), figure('批准\n延期', 'extended'),
  ]),
  ...grouped('重大挂牌（条）', [figure('挂牌', 'listed'), figure('摘牌', 'delisted')]),
  { head: '投入\n资金\n万元', kind: 'money', width: 13, value: ({ figures }) => figures.spentYuan / 10_000 },
  ...grouped('督办', [counted('督办单', ({ orders }) => orders), filledIn('约谈'), filledIn('通报')]),
]

const fraction = (part: number, whole: number): number | string => (whole === 0 ? NOTHING : part / whole)

/** The lines and their total. Money is rounded to what is shown before it is added: the total is the sum of what stands above it. */
export function linesOf({ rows }: StatisticsData): { lines: Line[]; total: Line } {
  const lines = rows.map((line) => ({ ...line, figures: { ...line.figures, spentYuan: Math.round(line.figures.spentYuan / 100) * 100 } }))
  return { lines, total: lines.reduce(added, { name: '合计', schools: 0, notices: 0, orders: 0, figures: noFigures() }) }
}

const added = (a: Line, b: Line): Line => ({
  name: a.name, schools: a.schools + b.schools, notices: a.notices + b.notices, orders: a.orders + b.orders, figures: plus(a.figures, b.figures),
})

/** As a percentage with one place, a half upward, as spreadsheets round what they show. */
export const percent = (value: number): string => `${(Math.round(Number((value * 1000).toPrecision(12))) / 10).toFixed(1)}%`

/** A value as it is printed. */
export function shown(kind: Measure['kind'], value: number | string | null): string {
  if (typeof value !== 'number') return value ?? ''
  return kind === 'share' ? percent(value) : kind === 'money' ? value.toFixed(2) : String(value)
}
