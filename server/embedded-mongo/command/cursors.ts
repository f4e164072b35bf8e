import { randomInt } from 'node:crypto';
import { fail } from '../error.ts';
import { type Documents, PAUSE, nextTurn, turnIsOver } from '../plan/turn.ts';
import { type Value, doubleValue, longValue } from '../value/value.ts';
import { stringValue, TYPE } from '../value/value.ts';
import { writer } from '../value/writer.ts';

/** MongoDB's limit for what one reply carries. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

/** MongoDB closes a cursor that nobody has asked for this long. */
export const CURSOR_IDLE_MS = 10 * 60 * 1000;

const OK = doubleValue(1);

interface Cursor {
  ns: string;
  documents: Documents<Value>;
  /** Read already, to see whether there is more. */
  ahead: Value | undefined;
  usedAt: number;
}

/** Thrown when `maxTimeMS` is over. */
export function checkDeadline(deadline: number | undefined) {
  if (deadline !== undefined && performance.now() > deadline) fail('MaxTimeMSExpired', 'operation exceeded time limit');
}

/** Drives a stream to its end, letting others run whenever it pauses. */
export async function drain<T>(stream: Documents<T>, deadline: number | undefined, take: (item: T) => void) {
  for (const item of stream) {
    if (item !== PAUSE) take(item);
    else {
      checkDeadline(deadline);
      await nextTurn();
    }
  }
}

/** The open cursors of all clients. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>();

  /** Answers with the first documents of a stream and keeps the rest for `getMore`. */
  async start(ns: string, documents: Documents<Value>, options: { batchSize?: number; singleBatch?: boolean; deadline?: number }): Promise<Value> {
    const cursor: Cursor = { ns, documents, ahead: undefined, usedAt: Date.now() };
    const batch = await this.take(cursor, options.batchSize ?? 101, options.deadline);
    const id = batch.done || options.singleBatch ? 0n : this.keep(cursor);
    return cursorReply('firstBatch', batch.documents, id, ns);
  }

  async more(id: bigint, ns: string, batchSize: number | undefined, deadline: number | undefined): Promise<Value> {
    const cursor = this.open.get(id);
    if (!cursor) return fail('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.ns !== ns)
      fail('BadValue', `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.ns}`);
    // Away while it is read, so that a second getMore cannot drive the same stream.
    this.open.delete(id);
    const batch = await this.take(cursor, batchSize || Infinity, deadline);
    if (!batch.done) {
      cursor.usedAt = Date.now();
      this.open.set(id, cursor);
    }
    return cursorReply('nextBatch', batch.documents, batch.done ? 0n : id, ns);
  }

  kill(id: bigint): boolean {
    return this.open.delete(id);
  }

  closeIdle(now = Date.now()) {
    for (const [id, cursor] of this.open) if (now - cursor.usedAt > CURSOR_IDLE_MS) this.open.delete(id);
  }

  private keep(cursor: Cursor): bigint {
    const id = BigInt(randomInt(1, 2 ** 47));
    this.open.set(id, cursor);
    return id;
  }

  private async take(cursor: Cursor, size: number, deadline: number | undefined) {
    const documents: Value[] = [];
    let bytes = 0;
    for (;;) {
      const next = cursor.ahead ?? this.next(cursor, deadline);
      // Awaiting only where there is something to wait for: it is done for every document.
      const doc = next instanceof Promise ? await next : next;
      cursor.ahead = undefined;
      if (!doc) return { documents, done: true };
      bytes += doc.end - doc.at + 16;
      if (documents.length >= size || (documents.length > 0 && bytes > MAX_BATCH_BYTES)) {
        cursor.ahead = doc;
        return { documents, done: false };
      }
      documents.push(doc);
      if (turnIsOver()) await nextTurn();
    }
  }

  /** Not async in itself: a promise for every document would cost more than the document. */
  private next(cursor: Cursor, deadline: number | undefined): Value | undefined | Promise<Value | undefined> {
    const step = cursor.documents.next();
    if (step.done) return undefined;
    return step.value === PAUSE ? this.resume(cursor, deadline) : step.value;
  }

  private async resume(cursor: Cursor, deadline: number | undefined): Promise<Value | undefined> {
    checkDeadline(deadline);
    await nextTurn();
    return this.next(cursor, deadline);
  }
}

/** A cursor's reply with the documents' bytes as they are. */
export function cursorReply(batch: 'firstBatch' | 'nextBatch', documents: Value[], id: bigint, ns: string): Value {
  const reply = writer.begin();
  const cursor = writer.open('cursor');
  const items = writer.open(batch, TYPE.array);
  for (let i = 0; i < documents.length; i++) writer.put(String(i), documents[i]!);
  writer.close(items);
  writer.put('id', longValue(id));
  writer.put('ns', stringValue(ns));
  writer.close(cursor);
  writer.put('ok', OK);
  return writer.finish(reply);
}
