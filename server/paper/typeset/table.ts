import type { ITableCellOptions, Paragraph, Table, TableCell, VerticalAlignTable } from 'docx'
import { docx } from './docx.ts'
import { twips } from './measures.ts'
import type { ParagraphStyle, RunStyle, Text } from './text.ts'

export interface CellStyle extends Pick<ParagraphStyle, 'align' | 'line' | 'first' | 'keep'>, Pick<RunStyle, 'face' | 'size' | 'bold'> {
  span?: number
  rows?: number
  vertical?: 'top' | 'center' | 'bottom'
  /** Millimetres inside the frame, at the sides and above and below. */
  pad?: number
  padY?: number
}
/** Text may hold line breaks; a list holds lines and paragraphs that are set already. */
export interface Cell extends CellStyle { text: string | readonly (string | Paragraph)[] }
export interface Row { cells: readonly (string | Cell)[]; height?: number }
export interface TableStyle {
  size?: number
  line?: number
  align?: ParagraphStyle['align']
  /** So many first rows are set in 黑体 and repeat on each page. */
  head?: number
  /** Holds the whole table on one page. */
  keep?: boolean
  /** Keeps the last row with what follows. */
  keepLast?: boolean
  plain?: boolean
}

const edge = (size: number) => ({ style: 'single' as const, size, color: '000000' })
const NONE = { style: 'none' as const, size: 0, color: 'auto' }

export const left = (text: Cell['text'], style: CellStyle = {}): Cell => ({ text, align: 'left', ...style })

/** Fixed tables: columns in millimetres, rows that are never split. */
export function createTables({ paragraph }: Text) {
  function cellOf(cell: Cell, width: number): TableCell {
    const { text, span, rows, vertical = 'center', pad = 1.2, padY = 0.5, ...style } = cell
    const parts = typeof text === 'string' ? text.split('\n') : text
    return new docx.TableCell({
      width: { size: width, type: 'dxa' }, verticalAlign: vertical as ITableCellOptions['verticalAlign'] & (typeof VerticalAlignTable)[keyof typeof VerticalAlignTable],
      ...(span && { columnSpan: span }), ...(rows && { rowSpan: rows }),
      margins: { left: twips(pad), right: twips(pad), top: twips(padY), bottom: twips(padY), marginUnitType: 'dxa' },
      children: parts.map((part) => (typeof part === 'string' ? paragraph(part, style) : part)),
    })
  }

  return function table(columns: readonly number[], rows: readonly (Row | Row['cells'])[], style: TableStyle = {}): Table {
    const { size = 10.5, line = size * 1.35, align = 'center', head = 0, keep, keepLast, plain } = style
    const widths = columns.map(twips)
    const place = placer(widths)
    const built = rows.map((given, index) => {
      const { cells, height } = 'cells' in given ? given : { cells: given, height: undefined }
      const kept = (keep && index < rows.length - 1) || (keepLast && index === rows.length - 1)
      const ground: CellStyle = { size, line, align, ...(kept && { keep: true }), ...(index < head && { face: 'head' }) }
      return new docx.TableRow({
        cantSplit: true, tableHeader: index < head, ...(height && { height: { value: twips(height), rule: 'atLeast' as const } }),
        children: place(cells.map((cell) => ({ ...ground, ...(typeof cell === 'string' ? { text: cell } : cell) }))).map(({ cell, width }) => cellOf(cell, width)),
      })
    })
    const outer = plain ? NONE : edge(8)
    const inner = plain ? NONE : edge(4)
    return new docx.Table({
      rows: built, layout: 'fixed', alignment: 'center', columnWidths: widths,
      // Rounded first, summed then: the other way the frame ends a hair short.
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: 'dxa' },
      borders: { top: outer, bottom: outer, left: outer, right: outer, insideHorizontal: inner, insideVertical: inner },
    })
  }
}

/** Finds the columns under each cell of a row, past those that a cell above still covers. */
function placer(widths: readonly number[]) {
  const covered = widths.map(() => 0)
  return (cells: readonly Cell[]): { cell: Cell; width: number }[] => {
    let at = 0
    const skip = () => { while (covered[at]! > 0) covered[at++]!-- }
    const placed = cells.map((cell) => {
      skip()
      const span = cell.span ?? 1
      const width = widths.slice(at, at + span).reduce((sum, one) => sum + one, 0)
      for (let column = at; column < at + span; column++) covered[column] = (cell.rows ?? 1) - 1
      at += span
      return { cell, width }
    })
    for (; at < widths.length; at++) if (covered[at]! > 0) covered[at]!--
    return placed
  }
}
