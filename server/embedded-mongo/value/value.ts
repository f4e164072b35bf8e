/**
 * BSON's types by MongoDB's names. Of each: the type byte; its rank in MongoDB's order of types, which is also the
 * first byte of an index key and so part of the format on disk (gaps and limits, 5 to 240, are meant); how many bytes
 * a value has, and whether as many more as its first four say.
 */
const TYPES = {
  double: [0x01, 0x20, 8], string: [0x02, 0x30, 4, true], object: [0x03, 0x40, 0, true], array: [0x04, 0x50, 0, true],
  binData: [0x05, 0x60, 5, true], undefined: [0x06, 0x0a, 0], objectId: [0x07, 0x70, 12], bool: [0x08, 0x80, 1],
  date: [0x09, 0x90, 8], null: [0x0a, 0x10, 0], regex: [0x0b, 0xb0, 0], dbPointer: [0x0c, 0xc0, 16, true],
  javascript: [0x0d, 0xd0, 4, true], symbol: [0x0e, 0x30, 4, true], javascriptWithScope: [0x0f, 0xd8, 0, true],
  int: [0x10, 0x20, 4], timestamp: [0x11, 0xa0, 8], long: [0x12, 0x20, 8], decimal: [0x13, 0x20, 16],
  maxKey: [0x7f, 0xf0, 0], minKey: [0xff, 0x05, 0],
} satisfies Record<string, [type: number, rank: number, size: number, sized?: boolean]>

/** The type bytes by name. */
export const TYPE = Object.fromEntries(Object.entries(TYPES).map(([name, [type]]) => [name, type])) as Record<keyof typeof TYPES, number>

/** What the table says, by type byte. */
const NAMES: string[] = []
export const RANKS = new Uint8Array(256)
export const SIZES = new Uint8Array(256)
export const SIZED = new Uint8Array(256)
for (const [name, [type, rank, size, sized]] of Object.entries(TYPES)) {
  NAMES[type] = name
  RANKS[type] = rank
  SIZES[type] = size
  SIZED[type] = Number(sized === true)
}

/** MongoDB's name for a type, as `$type` and its error messages use it. */
export const typeName = (type: number) => NAMES[type] ?? 'unknown'

/**
 * One BSON value where it lies in its bytes. Nothing is decoded until somebody asks,
 * so what nobody touches keeps its type and comes back byte for byte.
 */
export class Value {
  constructor(readonly type: number, readonly bytes: Buffer, readonly at = 0, readonly end = bytes.length) {}

  get isObject() { return this.type === TYPE.object }
  get isArray() { return this.type === TYPE.array }

  /** The bytes of the value, not copied. */
  slice(): Buffer { return this.bytes.subarray(this.at, this.end) }

  /** The same value in bytes of its own, so that keeping it does not keep a whole page. */
  detached() { return new Value(this.type, Buffer.from(this.slice())) }
}

/** A whole document standing alone in its bytes. */
export const documentOf = (bytes: Buffer) => new Value(TYPE.object, bytes)
export const NULL = new Value(TYPE.null, Buffer.alloc(0))
export const TRUE = new Value(TYPE.bool, Buffer.from([1]))
const FALSE = new Value(TYPE.bool, Buffer.from([0]))
export const EMPTY_DOCUMENT = documentOf(Buffer.from([5, 0, 0, 0, 0]))

function made(type: number, size: number, write: (bytes: Buffer) => void): Value {
  const bytes = Buffer.allocUnsafe(size)
  write(bytes)
  return new Value(type, bytes)
}

export const boolValue = (value: boolean) => (value ? TRUE : FALSE)
export const intValue = (n: number) => made(TYPE.int, 4, (bytes) => bytes.writeInt32LE(n))
export const doubleValue = (n: number) => made(TYPE.double, 8, (bytes) => bytes.writeDoubleLE(n))
export const longValue = (n: bigint, type = TYPE.long) => made(type, 8, (bytes) => bytes.writeBigInt64LE(n))
export const dateValue = (millis: number) => longValue(BigInt(millis), TYPE.date)
export const stringValue = (text: string) => stringOf(Buffer.byteLength(text), (bytes) => bytes.write(text))

/** A string of so many bytes. */
export const stringOf = (size: number, write: (bytes: Buffer) => void) => made(TYPE.string, size + 5, (bytes) => {
  bytes[bytes.writeInt32LE(size + 1) + size] = 0
  write(bytes.subarray(4))
})

/** The text of a string value. */
export const textOf = (value: Value) => value.bytes.toString('utf8', value.at + 4, value.end - 1)
/** An eight-byte integer as a double: exact up to 2^53, nearest beyond. */
const longToNumber = (bytes: Buffer, at: number) => bytes.readInt32LE(at + 4) * 4294967296 + bytes.readUInt32LE(at)
/** Milliseconds since 1970 of a date; exact for every date JavaScript can hold. */
export const millisOf = (value: Value) => longToNumber(value.bytes, value.at)
export const isNullish = (value: Value | undefined) => value === undefined || value.type === TYPE.null || value.type === TYPE.undefined

export const isNumber = ({ type }: Value) => type === TYPE.int || type === TYPE.double || type === TYPE.long

/** The number as a double; of a Long beyond 2^53 the nearest. */
export function toNumber({ type, bytes, at }: Value): number {
  if (type === TYPE.int) return bytes.readInt32LE(at)
  return type === TYPE.double ? bytes.readDoubleLE(at) : longToNumber(bytes, at)
}

/** A whole number of any type, exactly. */
export const toBigInt = (value: Value): bigint =>
  value.type === TYPE.int || value.type === TYPE.double ? BigInt(toNumber(value)) : value.bytes.readBigInt64LE(value.at)

/** A number that is whole and safe, whatever its type, or undefined. */
export function wholeNumber(value: Value): number | undefined {
  const n = isNumber(value) ? toNumber(value) : NaN
  return Number.isSafeInteger(n) ? n : undefined
}

/** MongoDB's truth: missing, null, undefined, 0 and false are false, all else is true. */
export function isTruthy(value: Value | undefined): boolean {
  if (isNullish(value)) return false
  return isNumber(value!) ? toNumber(value!) !== 0 : value!.type !== TYPE.bool || value!.bytes[value!.at] === 1
}

/** Exact order of two numbers of any type, or two dates; NaN is less than all and equal to itself. */
export function compareNumbers(a: Value, b: Value): number {
  const x = toNumber(a)
  const y = toNumber(b)
  if (x < y) return -1
  if (x > y) return 1
  if (x !== y) return Number(Number.isNaN(y)) - Number(Number.isNaN(x))
  if (Number.isSafeInteger(x) || !Number.isFinite(x) || (a.type === TYPE.double && b.type === TYPE.double)) return 0
  // Where two round to one double, at least one of them is a Long: their integers decide.
  const exact = toBigInt(a) - toBigInt(b)
  return exact < 0n ? -1 : Number(exact > 0n)
}

const OPERATIONS = {
  add: [(a, b) => a + b, (a, b) => a + b],
  subtract: [(a, b) => a - b, (a, b) => a - b],
  multiply: [(a, b) => a * b, (a, b) => a * b],
  remainder: [(a, b) => a % b, (a, b) => a % b],
} satisfies Record<string, [(a: number, b: number) => number, (a: bigint, b: bigint) => bigint]>

export const fitsInt = (n: number) => n === (n | 0)
export const fitsLong = (n: bigint) => BigInt.asIntN(64, n) === n

/**
 * Arithmetic as MongoDB widens it: Int32 to Long when it overflows, anything with a Double to Double.
 * A Long that overflows becomes a Double, unless `overflow` makes an error of it.
 */
export function arithmetic(operation: keyof typeof OPERATIONS, a: Value, b: Value, overflow?: () => never): Value {
  const [onNumbers, onBigInts] = OPERATIONS[operation]
  const near = onNumbers(toNumber(a), toNumber(b))
  if (a.type === TYPE.double || b.type === TYPE.double) return doubleValue(near)
  if (a.type === TYPE.int && b.type === TYPE.int && fitsInt(near)) return intValue(near)
  const exact = onBigInts(toBigInt(a), toBigInt(b))
  return fitsLong(exact) ? longValue(exact) : (overflow?.() ?? doubleValue(near))
}
