import { columnName, textXml, valueXml } from './cell-xml.ts'
import { headMerges, headRows, headsXml } from './head-xml.ts'
import { SMALL_RUN, STYLE, styleOf, TITLE_RUN, totalStyleOf } from './styles.ts'
import type { Cell, Column, Footer, Note, Row, Sheet, Standing } from './workbook.ts'
import { attribute, cellText } from './xml.ts'

/** A column with what each of its cells repeats. */
interface Place extends Column { name: string; empty: number }

const PAPER: Readonly<Record<Sheet['paper'], number>> = { A3: 8, A4: 9 }
/** Points. */
const LINE = 12
const LEAST_HEIGHT = 24
const MOST_HEIGHT = 400

/** The XML of one sheet, a batch of rows at a time. `ended` is told the last row before the end is written. */
export async function* sheetXml(sheet: Sheet, ended: (lastRow: number) => void): AsyncGenerator<string> {
  yield opening(sheet)
  const first = headRows(sheet) + 1
  let at = first
  const columns = sheet.columns.map((column, index): Place => ({ ...column, name: columnName(index), empty: styleOf(column.kind, null) }))
  for await (const batch of sheet.rows) {
    let xml = ''
    for (const row of batch) xml += rowXml(columns, row, { row: at++, first })
    if (xml) yield xml
  }
  if (sheet.ending) yield rowXml(columns, sheet.ending.total, { row: at++, first }, true)
  for (const note of sheet.ending?.notes ?? []) yield noteXml(note, at++, widthOf(columns))
  ended(at - 1)
  yield closing(sheet, at - 1)
}

const widthOf = (columns: readonly Column[]): number => columns.reduce((sum, { width }) => sum + width, 0)

function opening({ columns, title, frozenColumns }: Sheet): string {
  const heads = headRows({ title, columns })
  const widths = columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')
  const corner = `${columnName(frozenColumns)}${heads + 1}`
  const split = frozenColumns > 0 ? `xSplit="${frozenColumns}" ySplit="${heads}" topLeftCell="${corner}" activePane="bottomRight"` : `ySplit="${heads}" topLeftCell="${corner}" activePane="bottomLeft"`
  return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView workbookViewId="0"><pane ${split} state="frozen"/></sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${widths}</cols><sheetData>` +
    (title ? titleXml(title, columns) : '') + headsXml(columns, heads)
}

function titleXml({ text, below }: NonNullable<Sheet['title']>, columns: readonly Column[]): string {
  const height = 36 + (below ? LINE * linesOf(below, widthOf(columns)) : 0)
  const small = below ? `<r>${SMALL_RUN}<t xml:space="preserve">\n${cellText(below)}</t></r>` : ''
  const others = columns.slice(1).map((_, at) => `<c r="${columnName(at + 1)}1" s="${STYLE.title}"/>`).join('')
  return `<row r="1" ht="${height}" customHeight="1"><c r="A1" s="${STYLE.title}" t="inlineStr"><is><r>${TITLE_RUN}<t xml:space="preserve">${cellText(text)}</t></r>${small}</is></c>${others}</row>`
}

function rowXml(columns: readonly Place[], row: Row, at: Standing, total = false): string {
  let cells = ''
  for (let column = 0; column < columns.length; column++) cells += cellXml(columns[column]!, row[column] ?? null, at, total)
  return `<row r="${at.row}" ht="${heightOf(columns, row)}" customHeight="1">${cells}</row>`
}

function cellXml({ name, kind, empty }: Place, cell: Cell, at: Standing, total: boolean): string {
  const ref = `${name}${at.row}`
  if (typeof cell === 'string') return textXml(ref, total ? totalStyleOf(kind) : styleOf(kind, cell), cell)
  return valueXml(ref, total ? totalStyleOf(kind) : empty, cell, at)
}

function noteXml({ text, height }: Note, row: number, width: number): string {
  return `<row r="${row}" ht="${height ?? 4 + LINE * linesOf(text, width)}" customHeight="1">${textXml(`A${row}`, STYLE.plain, text)}</row>`
}

/** Programs do not compute the height of rows they are given: it is estimated from the characters, and a little generous. */
function heightOf(columns: readonly Column[], row: Row): number {
  let lines = 1
  columns.forEach(({ width }, at) => {
    const cell = row[at]
    if (typeof cell === 'string' && (cell.length * 1.75 > width - 0.8 || cell.includes('\n'))) lines = Math.max(lines, linesOf(cell, width))
  })
  return Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, 6 + LINE * lines))
}

/** Lines that a text takes: a Chinese character at 9 pt is 1.75 of the units of width, a Latin one 0.9. */
function linesOf(text: string, width: number): number {
  return text.split('\n').reduce((sum, line) => {
    let taken = 0
    for (let at = 0; at < line.length; at++) taken += line.charCodeAt(at) > 0x2e7f ? 1.75 : 0.9
    return sum + Math.max(1, Math.ceil(taken / (width - 0.8)))
  }, 0)
}

function closing(sheet: Sheet, lastRow: number): string {
  const last = columnName(sheet.columns.length - 1)
  const heads = headRows(sheet)
  const noted = sheet.ending?.notes.map((_, at) => `A${lastRow - at}:${last}${lastRow - at}`) ?? []
  const merges = [...(sheet.title ? [`A1:${last}1`] : []), ...headMerges(sheet.columns, heads), ...noted]
  return '</sheetData>' +
    (sheet.ending ? '' : `<autoFilter ref="A${heads}:${last}${Math.max(lastRow, heads)}"/>`) +
    (merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : '') +
    '<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.7" bottom="0.6" header="0.3" footer="0.3"/>' +
    `<pageSetup paperSize="${PAPER[sheet.paper]}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>` +
    footerXml(sheet.footer?.() ?? { left: '', right: '' }) + '</worksheet>'
}

/** An ampersand begins a code in a footer; two are one. */
function footerXml({ left, right }: Footer): string {
  const part = (text: string) => text.replaceAll('&', '&&')
  return `<headerFooter><oddFooter>${attribute(`&L&8${part(left)}&C&8第 &P 页 / 共 &N 页&R&8${part(right)}`)}</oddFooter></headerFooter>`
}
