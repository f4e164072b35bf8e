import { Elements } from './elements.ts'
import { compareNumbers } from './number.ts'
import { RANKS, TYPE, type Value } from './value.ts'

/** A type's place in MongoDB's order of types. */
export const rankOf = (type: number) => RANKS[type]!
export const NULL_RANK = rankOf(TYPE.null)
export const NUMBER_RANK = rankOf(TYPE.int)

type Order = (a: Value, b: Value) => number

/** By the bytes behind the first so many. */
const byBytes = (skip: number): Order => (a, b) => a.bytes.compare(b.bytes, b.at + skip, b.end, a.at + skip, a.end)

/** How two values of one rank compare: by their bytes, where nothing else is said. */
const ORDERS: Order[] = new Array<Order>(256).fill(byBytes(0))
ORDERS[rankOf(TYPE.int)] = compareNumbers
ORDERS[rankOf(TYPE.date)] = compareNumbers
ORDERS[rankOf(TYPE.string)] = byBytes(4)
ORDERS[rankOf(TYPE.object)] = ORDERS[rankOf(TYPE.array)] = byElements
/** Length first, then subtype, then the bytes. */
ORDERS[rankOf(TYPE.binData)] = (a, b) => a.end - a.at - (b.end - b.at) || byBytes(4)(a, b)

/** Field by field: type, then name (in documents only), then value; the shorter is less. */
function byElements(a: Value, b: Value): number {
  const [x, y] = [new Elements(a), new Elements(b)]
  for (;;) {
    const more = x.next()
    if (!y.next()) return Number(more)
    if (!more) return -1
    const byName = () => (a.isArray ? 0 : x.bytes.compare(y.bytes, y.nameAt, y.at - 1, x.nameAt, x.at - 1))
    const order = rankOf(x.type) - rankOf(y.type) || byName() || compare(x.value(), y.value())
    if (order !== 0) return order
  }
}

/** The order of two values as MongoDB sorts them, across all types. */
export function compare(a: Value, b: Value): number {
  const rank = rankOf(a.type)
  return rank - rankOf(b.type) || ORDERS[rank]!(a, b)
}

export const equal = (a: Value, b: Value) => compare(a, b) === 0
