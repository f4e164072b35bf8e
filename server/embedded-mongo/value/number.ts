import { fail } from '../error.ts';
import { TYPE, type Value, doubleValue, intValue, longToNumber, longValue } from './value.ts';

export const isNumber = (value: Value): boolean =>
  value.type === TYPE.int || value.type === TYPE.double || value.type === TYPE.long;

/** The number as a double; of a Long beyond 2^53 the nearest. */
export function toNumber(value: Value): number {
  if (value.type === TYPE.int) return value.bytes.readInt32LE(value.at);
  if (value.type === TYPE.double) return value.bytes.readDoubleLE(value.at);
  return longToNumber(value.bytes, value.at);
}

/** An Int32 or Long exactly. */
export function toBigInt(value: Value): bigint {
  return value.type === TYPE.long
    ? value.bytes.readBigInt64LE(value.at)
    : BigInt(value.bytes.readInt32LE(value.at));
}

/** A number that is whole and safe, whatever its type, or undefined. */
export function wholeNumber(value: Value): number | undefined {
  if (!isNumber(value)) return undefined;
  const n = toNumber(value);
  return Number.isSafeInteger(n) ? n : undefined;
}

/** MongoDB's truth: missing, null, undefined, 0 and false are false, all else is true. */
export function isTruthy(value: Value | undefined): boolean {
  if (value === undefined) return false;
  if (isNumber(value)) return toNumber(value) !== 0;
  if (value.type === TYPE.bool) return value.bytes[value.at] === 1;
  return value.type !== TYPE.null && value.type !== TYPE.undefined;
}

/** Exact order of two numbers of any type; NaN is less than all and equal to itself. */
export function compareNumbers(a: Value, b: Value): number {
  const x = toNumber(a);
  const y = toNumber(b);
  if (x < y) return -1;
  if (x > y) return 1;
  if (x !== y) return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : -1) : 1;
  const exact = Number.isSafeInteger(x) || (a.type === b.type && a.type !== TYPE.long);
  return exact || !Number.isFinite(x) ? 0 : compareLongs(a, b, x);
}

/** Where two numbers round to one double, at least one of them is a Long: compare in integers. */
function compareLongs(a: Value, b: Value, rounded: number): number {
  const x = a.type === TYPE.long ? toBigInt(a) : BigInt(rounded);
  const y = b.type === TYPE.long ? toBigInt(b) : BigInt(rounded);
  return x < y ? -1 : x > y ? 1 : 0;
}

export type Arithmetic = 'add' | 'subtract' | 'multiply';

const onDoubles: Record<Arithmetic, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
};
const onLongs: Record<Arithmetic, (a: bigint, b: bigint) => bigint> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
};

const MAX_LONG = 9223372036854775807n;
const MIN_LONG = -9223372036854775808n;
const isInt32 = (n: number) => n === (n | 0);

/**
 * Arithmetic as MongoDB widens it: Int32 to Long when it overflows, anything with a Double to
 * Double. A Long that overflows becomes a Double in an expression and an error in an update.
 */
export function arithmetic(op: Arithmetic, a: Value, b: Value, longOverflow: 'double' | 'error'): Value {
  if (a.type === TYPE.double || b.type === TYPE.double)
    return doubleValue(onDoubles[op](toNumber(a), toNumber(b)));
  if (a.type === TYPE.int && b.type === TYPE.int) {
    const small = onDoubles[op](toNumber(a), toNumber(b));
    if (isInt32(small)) return intValue(small);
  }
  const big = onLongs[op](toBigInt(a), toBigInt(b));
  if (big <= MAX_LONG && big >= MIN_LONG) return longValue(big);
  if (longOverflow === 'double') return doubleValue(Number(big));
  return fail('BadValue', 'Failed to apply $inc operations to current value: integer overflow');
}
