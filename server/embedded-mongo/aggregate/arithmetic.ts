import { fail, failAt } from '../error.ts'
import { type Value, NULL, TYPE, arithmetic, dateValue, doubleValue, fitsInt, fitsLong, intValue, isNullish, isNumber, longValue, millisOf, toBigInt, toNumber, typeName } from '../value/value.ts'
import type { Expression } from './expression.ts'

/**
 * A running total as MongoDB keeps it: whole numbers exactly, doubles with the error of each
 * addition carried along, so that ten times 0.1 is 1.
 */
export class Total {
  count = 0
  private whole = 0
  private big = 0n
  private high = 0
  private low = 0
  private widest = TYPE.int

  add(value: Value): this {
    this.count++
    if (value.type === TYPE.double || (value.type === TYPE.long && this.widest === TYPE.int)) this.widest = value.type
    if (value.type === TYPE.double) [this.high, this.low] = plus(this.high, this.low, toNumber(value))
    else if (value.type === TYPE.int && Number.isSafeInteger(this.whole + toNumber(value))) this.whole += toNumber(value)
    else this.big += toBigInt(value)
    return this
  }

  private get exact(): bigint {
    return this.big + BigInt(this.whole)
  }

  toNumber(): number {
    const [sum, low] = plus(this.high, this.low, this.big === 0n ? this.whole : Number(this.exact))
    return Number.isFinite(sum) ? sum + low : sum
  }

  /** The narrowest of Int32, Long and Double that was asked for and holds it. */
  toValue(): Value {
    if (this.widest === TYPE.double) return doubleValue(this.toNumber())
    if (this.widest === TYPE.int && this.big === 0n && fitsInt(this.whole)) return intValue(this.whole)
    return fitsLong(this.exact) ? longValue(this.exact) : doubleValue(Number(this.exact))
  }
}

/** The sum, and the error carried along. */
function plus(high: number, low: number, n: number): [number, number] {
  const sum = high + n
  const part = sum - high
  return [sum, low + (high - (sum - part) + (n - part))]
}

type Result = Value | undefined

/** Works through the arguments in order; null if one is. */
export const inTurn = <State>(start: () => State, step: (state: State, value: Value) => State, result: (state: State) => Value) =>
  (inputs: Expression[], doc: Value): Value => {
    let state = start()
    for (const input of inputs) {
      const value = input(doc)
      if (isNullish(value)) return NULL
      state = step(state, value!)
    }
    return result(state)
  }

/** Numbers, and at most one date to which milliseconds are added. */
export const add = inTurn(() => ({ total: new Total(), date: undefined as Result }), (sum, value) => {
  if (isNumber(value)) sum.total.add(value)
  else if (value.type !== TYPE.date) fail('TypeMismatch', `$add only supports numeric or date types, not ${typeName(value.type)}`)
  else if (sum.date) failAt(16612, 'only one date allowed in an $add expression')
  else sum.date = value
  return sum
}, ({ total, date }) => (date ? dateValue(millisOf(date) + Math.round(total.toNumber())) : total.toValue()))

export const multiply = inTurn(() => intValue(1), (product, value) =>
  isNumber(value) ? arithmetic('multiply', product, value) : fail('TypeMismatch', `$multiply only supports numeric types, not ${typeName(value.type)}`), (product) => product)

/** Works on two numbers; null if either is null, else what `otherwise` makes of them. */
const onNumbers = (work: (a: Value, b: Value) => Value, otherwise: (a: Value, b: Value) => Value) => (a: Result, b: Result): Value =>
  isNullish(a) || isNullish(b) ? NULL : (isNumber(a!) && isNumber(b!) ? work : otherwise)(a!, b!)

export const subtract = onNumbers((a, b) => arithmetic('subtract', a, b), (a, b) => {
  if (a.type !== TYPE.date || (b.type !== TYPE.date && !isNumber(b))) fail('TypeMismatch', `can't $subtract ${typeName(b.type)} from ${typeName(a.type)}`)
  return b.type === TYPE.date ? longValue(toBigInt(a) - toBigInt(b)) : dateValue(millisOf(a) - Math.round(toNumber(b)))
})

export const divide = onNumbers(
  (a, b) => (toNumber(b) === 0 ? fail('BadValue', "can't $divide by zero") : doubleValue(toNumber(a) / toNumber(b))),
  (a, b) => fail('TypeMismatch', `$divide only supports numeric types, not ${typeName(a.type)} and ${typeName(b.type)}`),
)

/** A divisor that is an Int32 in all but its type does not make a Double of whole numbers. */
export const modulo = onNumbers((a, b) => {
  const by = toNumber(b)
  if (by === 0) failAt(16610, "can't $mod by zero")
  return arithmetic('remainder', a, b.type === TYPE.double && a.type !== TYPE.double && fitsInt(by) ? intValue(by) : b)
}, (a, b) => failAt(16611, `$mod only supports numeric types, not ${typeName(a.type)} and ${typeName(b.type)}`))

/** Of a Double; whole numbers are whole already and keep their type. */
export const wholePart = (round: (n: number) => number) => (value: Value) => (value.type === TYPE.double ? doubleValue(round(toNumber(value))) : value)

export function absolute(value: Value): Value {
  if (value.type === TYPE.double) return doubleValue(Math.abs(toNumber(value)))
  return toNumber(value) < 0 ? arithmetic('subtract', intValue(0), value, () => failAt(28680, "can't take $abs of long long min")) : value
}
