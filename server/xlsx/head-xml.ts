import { columnName, textXml } from './cell-xml.ts'
import { STYLE } from './styles.ts'
import type { Column, Sheet } from './workbook.ts'

/** Points: of the heads where they are one row, and of the two rows where groups stand over them. */
const HEIGHT = 40
const GROUP_HEIGHT = 22
const HEIGHT_UNDER_GROUP = 34

const isGrouped = (columns: readonly Column[]): boolean => columns.some(({ group }) => group !== undefined)

/** The rows of title and heads: they are frozen, and repeated on each page. */
export const headRows = ({ title, columns }: Pick<Sheet, 'title' | 'columns'>): number => (title ? 1 : 0) + (isGrouped(columns) ? 2 : 1)

/** The rows of heads, the last of them in this row. */
export function headsXml(columns: readonly Column[], last: number): string {
  if (!isGrouped(columns)) return rowOf(columns.map(({ head }) => head), last, HEIGHT)
  const upper = columns.map(({ group, head }, at) => (group === undefined ? head : beginsGroup(columns, at) ? group : ''))
  const lower = columns.map(({ group, head }) => (group === undefined ? '' : head))
  return rowOf(upper, last - 1, GROUP_HEIGHT) + rowOf(lower, last, HEIGHT_UNDER_GROUP)
}

/** What is one cell in two rows of heads: a group over its columns, and the head of a column that is in none. */
export function headMerges(columns: readonly Column[], last: number): string[] {
  if (!isGrouped(columns)) return []
  return columns.flatMap(({ group }, at) => {
    if (group === undefined) return [`${columnName(at)}${last - 1}:${columnName(at)}${last}`]
    if (!beginsGroup(columns, at)) return []
    const after = columns.findIndex((column, index) => index > at && column.group !== group)
    const end = (after < 0 ? columns.length : after) - 1
    return end > at ? [`${columnName(at)}${last - 1}:${columnName(end)}${last - 1}`] : []
  })
}

const beginsGroup = (columns: readonly Column[], at: number): boolean => columns[at - 1]?.group !== columns[at]!.group

const rowOf = (texts: readonly string[], row: number, height: number): string =>
  `<row r="${row}" ht="${height}" customHeight="1">${texts.map((text, at) => textXml(`${columnName(at)}${row}`, STYLE.head, text)).join('')}</row>`
