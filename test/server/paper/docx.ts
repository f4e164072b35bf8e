import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import yauzl from 'yauzl'
import type { Person } from '../../support/app.ts'

const open = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer)

/** The parts of a docx, by name. */
export async function partsOf(docx: Buffer): Promise<Map<string, Buffer>> {
  const zip = await open(docx, { lazyEntries: false, autoClose: false })
  const entries: yauzl.Entry[] = []
  await new Promise<void>((resolve, reject) => zip.on('entry', (entry: yauzl.Entry) => entries.push(entry)).on('end', resolve).on('error', reject))
  const read = promisify(zip.openReadStream.bind(zip)) as (entry: yauzl.Entry) => Promise<NodeJS.ReadableStream>
  const parts = new Map<string, Buffer>()
  for (const entry of entries) parts.set(entry.fileName, await buffer(await read(entry)))
  return parts
}

const plain = (xml: string) => xml.replaceAll(/<\/w:p>/g, '\n').replaceAll(/<[^>]+>/g, '').replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** What a reader reads: the text of the document, its headers and its feet, a paragraph a line. */
export async function wordsOf(docx: Buffer): Promise<string> {
  const parts = [...await partsOf(docx)].filter(([name]) => /^word\/(document|header\d*|footer\d*)\.xml$/.test(name))
  return parts.map(([, xml]) => plain(xml.toString('utf8'))).join('\n')
}

export async function download(by: Person, id: string): Promise<Buffer> {
  const { body } = await by.request.get(`/api/papers/${id}/file`).buffer(true).parse(binary).expect(200)
  return body as Buffer
}

/** For supertest: the answer as bytes. */
export function binary(res: unknown, done: (error: Error | null, body: unknown) => void): void {
  buffer(res as NodeJS.ReadableStream).then((bytes) => done(null, bytes), (error: Error) => done(error, Buffer.alloc(0)))
}
