import { BSON, type Document } from 'mongodb'
import { Refusal } from '../database/refusal.ts'

/** Numbers keep their type, and a regular expression its options. */
const EXACT = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const
const CANONICAL = { relaxed: false } as const
/** A document has at most 16 MB; written out it may be several times longer. */
const MAX_LINE_BYTES = 256 * 1024 * 1024

/** A document as a line of canonical Extended JSON, without the line's end. Throws Refusal if the line would not read back as the same bytes. */
export function lineOf(raw: Uint8Array): string {
  const line = BSON.EJSON.stringify(BSON.deserialize(raw, EXACT), CANONICAL)
  if (!readsBackAs(raw, line)) {
    throw new Refusal(`有一条数据写成 Extended JSON 后读不回原样，没有导出 (a document that Extended JSON cannot hold)：${line.slice(0, 200)}`)
  }
  return line
}

function readsBackAs(raw: Uint8Array, line: string): boolean {
  try {
    const document = documentIn(line)
    return Buffer.compare(BSON.serialize(document), raw) === 0 || Buffer.compare(BSON.serialize(idFirst(document)), raw) === 0
  } catch {
    return false
  }
}

/** As every server stores it. JavaScript puts names of digits before all others, wherever they stood. */
const idFirst = ({ _id, ...rest }: Document) => new Map([['_id', _id], ...Object.entries(rest)])

/** The document of a line, with every type as it was written. */
export const documentIn = (line: string): Document => BSON.EJSON.parse(line, CANONICAL) as Document

/** What is read, line by line. Memory holds one line at a time. */
export async function* linesIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...parts, chunk.subarray(from, end)]).toString()
      parts = []
      bytes = 0
      from = end + 1
    }
    parts.push(chunk.subarray(from))
    bytes += chunk.length - from
    if (bytes > MAX_LINE_BYTES) throw new Refusal('有一行太长，不是导出的数据 (a line is too long to be a document)')
  }
  if (bytes > 0) yield Buffer.concat(parts).toString()
}
