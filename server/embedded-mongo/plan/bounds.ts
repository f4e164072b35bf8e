import type { Condition } from '../query/filter.ts'
import { after } from '../store/lmdb.ts'
import { NUMBER_RANK, rankOf } from '../value/compare.ts'
import { arrayItems } from '../value/elements.ts'
import { inverted, keyOf } from '../value/key.ts'
import { printValue } from '../value/print.ts'
import { type Value, NULL, TYPE, doubleValue, isNullish, isNumber, isTruthy, toNumber } from '../value/value.ts'

/** A place between keys: before everything that begins with these bytes, or after all of it. */
export interface Edge {
  bytes: Buffer
  after: boolean
  /** The value it comes from; absent at the end of a type. */
  value?: Value
}

/** A stretch of one index field's keys, ascending. */
export interface Interval {
  from: Edge
  to: Edge
  /** The one value it holds, where it holds only one. */
  point?: Value
}

export interface Narrowing {
  intervals: Interval[]
  /** Whether every key inside matches, so that the document need not be asked. */
  exact: boolean
}

/** The edge as key bytes, to follow `prefix` in an index. */
export function edgeKey(prefix: Buffer, edge: Edge): Buffer {
  const key = Buffer.concat([prefix, edge.bytes])
  return edge.after ? after(key) : key
}

export const isPoints = (intervals: Interval[]) => intervals.every(({ point }) => point !== undefined)

function pointAt(value: Value): Interval {
  const bytes = keyOf(value)
  return { from: { bytes, after: false, value }, to: { bytes, after: true, value }, point: value }
}

/** The same interval in a descending field: turned bit by bit and end to end. */
export function flipped({ from, to, point }: Interval): Interval {
  const flip = ({ bytes, after, value }: Edge): Edge => ({ bytes: inverted(bytes), after: !after, value })
  return { from: flip(to), to: flip(from), point }
}

/** What a condition leaves of an index field's keys, or undefined if it leaves them all. */
export function narrow({ operator, operand }: Condition): Narrowing | undefined {
  return Object.hasOwn(NARROWINGS, operator) ? NARROWINGS[operator]!(operand) : undefined
}

/** An array is indexed by its elements, so no one key stands for it. Null is found where missing is too: the document decides. */
function points(values: Value[]): Narrowing | undefined {
  if (values.some((value) => value.isArray || value.type === TYPE.regex)) return undefined
  const intervals = values.map(pointAt).sort((a, b) => Buffer.compare(a.from.bytes, b.from.bytes))
  return { intervals: intervals.filter((interval, i) => !intervals[i - 1]?.from.bytes.equals(interval.from.bytes)), exact: !values.some(isNullish) }
}

/** How the ends of a type's own range are shown; `beyond` says that the upper one lies in the next type. */
type Ends = [low: string, high: string, beyond?: true]
const NUMBERS: Ends = ['-inf.0', 'inf.0']
const LEAST_ID = `ObjectId('${'0'.repeat(24)}')`
/** The types with a range of their own. */
const ENDS = new Map<number, Ends>([
  [TYPE.int, NUMBERS], [TYPE.long, NUMBERS], [TYPE.double, NUMBERS], [TYPE.string, ['""', '{}', true]], [TYPE.bool, ['false', 'true']],
  [TYPE.objectId, [LEAST_ID, `ObjectId('${'f'.repeat(24)}')`]],
  [TYPE.date, ['new Date(-9223372036854775808)', 'new Date(9223372036854775807)']],
  [TYPE.binData, ['BinData(0, )', LEAST_ID, true]],
])

/** `<` and its kin stay within the operand's type; NaN lies below all numbers and is no match. */
function range(side: 'from' | 'to', after: boolean): (operand: Value) => Narrowing | undefined {
  return (value) => {
    if (!ENDS.has(value.type) || (isNumber(value) && Number.isNaN(toNumber(value)))) return undefined
    const rank = rankOf(value.type)
    const edge = { bytes: keyOf(value), after, value }
    // No type has a rank next to another's: these two lie outside of all keys of the type.
    const below = rank === NUMBER_RANK ? { bytes: keyOf(doubleValue(-Infinity)), after: false } : { bytes: Buffer.from([rank - 1]), after: true }
    const above = { bytes: Buffer.from([rank + 1]), after: false }
    return { intervals: [side === 'from' ? { from: edge, to: above } : { from: below, to: edge }], exact: true }
  }
}

const NARROWINGS: Record<string, (operand: Value) => Narrowing | undefined> = {
  $eq: (operand) => points([operand]),
  $in: (operand) => points(arrayItems(operand)),
  $gt: range('from', true),
  $gte: range('from', false),
  $lt: range('to', false),
  $lte: range('to', true),
  $exists: (operand) => (isTruthy(operand) ? undefined : points([NULL])),
}

const NOTHING = Buffer.alloc(0)
const order = (x: Edge, y: Edge) => Buffer.compare(edgeKey(NOTHING, x), edgeKey(NOTHING, y))

/** What is in both, in one walk over the two: both are sorted and free of overlap. */
export function intersect(a: Interval[], b: Interval[]): Interval[] {
  const both: Interval[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i]!, b[j]!]
    const endsFirst = order(x.to, y.to) <= 0
    const from = order(x.from, y.from) >= 0 ? x.from : y.from
    const to = endsFirst ? x.to : y.to
    if (order(from, to) < 0) both.push({ from, to, point: x.point ?? y.point })
    if (endsFirst) i++
    else j++
  }
  return both
}

/** Bounds in MongoDB's notation, in the order in which they are read. */
export function printBounds(intervals: Interval[] | undefined, descending: boolean, reverse: boolean): string[] {
  if (!intervals) return [descending === reverse ? '[MinKey, MaxKey]' : '[MaxKey, MinKey]']
  const printed = intervals.map(({ from, to }) => {
    const { type } = (from.value ?? to.value)!
    // The end of the type that is missing: the low one before the value, the high one behind it, in a descending field vice versa.
    const show = ({ value, after }: Edge, first: boolean) => {
      if (value) return { text: printValue(value), open: after === first }
      const [least, most, beyond = false] = ENDS.get(type)!
      return first === descending ? { text: most, open: beyond } : { text: least, open: false }
    }
    const [low, high] = reverse ? [show(to, false), show(from, true)] : [show(from, true), show(to, false)]
    return `${low.open ? '(' : '['}${low.text}, ${high.text}${high.open ? ')' : ']'}`
  })
  return reverse ? printed.reverse() : printed
}
