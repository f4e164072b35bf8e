import { NULL_RANK, NUMBER_RANK, rankOf } from '../value/compare.ts';
import { arrayItems } from '../value/elements.ts';
import { inverted, keyOf } from '../value/key.ts';
import { isNumber, isTruthy, toNumber } from '../value/number.ts';
import { NULL, TYPE, type Value, doubleValue, isNullish } from '../value/value.ts';
import type { Condition } from '../query/filter.ts';

/** A place between keys: before everything that begins with these bytes, or after all of it. */
export interface Edge {
  bytes: Buffer;
  after: boolean;
}

/** A stretch of one index field's keys, ascending. */
export interface Interval {
  from: Edge;
  to: Edge;
  /** The one value it holds, where it holds only one. */
  point?: Value;
}

export interface Narrowing {
  intervals: Interval[];
  /** Whether every key inside matches, so that the document need not be asked. */
  exact: boolean;
}

const END = Buffer.from([0xff]);

/** The edge as key bytes, to follow `prefix` in an index. */
export const edgeKey = (prefix: Buffer, edge: Edge) =>
  edge.after ? Buffer.concat([prefix, edge.bytes, END]) : Buffer.concat([prefix, edge.bytes]);

const compareEdges = (a: Edge, b: Edge) => Buffer.compare(edgeKey(NOTHING, a), edgeKey(NOTHING, b));
const NOTHING = Buffer.alloc(0);

function pointAt(value: Value): Interval {
  const bytes = keyOf(value);
  return { from: { bytes, after: false }, to: { bytes, after: true }, point: value };
}

/** The same interval in a descending field: turned bit by bit and end to end. */
export function flipped({ from, to, point }: Interval): Interval {
  const flip = (edge: Edge): Edge => ({ bytes: inverted(edge.bytes), after: !edge.after });
  return { from: flip(to), to: flip(from), point };
}

/** What a condition leaves of an index field's keys, or undefined if it leaves them all. */
export function narrow({ operator, operand }: Condition): Narrowing | undefined {
  if (!Object.hasOwn(NARROWINGS, operator)) return undefined;
  return NARROWINGS[operator]!(operand);
}

/** An array is indexed by its elements, so no one key stands for it. */
const indexable = (value: Value) => !value.isArray && value.type !== TYPE.regex;

/** Null is found under the key that missing has too: the document decides. */
const point = (value: Value): Narrowing | undefined =>
  indexable(value) ? { intervals: [pointAt(value)], exact: !isNullish(value) } : undefined;

function points(operand: Value): Narrowing | undefined {
  const items = arrayItems(operand);
  if (!items.every(indexable)) return undefined;
  const byKey = new Map(items.map((item) => [keyOf(item).toString('latin1'), item]));
  const intervals = [...byKey.values()].map(pointAt);
  intervals.sort((a, b) => Buffer.compare(a.from.bytes, b.from.bytes));
  return { intervals, exact: !items.some(isNullish) };
}

const BOUNDABLE = new Set<number>([
  TYPE.int, TYPE.long, TYPE.double, TYPE.string, TYPE.objectId, TYPE.bool, TYPE.date, TYPE.binData,
]);

/** `<` and its kin stay within the operand's type; NaN lies below all numbers and is no match. */
function range(side: 'from' | 'to', after: boolean): (operand: Value) => Narrowing | undefined {
  return (operand) => {
    if (!BOUNDABLE.has(operand.type)) return undefined;
    if (isNumber(operand) && Number.isNaN(toNumber(operand))) return undefined;
    const rank = rankOf(operand.type);
    const edge = { bytes: keyOf(operand), after };
    // No type has a rank next to another's: these two lie outside of all keys of the type.
    const below = rank === NUMBER_RANK ? { bytes: keyOf(doubleValue(-Infinity)), after: false } : { bytes: Buffer.from([rank - 1]), after: true };
    const from = side === 'from' ? edge : below;
    const to = side === 'to' ? edge : { bytes: Buffer.from([rank + 1]), after: false };
    return { intervals: [{ from, to }], exact: true };
  };
}

const NARROWINGS: Record<string, (operand: Value) => Narrowing | undefined> = {
  $eq: point,
  $in: points,
  $gt: range('from', true),
  $gte: range('from', false),
  $lt: range('to', false),
  $lte: range('to', true),
  $exists: (operand) =>
    isTruthy(operand) ? undefined : { intervals: [{ ...pointAt(NULL) }], exact: false },
};

/** What is in both; both are sorted and free of overlap. */
export function intersect(a: Interval[], b: Interval[]): Interval[] {
  const both: Interval[] = [];
  for (const x of a)
    for (const y of b) {
      const from = compareEdges(x.from, y.from) >= 0 ? x.from : y.from;
      const to = compareEdges(x.to, y.to) <= 0 ? x.to : y.to;
      if (compareEdges(from, to) < 0) both.push({ from, to, point: x.point ?? y.point });
    }
  return both;
}

export const isNullPoint = (interval: Interval) => interval.from.bytes[0] === NULL_RANK;
