/** A date without a time, YYYY-MM-DD: what a spreadsheet shows as a real date, in any zone. */
export interface DateCell { on: string }
/** Text stays text whatever it begins with; null is an empty cell. */
export type Cell = string | number | DateCell | null
export type Row = readonly Cell[]

/** How a column's cells look: `text` stands left, everything else centred; `amount` has three places. */
export type ColumnKind = 'text' | 'centre' | 'date' | 'count' | 'amount'

export interface Column {
  head: string
  /** In the width of a figure at 9 pt; a Chinese character takes 1.75. */
  width: number
  kind: ColumnKind
}

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
  /** Asked after the last row, so that it can speak of all of them. */
  footer?(): Footer
}

export interface Workbook {
  sheets: readonly Sheet[]
  creator: string
  at: Date
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
