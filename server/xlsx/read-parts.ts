import { promisify } from 'node:util'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { SaxesParser, type SaxesTagPlain } from 'saxes'

/** The file is no workbook that can be read: not a zip, encrypted, broken, or an older format. */
export class UnreadableWorkbook extends Error {}
/** The file is, or unpacks to, more than is taken in. */
export class WorkbookTooLarge extends Error {}

/** What a file may unpack to, all parts that are read together: a zip of 20 MB can hold a thousand times that. */
const MOST_UNPACKED_BYTES = 150 * 1024 * 1024
const MOST_ENTRIES = 2000

export type Part = (handlers: Handlers) => Promise<void>
export interface Handlers {
  open?(tag: SaxesTagPlain): void
  text?(text: string): void
  close?(name: string): void
}

/** The parts of a workbook by name, each read only when asked for, as events of its XML. */
export async function openParts(bytes: Buffer): Promise<Map<string, Part>> {
  const zip = await open(bytes)
  const budget = { left: MOST_UNPACKED_BYTES }
  const entries = await entriesOf(zip)
  return new Map(entries.map((entry) => [entry.fileName, (handlers) => parse(zip, entry, handlers, budget)]))
}

async function open(bytes: Buffer): Promise<ZipFile> {
  try {
    // yauzl itself refuses a part that is longer than the zip says, and names that climb out of it.
    return await promisify<Buffer, object, ZipFile>(fromBuffer)(bytes, { lazyEntries: true, validateEntrySizes: true })
  } catch (error) {
    throw new UnreadableWorkbook((error as Error).message)
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > MOST_ENTRIES) throw new WorkbookTooLarge('parts')
  const entries: Entry[] = []
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(new UnreadableWorkbook(error.message)))
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

async function parse(zip: ZipFile, entry: Entry, handlers: Handlers, budget: { left: number }): Promise<void> {
  budget.left -= entry.uncompressedSize
  if (budget.left < 0) throw new WorkbookTooLarge(entry.fileName)
  const parser = new SaxesParser()
  parser.on('opentag', (tag) => handlers.open?.(tag as SaxesTagPlain))
  parser.on('text', (text) => handlers.text?.(text))
  parser.on('closetag', ({ name }) => handlers.close?.(name))
  parser.on('error', (error) => { throw new UnreadableWorkbook(error.message) })
  // No document type: what it could declare is of no use here, and a classic way to make a small file large.
  parser.on('doctype', () => { throw new UnreadableWorkbook('doctype') })
  try {
    const stream = await promisify(zip.openReadStream.bind(zip) as (of: Entry, done: (error: Error | null, stream: NodeJS.ReadableStream) => void) => void)(entry)
    const decoder = new TextDecoder()
    for await (const chunk of stream) parser.write(decoder.decode(chunk as Buffer, { stream: true }))
    parser.write(decoder.decode()).close()
  } catch (error) {
    if (error instanceof UnreadableWorkbook || error instanceof WorkbookTooLarge) throw error
    throw new UnreadableWorkbook((error as Error).message)
  }
}
