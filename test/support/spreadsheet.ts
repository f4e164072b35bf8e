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

export interface ShownCell { type: 'text' | 'number' | 'empty'; value: string; style: string; formula?: string }

const plain = (xml: string) => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** The cells of a sheet's XML by their names, A1 and so on. */
export function cellsOf(sheet: string): Map<string, ShownCell> {
  const cells = new Map<string, ShownCell>()
  for (const [, name, style, type, inside] of sheet.matchAll(/<c r="([A-Z]+\d+)" s="(\d+)"(?: t="(\w+)")?(?:\/>|>(.*?)<\/c>)/gs)) {
    const text = [...(inside ?? '').matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, words]) => plain(words!)).join('')
    const number = /<v>(.*?)<\/v>/.exec(inside ?? '')?.[1]
    const formula = /<f>(.*?)<\/f>/.exec(inside ?? '')?.[1]
    const shown = { type: type ? 'text' : number === undefined ? 'empty' : 'number', value: plain(number ?? text), style: style! } as const
    cells.set(name!, formula === undefined ? shown : { ...shown, formula: plain(formula) })
  }
  return cells
}

/** What a formula comes to, worked out anew from the cells it names: SUM, COUNT, IF and arithmetic. */
export function worth(formula: string, cells: ReadonlyMap<string, ShownCell>): number | string {
  const cell = (name: string) => {
    const { type, value } = cells.get(name)!
    return type === 'number' ? Number(value) : value
  }
  const range = (column: string, from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => cell(`${column}${from + at}`)).filter((one) => typeof one === 'number')
  const script = formula.replaceAll(/([A-Z]+)(\d+):\1(\d+)/g, 'range("$1",$2,$3)').replaceAll(/(?<!["A-Z])([A-Z]{1,2}\d+)(?!["\d])/g, 'cell("$1")').replaceAll('=', '===')
  return new Function('cell', 'range', 'SUM', 'COUNT', 'IF', `return ${script}`)(
    cell, range, (figures: number[]) => figures.reduce((sum, one) => sum + one, 0), (figures: number[]) => figures.length, (condition: boolean, yes: unknown, no: unknown) => (condition ? yes : no),
  ) as number | string
}

/** Collects a response as bytes, for `request.buffer().parse(bytes)`. */
export function bytes(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = []
  ;(response as NodeJS.ReadableStream).on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)))
}
