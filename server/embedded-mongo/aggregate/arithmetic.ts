import { fail, failAt } from '../error.ts';
import { arithmetic, isNumber, toBigInt, toNumber } from '../value/number.ts';
import { NULL, TYPE, type Value, dateValue, doubleValue, intValue, isNullish, longValue, millisOf, typeName } from '../value/value.ts';

type Result = Value | undefined;

/**
 * A running total as MongoDB keeps it: whole numbers exactly, doubles with the error of each
 * addition carried along, so that ten times 0.1 is 1.
 */
export class Total {
  private whole = 0;
  private big = 0n;
  private high = 0;
  private low = 0;
  private widest: number = TYPE.int;

  add(value: Value) {
    if (value.type === TYPE.double) this.addDouble(toNumber(value));
    else if (value.type === TYPE.int) this.addWhole(toNumber(value));
    else {
      if (this.widest === TYPE.int) this.widest = TYPE.long;
      this.big += toBigInt(value);
    }
  }

  private addWhole(n: number) {
    this.whole += n;
    if (Number.isSafeInteger(this.whole)) return;
    this.big += BigInt(this.whole - n) + BigInt(n);
    this.whole = 0;
  }

  private addDouble(n: number) {
    this.widest = TYPE.double;
    const sum = this.high + n;
    const part = sum - this.high;
    this.low += this.high - (sum - part) + (n - part);
    this.high = sum;
  }

  private get exact(): bigint {
    return this.big + BigInt(this.whole);
  }

  toNumber(): number {
    const whole = this.big === 0n ? this.whole : Number(this.exact);
    const sum = this.high + whole;
    const part = sum - this.high;
    const low = this.low + (this.high - (sum - part) + (whole - part));
    return Number.isFinite(sum) ? sum + low : sum;
  }

  /** The narrowest of Int32, Long and Double that was asked for and holds it. */
  toValue(): Value {
    if (this.widest === TYPE.double) return doubleValue(this.toNumber());
    if (this.widest === TYPE.int && this.big === 0n && this.whole === (this.whole | 0)) return intValue(this.whole);
    const exact = this.exact;
    return BigInt.asIntN(64, exact) === exact ? longValue(exact) : doubleValue(Number(exact));
  }
}

/** Numbers, and at most one date to which milliseconds are added. */
export function add(...values: Result[]): Value {
  if (values.some(isNullish)) return NULL;
  const total = new Total();
  let date: Value | undefined;
  for (const value of values as Value[]) {
    if (isNumber(value)) total.add(value);
    else if (value.type !== TYPE.date) return fail('TypeMismatch', `$add only supports numeric or date types, not ${typeName(value.type)}`);
    else if (date) failAt(16612, 'only one date allowed in an $add expression');
    else date = value;
  }
  return date ? dateValue(millisOf(date) + Math.round(total.toNumber())) : total.toValue();
}

export function subtract(a: Result, b: Result): Value {
  if (isNullish(a) || isNullish(b)) return NULL;
  if (isNumber(a!) && isNumber(b!)) return arithmetic('subtract', a!, b!, 'double');
  if (a!.type === TYPE.date && b!.type === TYPE.date) return longValue(BigInt(millisOf(a!) - millisOf(b!)));
  if (a!.type === TYPE.date && isNumber(b!)) return dateValue(millisOf(a!) - Math.round(toNumber(b!)));
  return fail('TypeMismatch', `can't $subtract ${typeName(b!.type)} from ${typeName(a!.type)}`);
}

export function multiply(...values: Result[]): Value {
  if (values.some(isNullish)) return NULL;
  let product = intValue(1);
  for (const value of values as Value[]) {
    if (!isNumber(value)) fail('TypeMismatch', `$multiply only supports numeric types, not ${typeName(value.type)}`);
    product = arithmetic('multiply', product, value, 'double');
  }
  return product;
}

export function divide(a: Result, b: Result): Value {
  if (isNullish(a) || isNullish(b)) return NULL;
  if (!isNumber(a!) || !isNumber(b!))
    fail('TypeMismatch', `$divide only supports numeric types, not ${typeName(a!.type)} and ${typeName(b!.type)}`);
  if (toNumber(b!) === 0) fail('BadValue', "can't $divide by zero");
  return doubleValue(toNumber(a!) / toNumber(b!));
}

export function modulo(a: Result, b: Result): Value {
  if (isNullish(a) || isNullish(b)) return NULL;
  if (!isNumber(a!) || !isNumber(b!)) failAt(16611, `$mod only supports numeric types, not ${typeName(a!.type)} and ${typeName(b!.type)}`);
  if (toNumber(b!) === 0) failAt(16610, "can't $mod by zero");
  if (a!.type === TYPE.double || b!.type === TYPE.double) return doubleValue(toNumber(a!) % toNumber(b!));
  const left = toBigInt(a!) % toBigInt(b!);
  return a!.type === TYPE.int && b!.type === TYPE.int ? intValue(Number(left)) : longValue(left);
}

/** Whole numbers are whole already and keep their type. */
export const wholePart = (value: Value, round: (n: number) => number) =>
  value.type === TYPE.double ? doubleValue(round(toNumber(value))) : value;
