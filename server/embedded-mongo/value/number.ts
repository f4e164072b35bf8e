import { TYPE, type Value, doubleValue, intValue, isNullish, longToNumber, longValue } from './value.ts'

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
