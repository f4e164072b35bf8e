import { fail } from '../error.ts'
import { arrayItems, field, isEmpty } from './elements.ts'
import { decodableType, encodeKey } from './key.ts'
import { type Path, parsePath } from './path.ts'
import { TYPE, Value } from './value.ts'

/** What an index or a sort orders by. */
export interface KeyPattern { readonly paths: Path[]; readonly descending: boolean[] }

export interface IndexKeys {
  keys: Buffer[]
  /** For each field how its key is turned back into the value; all 0 if an array was expanded. */
  types: number[]
  /** The first name of the path on which an array was expanded: one document has at most one under a pattern. */
  array?: string
}

export const keyPattern = (fields: [string, number][]): KeyPattern =>
  ({ paths: fields.map(([path]) => parsePath(path)), descending: fields.map(([, direction]) => direction < 0) })

/** One field on its way through a document: what it has come to, and the name that is next; then it has ARRIVED. */
interface Way { at: Value | undefined; next: number }
const ARRIVED = -1
/** What an empty array is indexed under. */
const NO_ELEMENT = new Value(TYPE.undefined, Buffer.alloc(0))

/**
 * The keys of one document: one, or one for each element of an array on the paths.
 * Two different arrays under one pattern are refused, as MongoDB does.
 */
export function indexKeys(doc: Value, { paths, descending }: KeyPattern): IndexKeys {
  const rows: (Value | undefined)[][] = []
  const array = expand(paths.map(() => ({ at: doc, next: 0 })), paths, rows)
  const keys = rows.map((row) => encodeKey(row, descending))
  if (array === undefined) return { keys, types: rows[0]!.map(decodableType) }
  const distinct = new Map(keys.map((key) => [key.toString('latin1'), key]))
  return { keys: [...distinct.values()], types: paths.map(() => 0), array }
}

/** Fills `rows` with the combinations of values; gives the first name of the path that an array was expanded on, if one was. */
function expand(from: Way[], paths: Path[], rows: (Value | undefined)[][]): string | undefined {
  const ways = from.map((way, i) => walk(way, paths[i]!))
  const [first, ...others] = paths.filter((_, i) => ways[i]!.next !== ARRIVED)
  if (!first) {
    rows.push(ways.map(({ at }) => at))
    return undefined
  }
  const array = ways[paths.indexOf(first)]!.at!
  const other = others.find((path) => ways[paths.indexOf(path)]!.at!.at !== array.at)
  if (other) fail('CannotIndexParallelArrays', `cannot index parallel arrays [${other.names.at(-1)}] [${first.names.at(-1)}]`)
  for (const item of isEmpty(array) ? [NO_ELEMENT] : arrayItems(array))
    expand(ways.map((way, i) => (way.next === ARRIVED ? way : into(item, way.next, paths[i]!))), paths, rows)
  return first.names[0]!.toString()
}

/** Walks documents until an array, the end of the path, or nothing. */
function walk(way: Way, { names }: Path): Way {
  let { at, next } = way
  if (next === ARRIVED) return way
  while (next < names.length && at?.isObject) at = field(at, names[next++]!)
  return at?.isArray ? { at, next } : { at: next === names.length ? at : undefined, next: ARRIVED }
}

/** Into an element: at the end of the path it is the value, be it an array itself; on the way only a document leads on. */
function into(item: Value, next: number, { names }: Path): Way {
  if (next < names.length && item.isObject) return { at: item, next }
  return { at: next === names.length ? item : undefined, next: ARRIVED }
}

/** What a sort compares: the least of the document's keys, so of an array its least or greatest. */
export const sortKey = (doc: Value, pattern: KeyPattern): Buffer =>
  indexKeys(doc, pattern).keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least))
