import { Elements } from './elements.ts'
import { type Value, RANKS, TYPE, compareNumbers } from './value.ts'

/** A type's place in MongoDB's order of types. */
export const rankOf = (type: number) => RANKS[type]!
export const NUMBER_RANK = rankOf(TYPE.int)
type Order = (a: Value, b: Value) => number
/** By the bytes behind the first so many. */
const byBytes = (skip: number): Order => (a, b) => a.bytes.compare(b.bytes, b.at + skip, b.end, a.at + skip, a.end)
const behindLength = byBytes(4)

/** How two values of one rank compare: by their bytes, where nothing else is said. */
const ORDERS = new Array<Order>(256).fill(byBytes(0))
ORDERS[rankOf(TYPE.int)] = ORDERS[rankOf(TYPE.date)] = compareNumbers
ORDERS[rankOf(TYPE.string)] = behindLength
ORDERS[rankOf(TYPE.binData)] = (a, b) => a.end - a.at - (b.end - b.at) || behindLength(a, b)
ORDERS[rankOf(TYPE.object)] = ORDERS[rankOf(TYPE.array)] = byElements

/** Element by element: type, then name (in documents only), then value; the shorter is less. */
function byElements(a: Value, b: Value): number {
  const x = new Elements(a)
  const y = new Elements(b)
  while (x.next()) {
    if (!y.next()) return 1
    const byName = () => (a.isArray ? 0 : x.bytes.compare(y.bytes, y.from + 1, y.at - 1, x.from + 1, x.at - 1))
    const order = rankOf(x.type) - rankOf(y.type) || byName() || compare(x.value(), y.value())
    if (order !== 0) return order
  }
  return y.next() ? -1 : 0
}

/** The order of two values as MongoDB sorts them, across all types. */
export function compare(a: Value, b: Value): number {
  const rank = rankOf(a.type)
  return rank - rankOf(b.type) || ORDERS[rank]!(a, b)
}

export const equal = (a: Value, b: Value) => compare(a, b) === 0
