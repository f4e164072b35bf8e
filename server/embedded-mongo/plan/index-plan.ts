import { type Condition, type Filter, all } from '../query/filter.ts'
import type { Sort } from '../query/sort.ts'
import type { Collection } from '../store/collection.ts'
import type { Index } from '../store/index.ts'
import { type Range, under } from '../store/lmdb.ts'
import { equal } from '../value/compare.ts'
import { arrayItems } from '../value/elements.ts'
import { type Value, isNullish, isTruthy } from '../value/value.ts'
import { type Interval, edgeKey, flipped, intersect, isPoints, narrow } from './bounds.ts'

/** Ranges in key order that one merge stream reads one after the other. */
export interface Stream {
  ranges: Range[]
  /** Where in its keys the fields begin that the sort asks for. */
  suffix: number
}

/** One way to answer a query from one index. */
interface Use {
  index: Index
  /** For each bounded field its intervals, in the index's own direction. */
  bounds: Interval[][]
  /** From which field on the index yields the order asked for. */
  start: number
  reverse: boolean
  sorted: boolean
  /** What the ranges leave open and the keys tell: asked before a document is read. */
  onKey: Filter[]
  /** The paths that are read from its keys. */
  reads: string[]
  /** Whether the ranges hold exactly the matching documents. */
  exact: boolean
  score: number
  /** Whether its keys hold everything that is needed, so that no document is read. */
  covers: boolean
}

/** The way that was chosen, with the keys to read: there may be thousands of them, and the other ways need none. */
export interface Scan extends Use {
  streams: Stream[]
}

/** How a query finds its documents: not at all, one by one, by an index, or for an `$or` by one for each branch. */
export interface Plan {
  kind: 'nothing' | 'collection' | 'index'
  scans: Scan[]
  /** Whether the documents come in the order asked for. */
  sorted: boolean
}

/** What the planner asks of a query; `needed` are the only paths anybody will read of the documents, absent if they are needed whole. */
export interface Wanted {
  filter: Filter
  sort?: Sort
  needed?: string[]
}

/** More combinations of points than this, and further fields are filtered rather than looked up. */
const MAX_POINTS = 2000

/** Chooses the best index, a union of indexes for an `$or`, or the whole collection. */
export function choosePlan(collection: Collection | undefined, wanted: Wanted): Plan {
  const nothing: Plan = { kind: 'nothing', scans: [], sorted: true }
  if (!collection) return nothing
  const best = bestScan(collection, wanted)
  if (best?.bounds.some((list) => list.length === 0)) return nothing
  const union = best && best.bounds.length > 0 ? undefined : unionOf(collection, wanted)
  if (union) return { kind: 'index', scans: union, sorted: !wanted.sort || mergeable(union, wanted.sort) }
  return best ? { kind: 'index', scans: [best], sorted: best.sorted } : { ...nothing, kind: 'collection', sorted: !wanted.sort }
}

function bestScan({ indexes }: Collection, wanted: Wanted): Scan | undefined {
  const uses = indexes.map((index) => useOf(index, wanted)).filter((use) => use !== undefined)
  const best = uses.reduce<Use | undefined>((best, use) => (best && best.score >= use.score ? best : use), undefined)
  return best && { ...best, streams: streamsOf(best.index, best.bounds, best.start) }
}

const partsOf = (filter: Filter): Filter[] => (filter.kind === 'and' ? filter.parts : [filter])

/** One index for each branch of an `$or`, each branch with all the rest of the filter. */
function unionOf(collection: Collection, { filter, sort }: Wanted): Scan[] | undefined {
  const parts = partsOf(filter)
  const or = parts.find((part) => part.kind === 'or')
  if (or?.kind !== 'or') return undefined
  const others = parts.filter((part) => part !== or)
  const scans = or.parts.map((branch) => bestScan(collection, { filter: all([...others, branch]), sort }))
  return scans.every((scan) => scan && scan.bounds.length > 0) ? (scans as Scan[]) : undefined
}

/** Whether the branches' keys can be merged by their bytes: the same fields, turned the same way. */
function mergeable(scans: Scan[], sort: Sort): boolean {
  const orders = scans.map(({ index, bounds, reverse, sorted }) => {
    const at = index.fields.findIndex(([path]) => path === sort.fields[0]![0])
    const fields = index.fields.slice(at, at + sort.fields.length)
    // A sort field that a branch pins down is skipped in its keys, so they would not line up.
    const fits = sorted && at >= 0 && bounds.length <= at + 1 && sort.fields.every(([path], i) => path === fields[i]?.[0])
    return fits ? JSON.stringify([fields, reverse]) : undefined
  })
  return orders[0] !== undefined && orders.every((order) => order === orders[0])
}

/** The best use of this index for what is wanted, or undefined if it is of none. */
function useOf(index: Index, { filter, sort, needed }: Wanted): Use | undefined {
  const parts = partsOf(filter)
  if (index.building || (index.partial && !implies(parts, index.partial))) return undefined
  const { bounds, told } = boundsOf(index, parts)
  const open = parts.filter((part) => !told.includes(part))
  const onKey = open.filter((part) => pathsOf(part).every((path) => tells(index, path)))
  const fit = sort && sort.fields.every(([path]) => !isArray(index, path)) ? fitSort(index, bounds, sort) : undefined
  const asked = needed && [...needed, ...(fit || !sort ? [] : sort.fields.map(([path]) => path))]
  const covers = asked !== undefined && onKey.length === open.length && asked.every((path) => tells(index, path))
  // Without bounds or order an index still counts documents by its keys alone.
  if (bounds.length === 0 && !fit && !index.partial && !(covers && needed!.length === 0 && !index.multikey)) return undefined
  const reads = [...onKey.flatMap(pathsOf), ...(covers ? asked : [])]
  const use = { index, bounds, onKey, reads, covers, start: fit?.start ?? 0, reverse: fit?.reverse ?? false, sorted: !sort || fit !== undefined }
  return { ...use, exact: !index.multikey && !index.partial && open.length === 0, score: scoreOf(use, fit !== undefined) }
}

/** Equality counts most, then order, then not to read documents, then a range; a unique key wholly given beats all. */
function scoreOf({ index, bounds, onKey, covers }: Pick<Use, 'index' | 'bounds' | 'onKey' | 'covers'>, inOrder: boolean): number {
  const single = index.unique && bounds.length === index.fields.length && bounds.every((list) => list.length === 1 && isPoints(list))
  const fields = bounds.reduce((sum, list) => sum + (isPoints(list) ? (list.length === 1 ? 9 : 7) : 4), 0)
  return fields + (inOrder ? 8 : 0) + (single ? 100 : 0) + (covers ? 6 : 0) + onKey.length + (index.partial ? 2 : 0) - index.fields.length / 100
}

const rootOf = (path: string) => path.split('.')[0]!

/** Whether a document may have several keys in this field. */
const isArray = (index: Index, path: string) => index.arrays.has(rootOf(path))

/** Whether this path can be read from the index's keys. */
const tells = (index: Index, path: string) => !path.includes('.') && !isArray(index, path) && index.fields.some(([held]) => held === path)

/** Every path a filter reads. */
export const pathsOf = (filter: Filter): string[] => (filter.kind === 'field' ? [filter.condition.path.text] : filter.parts.flatMap(pathsOf))

/** The fields' intervals from the first on: points as long as they last, then at most one range; and what they tell exactly. */
function boundsOf(index: Index, parts: Filter[]): { bounds: Interval[][]; told: Filter[] } {
  const bounds: Interval[][] = []
  const told: Filter[] = []
  const roots = new Set<string>()
  let points = 1
  for (const [i, [path]] of index.fields.entries()) {
    const array = isArray(index, path)
    // Two fields of one array need not be met by the same element, so only one may narrow the keys.
    const found = array && roots.has(rootOf(path)) ? undefined : intervalsFor(parts, path, array)
    if (!found || (points > 1 && points * found.list.length > MAX_POINTS)) break
    roots.add(rootOf(path))
    points *= found.list.length
    told.push(...found.told)
    bounds.push(index.pattern.descending[i] ? found.list.map(flipped).reverse() : found.list)
    if (!isPoints(found.list)) break
  }
  return { bounds, told }
}

/** All conditions on a field together; on an array each might be met by another element, so one alone. */
function intervalsFor(parts: Filter[], path: string, array: boolean): { list: Interval[]; told: Filter[] } | undefined {
  const found = parts.flatMap((part) => {
    const narrowing = part.kind === 'field' && part.condition.path.text === path ? narrow(part.condition) : undefined
    return narrowing ? [{ part, ...narrowing }] : []
  })
  const taken = array ? [found.find(({ intervals }) => isPoints(intervals)) ?? found[0]].filter((one) => one !== undefined) : found
  if (taken.length === 0) return undefined
  const told = taken.filter(({ exact, intervals }) => exact && (!array || isPoints(intervals))).map(({ part }) => part)
  return { list: taken.map(({ intervals }) => intervals).reduce(intersect), told }
}

/** From which field on the index yields the sort's order, and whether read backwards. */
function fitSort(index: Index, bounds: Interval[][], sort: Sort): { start: number; reverse: boolean } | undefined {
  const pinned = new Set(index.fields.filter((_, i) => bounds[i]?.length === 1 && isPoints(bounds[i])).map(([path]) => path))
  const wanted = sort.fields.filter(([path]) => !pinned.has(path))
  const points = bounds.filter(isPoints).length
  for (let start = 0; start <= points; start++) {
    const reverse = fitFrom(index, start, pinned, wanted)
    if (reverse !== undefined) return { start, reverse }
  }
  return undefined
}

function fitFrom({ fields }: Index, start: number, pinned: Set<string>, wanted: [string, 1 | -1][]): boolean | undefined {
  let turn = 0
  let i = start
  for (const [path, direction] of wanted) {
    while (i < fields.length && fields[i]![0] !== path && pinned.has(fields[i]![0])) i++
    const field = fields[i++]
    const needed = direction * Math.sign(field?.[1] ?? 0)
    if (field?.[0] !== path || (turn !== 0 && needed !== turn)) return undefined
    turn = needed
  }
  return turn < 0
}

/** One stream for each combination of the first `start` fields; within it, ranges in key order. */
const streamsOf = ({ prefix }: Index, bounds: Interval[][], start: number): Stream[] =>
  prefixes(prefix, bounds.slice(0, start)).map((lead) => ({ ranges: rangesUnder(lead, bounds.slice(start)), suffix: lead.length }))

const prefixes = (prefix: Buffer, bounds: Interval[][]): Buffer[] =>
  bounds.reduce((list, points) => list.flatMap((lead) => points.map(({ from }) => Buffer.concat([lead, from.bytes]))), [prefix])

function rangesUnder(prefix: Buffer, bounds: Interval[][]): Range[] {
  const last = bounds.at(-1)
  if (!last) return [under(prefix)]
  return prefixes(prefix, bounds.slice(0, -1)).flatMap((lead) => last.map(({ from, to }) => ({ start: edgeKey(lead, from), end: edgeKey(lead, to) })))
}

/** Whether the filter lets nothing through that a partial index leaves out. */
function implies(parts: Filter[], partial: Filter): boolean {
  if (partial.kind !== 'field') return partial.kind === 'and' && partial.parts.every((part) => implies(parts, part))
  const { condition } = partial
  return parts.some((part) => part.kind === 'field' && part.condition.path.text === condition.path.text && conditionImplies(part.condition, condition))
}

const POSITIVE = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$type'])
const NEEDS_VALUE = new Set(['$gt', '$gte', '$lt', '$lte', '$size', '$type', '$elemMatch'])

function conditionImplies(given: Condition, wanted: Condition): boolean {
  if (given.operator === wanted.operator && equal(given.operand, wanted.operand)) return true
  const values: Value[] | undefined = given.operator === '$eq' ? [given.operand] : given.operator === '$in' ? arrayItems(given.operand) : undefined
  if (wanted.operator === '$exists' && isTruthy(wanted.operand))
    return values ? !values.some(isNullish) : NEEDS_VALUE.has(given.operator) && !isNullish(given.operand)
  return POSITIVE.has(wanted.operator) && values !== undefined && values.every((value) => !isNullish(value) && !value.isArray && wanted.test(value))
}
