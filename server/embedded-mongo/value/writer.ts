import { TYPE, Value } from './value.ts';

/** What the buffer starts with, and beyond what it is given back after one large reply. */
const SMALL = 1 << 16;
const LARGE = 1 << 22;

/**
 * Builds documents from pieces of others. One buffer serves everybody as a stack:
 * a document begun inside another ends before the outer one goes on, all in one turn.
 */
class DocumentWriter {
  private buffer = Buffer.allocUnsafe(SMALL);
  private position = 0;

  private need(size: number) {
    if (this.position + size <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.position + size));
    this.buffer.copy(larger, 0, 0, this.position);
    this.buffer = larger;
  }

  /** Starts a document of its own; give the mark to `finish`. */
  begin(): number {
    this.need(4);
    this.position += 4;
    return this.position - 4;
  }

  /** Takes the document begun at `mark` off the stack, in bytes of its own. */
  finish(mark: number, type: number = TYPE.object): Value {
    this.close(mark);
    const bytes = Buffer.from(this.buffer.subarray(mark, this.position));
    this.position = mark;
    if (mark === 0 && this.buffer.length > LARGE) this.buffer = Buffer.allocUnsafe(SMALL);
    return new Value(type, bytes, 0, bytes.length);
  }

  /** Forgets what was written since `mark`: for one who fails half-way. */
  abandon(mark: number) {
    this.position = mark;
  }

  /** Starts a document inside the current one; end it with `close`. */
  open(name: string | Buffer, type: number = TYPE.object): number {
    this.header(type, name);
    return this.begin();
  }

  close(mark: number) {
    this.need(1);
    this.buffer[this.position++] = 0;
    this.buffer.writeInt32LE(this.position - mark, mark);
  }

  put(name: string | Buffer, value: Value) {
    this.header(value.type, name);
    this.raw(value.bytes, value.at, value.end);
  }

  putInt(name: string, n: number) {
    this.header(TYPE.int, name);
    this.need(4);
    this.position = this.buffer.writeInt32LE(n, this.position);
  }

  /** Copies bytes as they are: whole elements, or the payload after a header. */
  raw(bytes: Buffer, from: number, to: number) {
    this.need(to - from);
    bytes.copy(this.buffer, this.position, from, to);
    this.position += to - from;
  }

  private header(type: number, name: string | Buffer) {
    this.need(name.length * 3 + 2);
    this.buffer[this.position++] = type;
    if (typeof name === 'string') this.position += this.buffer.write(name, this.position);
    else this.position += name.copy(this.buffer, this.position);
    this.buffer[this.position++] = 0;
  }
}

export const writer = new DocumentWriter();

/** If a request threw in the middle of a document, the next one starts with a clean stack. */
export const resetWriter = () => writer.abandon(0);

/** An array of these values. */
export function arrayValue(items: Iterable<Value>): Value {
  const mark = writer.begin();
  let i = 0;
  for (const item of items) writer.put(String(i++), item);
  return writer.finish(mark, TYPE.array);
}

/** A document of these fields; a missing value leaves its field out. */
export function documentValue(fields: Iterable<readonly [string, Value | undefined]>): Value {
  const mark = writer.begin();
  for (const [name, value] of fields) if (value) writer.put(name, value);
  return writer.finish(mark);
}
