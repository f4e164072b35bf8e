/** A date without a time, YYYY-MM-DD: what a spreadsheet shows as a real date, in any zone. */
export interface DateCell { on: string }
/** Where a cell stands: in this row of the sheet, under heads whose table begins with the row `first`. */
export interface Standing { row: number; first: number }
/** Computed by the program that opens the file; `value` is what it comes to, for what only shows. */
export interface FormulaCell {
  /** Without the sign of equality. */
  formula(at: Standing): string
  value: number | string
}
/** Text stays text whatever it begins with; null is an empty cell. */
export type Cell = string | number | DateCell | FormulaCell | null
export type Row = readonly Cell[]

/** How a column's cells look: `text` stands left, everything else centred; `amount` has three places, `money` two, `share` is a percentage with one. */
export type ColumnKind = 'text' | 'centre' | 'date' | 'count' | 'amount' | 'money' | 'share'

export interface Column {
  head: string
  /** Neighbours of one group stand under a common head, in a second row of heads. */
  group?: string
  /** In the width of a figure at 9 pt; a Chinese character takes 1.75. */
  width: number
  kind: ColumnKind
}

/** A line under the table, over its whole width; its height in points where it is not to follow from the text. */
export interface Note { text: string; height?: number }

export interface Footer { left: string; right: string }

export interface Sheet {
  name: string
  /** One merged row above the heads. */
  title?: { text: string; below?: string }
  columns: readonly Column[]
  frozenColumns: number
  paper: 'A4' | 'A3'
  /** In batches, so that what reads them can pause in between. */
  rows: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>
  /** What ends a table of figures: a last row in bold, and lines under it. Sorted it would lose its total: it gets no filter. */
  ending?: { total: Row; notes: readonly Note[] }
  /** Asked after the last row, so that it can speak of all of them. */
  footer?(): Footer
}

export interface Workbook {
  sheets: readonly Sheet[]
  creator: string
  at: Date
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
