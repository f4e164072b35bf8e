import { NULL, TYPE, Value, boolValue, dateValue, doubleValue, fitsInt, intValue, longValue, stringValue } from './value.ts'

/** What the buffer starts with, and from what size on a reply takes the buffer with it rather than be copied once more. */
const SMALL = 1 << 16
const LARGE = 1 << 17

/**
 * Builds documents and keys from pieces of others. One buffer serves everybody as a stack:
 * what is begun inside another ends before the outer one goes on, all in one turn.
 */
class Writer {
  buffer = Buffer.allocUnsafe(SMALL)
  position = 0

  /** Forgets everything: whoever threw half-way left something behind. */
  reset() {
    this.position = 0
  }

  /** Makes room for so many bytes more. */
  need(size: number): Buffer {
    if (this.position + size > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.position + size))
      this.buffer.copy(larger, 0, 0, this.position)
      this.buffer = larger
    }
    return this.buffer
  }

  byte(byte: number) {
    this.need(1)[this.position++] = byte
  }

  /** Copies bytes as they are. */
  raw(bytes: Buffer, from: number, to: number) {
    bytes.copy(this.need(to - from), this.position, from, to)
    this.position += to - from
  }

  /** Takes what was written since `mark` off the stack, in bytes of its own. */
  take(mark: number): Buffer {
    const bytes = this.buffer.subarray(mark, this.position)
    this.position = mark
    if (mark > 0 || bytes.length < LARGE) return Buffer.from(bytes)
    this.buffer = Buffer.allocUnsafe(SMALL)
    return bytes
  }

  /** Starts a document of its own; give the mark to `finish`. */
  begin(): number {
    this.need(4)
    this.position += 4
    return this.position - 4
  }

  /** Takes the document begun at `mark` off the stack. */
  finish(mark: number, type = TYPE.object): Value {
    this.close(mark)
    return new Value(type, this.take(mark))
  }

  /** Starts a document inside the current one; end it with `close`. */
  open(name: string | Buffer, type = TYPE.object): number {
    this.header(type, name)
    return this.begin()
  }

  close(mark: number) {
    this.byte(0)
    this.buffer.writeInt32LE(this.position - mark, mark)
  }

  put(name: string | Buffer, value: Value) {
    this.header(value.type, name)
    this.raw(value.bytes, value.at, value.end)
  }

  private header(type: number, name: string | Buffer) {
    const b = this.need(name.length * 3 + 2)
    b[this.position++] = type
    if (typeof name === 'string') this.position += b.write(name, this.position)
    // Names are short: bytes one by one are faster than a call that copies them.
    else for (let i = 0; i < name.length; i++) b[this.position++] = name[i]!
    b[this.position++] = 0
  }
}

export const writer = new Writer()

const INDEXES = Array.from({ length: 1000 }, (_, i) => Buffer.from(String(i)))

/** The name of an array's element. */
export const indexName = (i: number) => INDEXES[i] ?? String(i)

/** An array of these values. */
export function arrayValue(items: Iterable<Value>): Value {
  const mark = writer.begin()
  let i = 0
  for (const item of items) writer.put(indexName(i++), item)
  return writer.finish(mark, TYPE.array)
}

/** A document of these fields; a missing value leaves its field out. */
export function documentValue(fields: Iterable<readonly [string, Value | undefined]>): Value {
  const mark = writer.begin()
  for (const [name, value] of fields) if (value) writer.put(name, value)
  return writer.finish(mark)
}

/** What a reply may hold: plain JavaScript, or values that are passed on as they are. */
export type Plain = Value | string | number | bigint | boolean | null | undefined | Date | Plain[] | { [name: string]: Plain }

/**
 * Turns plain JavaScript into BSON: whole numbers become Int32, bigints Long.
 * What must be a Double (`ok`) is given as `doubleValue`.
 */
function toValue(plain: Plain): Value {
  if (plain instanceof Value) return plain
  if (plain === null || plain === undefined) return NULL
  if (plain instanceof Date) return dateValue(plain.getTime())
  if (Array.isArray(plain)) return arrayValue(plain.map(toValue))
  if (typeof plain === 'object') return toDocument(plain)
  if (typeof plain === 'string') return stringValue(plain)
  if (typeof plain === 'boolean') return boolValue(plain)
  if (typeof plain === 'bigint') return longValue(plain)
  if (fitsInt(plain)) return intValue(plain)
  return Number.isSafeInteger(plain) ? longValue(BigInt(plain)) : doubleValue(plain)
}

/** A document of these fields; undefined leaves a field out. */
export const toDocument = (fields: { [name: string]: Plain }): Value =>
  documentValue(Object.entries(fields).map(([name, plain]) => [name, plain === undefined ? undefined : toValue(plain)]))

export const objectIdValue = (id: Buffer) => new Value(TYPE.objectId, id)
/** A UUID as BSON stores it: Binary of subtype 4. */
export const uuidValue = (uuid: Uint8Array) => new Value(TYPE.binData, Buffer.concat([Buffer.from([16, 0, 0, 0, 4]), uuid]))
