import { buffer } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import type { Cell } from '../../server/xlsx/workbook.ts'
import { writeWorkbook } from '../../server/xlsx/write-workbook.ts'

/** A spreadsheet as an office would send it: heads, and rows below them. A `title` stands in a row of its own above. */
export async function aTable(heads: readonly string[], rows: readonly (readonly Cell[])[], { title, dates = [] }: { title?: string; dates?: readonly string[] } = {}): Promise<Buffer> {
  const output = new PassThrough()
  const [bytes] = await Promise.all([buffer(output), writeWorkbook(output, {
    creator: '', at: new Date('2026-11-24T00:00:00Z'), sheets: [{
      name: 'Sheet1', paper: 'A4', frozenColumns: 0, ...(title && { title: { text: title } }), rows: [rows],
      columns: heads.map((head) => ({ head, width: 12, kind: dates.includes(head) ? 'date' as const : 'text' as const })),
    }],
  })])
  return bytes
}
