import { columnName } from '../../xlsx/cell-xml.ts'
import type { Cell, Column, Sheet, Standing } from '../../xlsx/workbook.ts'
import { linesOf, MEASURES, shown, type Line, type Measure, type StatisticsData } from './statistics-columns.ts'

/** Least widths, in figures of 9 pt: heads of two characters a line, 100.0%, and 1234.56. */
const LEAST: Readonly<Record<Measure['kind'], number>> = { count: 6.2, share: 7.5, money: 8.4 }
/** A figure in bold, and what a cell keeps free at its sides: a total that does not fit would not be shown at all. */
const FIGURE = 1.1
const SIDES = 1
const HEIGHT_TO_SIGN = 30

/** What stands around the table, the same as on paper. */
export interface Around { title: string; about: string; notes: readonly string[]; signatures: string; foot: string }

/** The table as a sheet that computes: rates, what is left open and totals are formulas over the cells that a reader sees. */
export function statisticsSheet(data: StatisticsData, { title, about, notes, signatures, foot }: Around): Sheet {
  const { lines, total } = linesOf(data)
  return {
    name: '统计表', columns: columnsFor(total, data), frozenColumns: 1, paper: 'A4', title: { text: title, below: about },
    rows: [lines.map((line) => [line.name, ...MEASURES.map((measure) => cellOf(measure, line, data))])],
    ending: {
      total: [total.name, ...MEASURES.map((measure, at) => totalOf(measure, columnName(at + 1), total, data))],
      notes: [...notes.map((text) => ({ text })), { text: signatures, height: HEIGHT_TO_SIGN }],
    },
    footer: () => ({ left: foot, right: '' }),
  }
}

const columnsFor = (total: Line, { rateOver }: StatisticsData): Column[] => [
  { head: '单位', width: 18, kind: 'centre' },
  ...MEASURES.map(({ head, group, kind, value }): Column => ({
    head, kind, width: Math.max(LEAST[kind], SIDES + FIGURE * shown(kind, value(total, rateOver)).length), ...(group && { group }),
  })),
]

function cellOf({ value, formula }: Measure, line: Line, { rateOver }: StatisticsData): Cell {
  const known = value(line, rateOver)
  return formula ? { value: known ?? '', formula: ({ row }) => formula(inRow(row), rateOver) } : known
}

/** A column that is filled in by hand has no total before anything stands in it. */
function totalOf(measure: Measure, column: string, total: Line, data: StatisticsData): Cell {
  const value = measure.value(total, data.rateOver)
  if (measure.formula || data.rows.length === 0) return cellOf(measure, total, data)
  const above = ({ row, first }: Standing) => `${column}${first}:${column}${row - 1}`
  return {
    value: value ?? '', formula: (at) => (value === null ? `IF(COUNT(${above(at)})=0,"",SUM(${above(at)}))` : `SUM(${above(at)})`),
  }
}

const inRow = (row: number) => (key: NonNullable<Measure['key']>): string => `${columnName(1 + MEASURES.findIndex((measure) => measure.key === key))}${row}`
