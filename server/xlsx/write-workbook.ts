import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { bookRelations, bookXml, contentTypes, coreXml, ROOT_RELATIONS } from './parts.ts'
import { sheetXml } from './sheet-xml.ts'
import { STYLES_XML } from './styles.ts'
import type { Workbook } from './workbook.ts'

/**
 * Writes a workbook into a stream while its rows are still being read: a reader who takes nothing stops the reading of rows.
 * Rejects when the rows fail or the reader goes away; then what was written is no workbook, and the rows are closed.
 */
export async function writeWorkbook(output: Writable, book: Workbook): Promise<void> {
  const zip = new ZipFile()
  const out = zip.outputStream as Readable
  const opened: Readable[] = []
  const lastRows: number[] = []
  const add = (path: string, content: () => AsyncIterable<string> | Iterable<string>) =>
    zip.addReadStreamLazy(path, { mtime: book.at }, (give) => {
      // yazl hears nothing of a source that fails.
      const stream = Readable.from(content(), { objectMode: false }).on('error', (error) => out.destroy(error))
      opened.push(stream)
      give(null, stream)
    })
  add('[Content_Types].xml', () => [contentTypes(book.sheets)])
  add('_rels/.rels', () => [ROOT_RELATIONS])
  add('docProps/core.xml', () => [coreXml(book)])
  add('xl/styles.xml', () => [STYLES_XML])
  add('xl/_rels/workbook.xml.rels', () => [bookRelations(book.sheets)])
  book.sheets.forEach((sheet, at) => add(`xl/worksheets/sheet${at + 1}.xml`, () => sheetXml(sheet, (last) => { lastRows[at] = last })))
  add('xl/workbook.xml', () => [bookXml(book.sheets, lastRows)])
  zip.on('error', (error: Error) => out.destroy(error))
  zip.end()
  try {
    await pipeline(out, output)
  } finally {
    for (const stream of opened) stream.destroy()
  }
}
