import { randomInt } from 'node:crypto'
import { fail } from '../error.ts'
import { type Documents, PAUSE, nextTurn, turnIsOver } from '../turn.ts'
import { TYPE, type Value, doubleValue, longValue, stringValue } from '../value/value.ts'
import { indexName, writer } from '../value/writer.ts'

/** MongoDB's limits: for what one reply carries, how many documents come unasked, and how long nobody may ask for more. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024
const FIRST_BATCH = 101
const IDLE_MS = 10 * 60 * 1000

/** So many cursors are kept; a client that opens more and reads none to its end loses the oldest. */
const MOST_OPEN = 1000

interface Cursor {
  ns: string
  documents: Documents<Value>
  /** Read already, to see whether there is more. */
  ahead?: Value
  usedAt: number
}

export interface Batch {
  batchSize?: number
  singleBatch?: boolean
  deadline?: number
}

/** Lets others run, unless `maxTimeMS` is over. */
async function pause(deadline: number | undefined) {
  if (deadline !== undefined && performance.now() > deadline) fail('MaxTimeMSExpired', 'operation exceeded time limit')
  await nextTurn()
}

/** Drives a stream to its end, letting others run whenever it pauses. */
export async function drain<T>(stream: Documents<T>, deadline: number | undefined, take: (item: T) => void) {
  for (const item of stream) {
    if (item === PAUSE) await pause(deadline)
    else take(item)
  }
}

/** The open cursors of all clients. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>()

  /** Answers with the first documents of a stream and keeps the rest for `getMore`. */
  start(ns: string, documents: Documents<Value>, batch: Batch): Promise<Value> {
    return this.answer('firstBatch', BigInt(randomInt(1, 2 ** 47)), { ns, documents, usedAt: 0 }, batch.batchSize ?? FIRST_BATCH, batch)
  }

  async more(id: bigint, ns: string, batch: Batch): Promise<Value> {
    const cursor = this.open.get(id) ?? fail('CursorNotFound', `cursor id ${id} not found`)
    if (cursor.ns !== ns) fail('BadValue', `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.ns}`)
    // Away while it is read, so that a second getMore cannot drive the same stream.
    this.open.delete(id)
    return this.answer('nextBatch', id, cursor, batch.batchSize || Infinity, batch)
  }

  kill(id: bigint): boolean {
    return this.open.delete(id)
  }

  closeIdle(now = Date.now()) {
    for (const [id, { usedAt }] of this.open) if (now - usedAt > IDLE_MS) this.open.delete(id)
  }

  private async answer(name: string, id: bigint, cursor: Cursor, size: number, { singleBatch, deadline }: Batch): Promise<Value> {
    const documents = await take(cursor, size, deadline)
    const more = cursor.ahead !== undefined && !singleBatch
    cursor.usedAt = Date.now()
    if (more) this.open.set(id, cursor)
    if (this.open.size > MOST_OPEN) this.open.delete(this.open.keys().next().value!)
    return cursorReply(name, documents, more ? id : 0n, cursor.ns)
  }
}

/** The next documents of a cursor, and whether there is one more. Awaits only where others wait: it is done for every document. */
async function take(cursor: Cursor, size: number, deadline: number | undefined): Promise<Value[]> {
  const documents: Value[] = []
  for (let bytes = 0; ; ) {
    const next = cursor.ahead ?? cursor.documents.next().value
    cursor.ahead = undefined
    if (next === PAUSE) {
      await pause(deadline)
      continue
    }
    if (!next) return documents
    bytes += next.end - next.at + 16
    if (documents.length >= size || (documents.length > 0 && bytes > MAX_BATCH_BYTES)) {
      cursor.ahead = next
      return documents
    }
    documents.push(next)
    if (turnIsOver()) await nextTurn()
  }
}

const OK = doubleValue(1)

/** A cursor's reply with the documents' bytes as they are. */
function cursorReply(batch: string, documents: Value[], id: bigint, ns: string): Value {
  const reply = writer.begin()
  const cursor = writer.open('cursor')
  const items = writer.open(batch, TYPE.array)
  for (let i = 0; i < documents.length; i++) writer.put(indexName(i), documents[i]!)
  writer.close(items)
  writer.put('id', longValue(id))
  writer.put('ns', stringValue(ns))
  writer.close(cursor)
  writer.put('ok', OK)
  return writer.finish(reply)
}
