import { rankOf } from './compare.ts'
import { Elements } from './elements.ts'
import { NULL, TYPE, Value, doubleValue, intValue, isNumber, longValue, stringOf, toBigInt, toNumber } from './value.ts'
import { writer } from './writer.ts'

/*
 * Index keys: bytes whose memcmp order is `compare`'s order of the values.
 * A value is its rank and a payload that is never a prefix of another's; a descending field has
 * every bit turned over. No key byte after a whole value is 0xff, so prefix + 0xff ends a range.
 */

function invert(b: Buffer, from: number, to: number) {
  for (let i = from; i < to; i++) b[i] = ~b[i]! & 0xff
}

/** A double's bits in order, then how far a Long lies above it: exact for every Int64. */
function putNumber(n: number, above = 0) {
  const b = writer.need(10)
  const at = writer.position
  writer.position += 10
  if (Number.isNaN(n)) return b.fill(0, at, at + 10)
  b.writeDoubleBE(n === 0 ? 0 : n, at)
  if (n < 0) invert(b, at, at + 8)
  else b[at]! ^= 0x80
  return b.writeUInt16BE(above, at + 8)
}

/** The greatest double that is not above the Long, and how far the Long lies above it. */
function putLong(value: Value) {
  const near = toNumber(value)
  if (Number.isSafeInteger(near)) return putNumber(near)
  const exact = toBigInt(value)
  const spare = BigInt(exact.toString(2).replace('-', '').length - 53)
  const below = (exact >> spare) << spare
  return putNumber(Number(below), Number(exact - below))
}

/**
 * Bytes up to `end`, and a NUL to end them. A NUL among them is written 01 01 and a 01 as 01 02:
 * so the end is known from itself, turned over or not, whatever follows it.
 */
function putTerminated(from: Buffer, at: number, end: number) {
  const b = writer.need((end - at) * 2 + 1)
  let p = writer.position
  for (let i = at; i < end; i++) {
    const byte = from[i]!
    if (byte <= 1) b[p++] = 1
    b[p++] = byte <= 1 ? byte + 1 : byte
  }
  b[p++] = 0
  writer.position = p
}

/** Bytes from the last to the first. */
function putReversed(bytes: Buffer, from: number, to: number) {
  for (let i = to - 1; i >= from; i--) writer.byte(bytes[i]!)
}

function putElements(owner: Value) {
  for (const e = new Elements(owner); e.next(); ) {
    if (!owner.isArray) {
      writer.byte(rankOf(e.type))
      putTerminated(e.bytes, e.from + 1, e.at - 1)
    }
    putValue(e.value())
  }
  writer.byte(0)
}

const putRaw = ({ bytes, at, end }: Value) => writer.raw(bytes, at, end)

/** What follows the rank of a value, by type; nothing where nothing is said. */
const PAYLOADS: Record<number, (value: Value) => void> = {
  [TYPE.int]: (value) => putNumber(toNumber(value)),
  [TYPE.double]: (value) => putNumber(toNumber(value)),
  [TYPE.long]: putLong,
  [TYPE.string]: ({ bytes, at, end }) => putTerminated(bytes, at + 4, end - 1),
  [TYPE.object]: putElements,
  [TYPE.array]: putElements,
  [TYPE.binData]: ({ bytes, at, end }) => {
    putReversed(bytes, at, at + 4)
    writer.raw(bytes, at + 4, end)
  },
  [TYPE.objectId]: putRaw,
  [TYPE.bool]: putRaw,
  [TYPE.date]: ({ bytes, at }) => {
    putReversed(bytes, at, at + 8)
    writer.buffer[writer.position - 8]! ^= 0x80
  },
  [TYPE.regex]: ({ bytes, at, end }) => {
    const options = bytes.indexOf(0, at) + 1
    putTerminated(bytes, at, options - 1)
    putTerminated(bytes, options, end - 1)
  },
}

function putValue(value: Value) {
  writer.byte(rankOf(value.type))
  PAYLOADS[value.type]?.(value)
}

/** The key of these fields in this order; missing counts as null. */
export function encodeKey(values: (Value | undefined)[], descending: boolean[]): Buffer {
  const mark = writer.position
  for (let i = 0; i < values.length; i++) {
    const from = writer.position
    putValue(values[i] ?? NULL)
    if (descending[i]) invert(writer.buffer, from, writer.position)
  }
  return writer.take(mark)
}

/** The key of one value, ascending. */
export const keyOf = (value: Value | undefined) => encodeKey([value], [])
/** The types whose bytes alone say whether two values are equal. */
const PLAIN = new Set([TYPE.string, TYPE.objectId, TYPE.date, TYPE.bool])

/** A text that two values share exactly if they are equal, to look them up in a Map or Set. */
export const keyText = (value: Value) =>
  PLAIN.has(value.type) ? String.fromCharCode(value.type) + value.bytes.toString('latin1', value.at, value.end) : keyOf(value).toString('latin1')

/** The same range end seen from a descending field. */
export function inverted(bytes: Buffer): Buffer {
  const turned = Buffer.from(bytes)
  invert(turned, 0, turned.length)
  return turned
}

/**
 * How a key field can be turned back into its value: the value's type, 0x06 for missing,
 * or 0 if only the document knows (an array, -0, a document).
 */
export function decodableType(value: Value | undefined): number {
  if (value === undefined) return TYPE.undefined
  const n = isNumber(value) ? toNumber(value) : 0
  return value.type in DECODERS && !Number.isNaN(n) && (value.type === TYPE.int || !Object.is(n, -0)) ? value.type : 0
}

const bits = Buffer.alloc(8)

function numberAt(key: Buffer, at: number): number {
  key.copy(bits, 0, at, at + 8)
  if (bits[0]! & 0x80) bits[0]! ^= 0x80
  else invert(bits, 0, 8)
  return bits.readDoubleBE(0)
}

function textAt(key: Buffer, at: number, end: number): Value {
  const bytes = Buffer.allocUnsafe(end - at)
  let size = 0
  for (let i = at; key[i] !== 0; i++) bytes[size++] = key[i] === 1 ? key[++i]! - 1 : key[i]!
  return stringOf(size, (text) => bytes.copy(text, 0, 0, size))
}

/** How many bytes of a key a type takes, or that a NUL ends them, and how they are turned back. */
const DECODERS: Record<number, [size: number | 'text', decode: (key: Buffer, at: number, end: number) => Value | undefined]> = {
  [TYPE.undefined]: [0, () => undefined],
  [TYPE.null]: [0, () => NULL],
  [TYPE.int]: [10, (key, at) => intValue(numberAt(key, at))],
  [TYPE.double]: [10, (key, at) => doubleValue(numberAt(key, at))],
  [TYPE.long]: [10, (key, at) => longValue(BigInt(numberAt(key, at)) + BigInt(key.readUInt16BE(at + 8)))],
  [TYPE.string]: ['text', textAt],
  [TYPE.objectId]: [12, (key, at, end) => new Value(TYPE.objectId, key, at, end)],
  [TYPE.bool]: [1, (key, at, end) => new Value(TYPE.bool, key, at, end)],
  [TYPE.date]: [8, (key, at) => longValue(key.readBigInt64BE(at) ^ -0x8000000000000000n, TYPE.date)],
}

/** By the rank that a key field begins with: its size, and its type where all of that rank have one. */
const SIZES: Record<number, number | 'text'> = {}
for (const [type, [size]] of Object.entries(DECODERS)) SIZES[rankOf(Number(type))] = size
const TYPES: Record<number, number> = Object.fromEntries([TYPE.string, TYPE.objectId, TYPE.bool, TYPE.date].map((type) => [rankOf(type), type]))

const rankAt = (key: Buffer, at: number, descending: boolean) => (descending ? ~key[at]! & 0xff : key[at]!)

/** Where the key field at `at` ends, or undefined if only the document knows. */
export function endOf(key: Buffer, at: number, descending: boolean): number | undefined {
  const size = SIZES[rankAt(key, at, descending)]
  if (size === 'text') return key.indexOf(descending ? 0xff : 0, at + 1) + 1
  return size === undefined ? undefined : at + 1 + size
}

/** Turns the key field from `at` to `end` back into the value of this type, which is one that can be. */
export function decodeField(key: Buffer, at: number, end: number, type: number, descending: boolean): Value | undefined {
  const [, decode] = DECODERS[type]!
  return descending ? decode(inverted(key.subarray(at, end)), 1, end - at) : decode(key, at + 1, end)
}

/** A field of a key, to be read if it has a name. */
export interface KeyField {
  name: Buffer | undefined
  descending: boolean
}

/** A document of the named fields that a key holds, or undefined if the key does not tell them. */
export function documentFromKey(key: Buffer, at: number, types: number, fields: KeyField[]): Value | undefined {
  const mark = writer.begin()
  for (let i = 0; i < fields.length; i++) {
    const { name, descending } = fields[i]!
    const end = endOf(key, at, descending)
    // Of an index with arrays the types are not kept.
    const type = key[types + i]! || TYPES[rankAt(key, at, descending)]
    if (end === undefined || (name && type === undefined)) {
      writer.take(mark)
      return undefined
    }
    const value = name && decodeField(key, at, end, type!, descending)
    if (value) writer.put(name, value)
    at = end
  }
  return writer.finish(mark)
}
