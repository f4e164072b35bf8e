import { rankOf } from './compare.ts'
import { Elements } from './elements.ts'
import { isNumber, toBigInt, toNumber } from './number.ts'
import { NULL, TYPE, Value, doubleValue, intValue, longValue, stringOf } from './value.ts'
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

function putLong(value: Value) {
  const near = toNumber(value)
  if (Number.isSafeInteger(near)) return putNumber(near)
  const exact = toBigInt(value)
  const below = BigInt(near) > exact ? nextBelow(near) : near
  return putNumber(below, Number(exact - BigInt(below)))
}

function nextBelow(n: number): number {
  const bits = new BigInt64Array(new Float64Array([n]).buffer)
  bits[0] = bits[0]! + (n > 0 ? -1n : 1n)
  return new Float64Array(bits.buffer)[0]!
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
      putTerminated(e.bytes, e.nameAt, e.at - 1)
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

interface Decoded {
  value: Value | undefined
  end: number
}

/** Turns the key field at `at` back into the value of this type. */
export function decodeField(key: Buffer, at: number, type: number, descending: boolean): Decoded {
  if (!descending) return DECODERS[type]!(key, at + 1)
  const turned = DECODERS[type]!(inverted(key.subarray(at)), 1)
  return { value: turned.value, end: at + turned.end }
}

const number = (make: (n: number, above: number) => Value) => (key: Buffer, at: number): Decoded => {
  const bits = Buffer.from(key.subarray(at, at + 8))
  if (bits[0]! & 0x80) bits[0]! ^= 0x80
  else invert(bits, 0, 8)
  return { value: make(bits.readDoubleBE(0), key.readUInt16BE(at + 8)), end: at + 10 }
}

const raw = (type: number, size: number) => (key: Buffer, at: number): Decoded =>
  ({ value: new Value(type, key, at, at + size), end: at + size })

function text(key: Buffer, at: number): Decoded {
  let end = at
  let escapes = 0
  for (; key[end] !== 0; end++)
    if (key[end] === 1) {
      escapes++
      end++
    }
  const value = stringOf(end - at - escapes, (bytes) => {
    for (let i = at, p = 0; i < end; i++) bytes[p++] = key[i] === 1 ? key[++i]! - 1 : key[i]!
  })
  return { value, end: end + 1 }
}

const DECODERS: Record<number, (key: Buffer, at: number) => Decoded> = {
  [TYPE.undefined]: (_, end) => ({ value: undefined, end }),
  [TYPE.null]: raw(TYPE.null, 0),
  [TYPE.int]: number(intValue),
  [TYPE.double]: number(doubleValue),
  [TYPE.long]: number((n, above) => longValue(BigInt(n) + BigInt(above))),
  [TYPE.string]: text,
  [TYPE.objectId]: raw(TYPE.objectId, 12),
  [TYPE.bool]: raw(TYPE.bool, 1),
  [TYPE.date]: (key, at) => ({ value: longValue(key.readBigInt64BE(at) ^ -0x8000000000000000n, TYPE.date), end: at + 8 }),
}

/** A document of the fields that a key holds, or undefined if the key does not tell all. */
export function documentFromKey(key: Buffer, at: number, types: number, fields: { name: Buffer; descending: boolean }[]): Value | undefined {
  for (let i = 0; i < fields.length; i++) if (key[types + i] === 0) return undefined
  const mark = writer.begin()
  fields.forEach(({ name, descending }, i) => {
    const { value, end } = decodeField(key, at, key[types + i]!, descending)
    at = end
    if (value) writer.put(name, value)
  })
  return writer.finish(mark)
}
