import type { Condition, Filter } from '../query/filter.ts';
import type { Sort } from '../query/sort.ts';
import type { Index } from '../store/index.ts';
import { equal } from '../value/compare.ts';
import { arrayItems } from '../value/elements.ts';
import { isTruthy } from '../value/number.ts';
import { isNullish } from '../value/value.ts';
import { type Interval, edgeKey, flipped, intersect, narrow } from './intervals.ts';

/** A stretch of index entries, and how long the part of the key is that does not change in it. */
export interface Range {
  start: Buffer;
  end: Buffer;
}

/** Ranges in key order that one merge stream reads one after the other. */
export interface Stream {
  ranges: Range[];
  /** Where in its keys the fields begin that the sort asks for. */
  suffix: number;
}

/** One way to answer a query from one index. */
export interface IndexPlan {
  index: Index;
  /** For each bounded field its intervals, in the index's own direction. */
  bounds: Interval[][];
  streams: Stream[];
  reverse: boolean;
  sorted: boolean;
  /** Whether the ranges hold exactly the matching documents. */
  exact: boolean;
  score: number;
  /** Whether its keys hold everything that is needed, so that no document is read. */
  covers: boolean;
}

/** Not to read documents is worth more than a range, and less than an equality. */
const COVERS_SCORE = 6;

/** Whether every one of these paths can be read from the index's keys. */
function holds(index: Index, paths: string[]): boolean {
  if (index.multikey || index.fields.some(([path]) => path.includes('.'))) return false;
  return paths.every((path) => index.fields.some(([held]) => held === path));
}

/** Every path a filter reads. */
export function pathsOf(filter: Filter): string[] {
  return filter.kind === 'field' ? [filter.condition.path.text] : filter.parts.flatMap(pathsOf);
}

/** More combinations of points than this, and further fields are filtered rather than looked up. */
const MAX_POINTS = 2000;

/** The best use of this index for the filter and sort, or undefined if it is of none. */
export function planIndex(index: Index, filter: Filter, sort: Sort | undefined, needed?: string[]): IndexPlan | undefined {
  const parts = filter.kind === 'and' ? filter.parts : [filter];
  if (index.building || (index.partial && !implies(parts, index.partial))) return undefined;
  const { bounds, used } = boundsOf(index, parts);
  const fit = sort && sort.fields.every(([path]) => !isArray(index, path)) ? fitSort(index, bounds, sort) : undefined;
  if (bounds.length === 0 && !fit && !index.partial) return undefined;
  const covers = needed !== undefined && holds(index, [...needed, ...pathsOf(filter), ...(fit || !sort ? [] : sort.fields.map(([path]) => path))]);
  return {
    index,
    bounds,
    covers,
    streams: streamsOf(index, bounds, fit?.start ?? 0),
    reverse: fit?.reverse ?? false,
    sorted: !sort || fit !== undefined,
    exact: !index.multikey && !index.partial && used === parts.length,
    score: scoreOf(index, bounds, fit !== undefined) + (covers ? COVERS_SCORE : 0),
  };
}

/** Whether a document may have several keys in this field. */
const isArray = (index: Index, path: string) => index.arrays.has(path.split('.')[0]!);

const isPoints = (intervals: Interval[]) => intervals.every((interval) => interval.point !== undefined);

/** The fields' intervals from the first on: points as long as they last, then at most one range. */
function boundsOf(index: Index, parts: Filter[]): { bounds: Interval[][]; used: number } {
  const bounds: Interval[][] = [];
  const roots = new Set<string>();
  let used = 0;
  let points = 1;
  for (const [i, [path]] of index.fields.entries()) {
    const conditions = parts.flatMap((part) => (part.kind === 'field' && part.condition.path.text === path ? [part.condition] : []));
    const root = path.split('.')[0]!;
    // Two fields of one array need not be met by the same element, so only one may narrow the keys.
    const array = isArray(index, path);
    const intervals = array && roots.has(root) ? undefined : intervalsFor(conditions, array);
    if (!intervals || (points > 1 && points * intervals.list.length > MAX_POINTS)) break;
    roots.add(root);
    points *= intervals.list.length;
    used += intervals.used;
    bounds.push(index.pattern.descending[i] ? intervals.list.map(flipped).reverse() : intervals.list);
    if (!isPoints(intervals.list)) break;
  }
  return { bounds, used };
}

/** All conditions on a field together; on an array each might be met by another element. */
function intervalsFor(conditions: Condition[], array: boolean): { list: Interval[]; used: number } | undefined {
  let list: Interval[] | undefined;
  let used = 0;
  for (const condition of conditions) {
    const narrowing = narrow(condition);
    if (!narrowing) continue;
    if (narrowing.exact) used++;
    if (list === undefined) list = narrowing.intervals;
    else if (!array) list = intersect(list, narrowing.intervals);
    else if (isPoints(narrowing.intervals) && !isPoints(list)) list = narrowing.intervals;
  }
  return list && { list, used };
}

/** From which field on the index yields the sort's order, and whether read backwards. */
function fitSort(index: Index, bounds: Interval[][], sort: Sort): { start: number; reverse: boolean } | undefined {
  const pinned = new Set(index.fields.filter((_, i) => bounds[i]?.length === 1 && isPoints(bounds[i])).map(([path]) => path));
  const wanted = sort.fields.filter(([path]) => !pinned.has(path));
  const points = bounds.filter(isPoints).length;
  for (let start = 0; start <= points; start++) {
    const reverse = fitFrom(index, start, pinned, wanted);
    if (reverse !== undefined) return { start, reverse };
  }
  return undefined;
}

function fitFrom(index: Index, start: number, pinned: Set<string>, wanted: [string, 1 | -1][]): boolean | undefined {
  let turn = 0;
  let i = start;
  for (const [path, direction] of wanted) {
    while (i < index.fields.length && index.fields[i]![0] !== path && pinned.has(index.fields[i]![0])) i++;
    const field = index.fields[i++];
    if (!field || field[0] !== path) return undefined;
    const needed = direction * Math.sign(field[1]);
    if (turn !== 0 && needed !== turn) return undefined;
    turn = needed;
  }
  return turn < 0;
}

/** One stream for each combination of the first `start` fields; within it, ranges in key order. */
function streamsOf(index: Index, bounds: Interval[][], start: number): Stream[] {
  const leading = prefixes([index.prefix], bounds.slice(0, start));
  const rest = bounds.slice(start);
  return leading.map((prefix) => ({ ranges: rangesUnder(prefix, rest), suffix: prefix.length }));
}

const prefixes = (from: Buffer[], bounds: Interval[][]): Buffer[] =>
  bounds.reduce((list, points) => list.flatMap((prefix) => points.map((point) => Buffer.concat([prefix, point.from.bytes]))), from);

function rangesUnder(prefix: Buffer, bounds: Interval[][]): Range[] {
  const last = bounds.at(-1);
  if (!last) return [{ start: prefix, end: edgeKey(prefix, { bytes: Buffer.alloc(0), after: true }) }];
  return prefixes([prefix], bounds.slice(0, -1)).flatMap((lead) =>
    last.map(({ from, to }) => ({ start: edgeKey(lead, from), end: edgeKey(lead, to) })),
  );
}

/** Equality counts most, then order, then a range; a unique key wholly given beats all. */
function scoreOf(index: Index, bounds: Interval[][], sorted: boolean): number {
  const single = index.unique && bounds.length === index.fields.length && bounds.every((list) => list.length === 1 && isPoints(list));
  const fields = bounds.reduce((sum, list) => sum + (isPoints(list) ? (list.length === 1 ? 9 : 7) : 4), 0);
  return fields + (sorted ? 8 : 0) + (single ? 100 : 0) + (index.partial ? 2 : 0) - index.fields.length / 100;
}

/** Whether the filter lets nothing through that a partial index leaves out. */
function implies(parts: Filter[], partial: Filter): boolean {
  if (partial.kind === 'and') return partial.parts.every((part) => implies(parts, part));
  if (partial.kind !== 'field') return false;
  const { condition } = partial;
  return parts.some((part) => part.kind === 'field' && part.condition.path.text === condition.path.text && conditionImplies(part.condition, condition));
}

function conditionImplies(given: Condition, wanted: Condition): boolean {
  if (given.operator === wanted.operator && equal(given.operand, wanted.operand)) return true;
  const values = given.operator === '$eq' ? [given.operand] : given.operator === '$in' ? arrayItems(given.operand) : undefined;
  if (wanted.operator === '$exists' && isTruthy(wanted.operand)) return impliesExists(given, values);
  if (!POSITIVE.has(wanted.operator)) return false;
  return values !== undefined && values.every((value) => !isNullish(value) && !value.isArray && wanted.test(value));
}

const POSITIVE = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$type']);
const NEEDS_VALUE = new Set(['$gt', '$gte', '$lt', '$lte', '$size', '$type', '$elemMatch']);

function impliesExists(given: Condition, values: Condition['operand'][] | undefined): boolean {
  if (values) return values.every((value) => !isNullish(value));
  return NEEDS_VALUE.has(given.operator) && !isNullish(given.operand);
}
