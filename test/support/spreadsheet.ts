import { promisify } from 'node:util'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'

/** The parts of a workbook as they lie in its zip: what is tested is what a spreadsheet program would open. */
export async function partsOf(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await promisify<Buffer, object, ZipFile>(fromBuffer)(bytes, { lazyEntries: true })
  const parts = new Map<string, string>()
  return new Promise((resolve, reject) => {
    zip.on('error', reject).on('end', () => resolve(parts))
    zip.on('entry', (entry: Entry) => zip.openReadStream(entry, async (error, stream) => {
      if (error) return reject(error)
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      parts.set(entry.fileName, Buffer.concat(chunks).toString())
      zip.readEntry()
    }))
    zip.readEntry()
  })
}

export interface ShownCell { type: 'text' | 'number' | 'empty'; value: string; style: string }

const plain = (xml: string) => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** The cells of a sheet's XML by their names, A1 and so on. */
export function cellsOf(sheet: string): Map<string, ShownCell> {
  const cells = new Map<string, ShownCell>()
  for (const [, name, style, type, inside] of sheet.matchAll(/<c r="([A-Z]+\d+)" s="(\d+)"(?: t="(\w+)")?(?:\/>|>(.*?)<\/c>)/gs)) {
    const text = [...(inside ?? '').matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, words]) => plain(words!)).join('')
    const number = /<v>(.*?)<\/v>/.exec(inside ?? '')?.[1]
    cells.set(name!, { type: type === 'inlineStr' ? 'text' : number === undefined ? 'empty' : 'number', value: number ?? text, style: style! })
  }
  return cells
}

/** Collects a response as bytes, for `request.buffer().parse(bytes)`. */
export function bytes(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = []
  ;(response as NodeJS.ReadableStream).on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)))
}
