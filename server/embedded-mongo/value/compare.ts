import { Elements } from './elements.ts';
import { compareNumbers } from './number.ts';
import { TYPE, type Value, longToNumber } from './value.ts';

/**
 * MongoDB's order of types. The numbers are also the first byte of an index key,
 * so they are part of the format on disk; gaps and limits (5 to 240) are meant.
 */
const RANKS: Record<number, number> = {
  [TYPE.minKey]: 0x05,
  [TYPE.undefined]: 0x0a,
  [TYPE.null]: 0x10,
  [TYPE.double]: 0x20,
  [TYPE.int]: 0x20,
  [TYPE.long]: 0x20,
  [TYPE.decimal]: 0x20,
  [TYPE.string]: 0x30,
  [TYPE.symbol]: 0x30,
  [TYPE.object]: 0x40,
  [TYPE.array]: 0x50,
  [TYPE.binData]: 0x60,
  [TYPE.objectId]: 0x70,
  [TYPE.bool]: 0x80,
  [TYPE.date]: 0x90,
  [TYPE.timestamp]: 0xa0,
  [TYPE.regex]: 0xb0,
  [TYPE.dbPointer]: 0xc0,
  [TYPE.javascript]: 0xd0,
  [TYPE.javascriptWithScope]: 0xd8,
  [TYPE.maxKey]: 0xf0,
};
export const NULL_RANK = 0x10;
export const NUMBER_RANK = 0x20;

const table = new Uint8Array(256);
for (const [type, rank] of Object.entries(RANKS)) table[Number(type)] = rank;

export const rankOf = (type: number) => table[type]!;

/** The order of two values as MongoDB sorts them, across all types. */
export function compare(a: Value, b: Value): number {
  const rank = rankOf(a.type);
  const byRank = rank - rankOf(b.type);
  if (byRank !== 0) return byRank;
  if (rank === NUMBER_RANK) return compareNumbers(a, b);
  return sameRank[rank]!(a, b);
}

export const equal = (a: Value, b: Value) => compare(a, b) === 0;

type Order = (a: Value, b: Value) => number;

const byBytes: Order = (a, b) => a.bytes.compare(b.bytes, b.at, b.end, a.at, a.end);
const byText: Order = (a, b) =>
  a.bytes.compare(b.bytes, b.at + 4, b.end - 1, a.at + 4, a.end - 1);
const byLong: Order = (a, b) => {
  const difference = longToNumber(a.bytes, a.at) - longToNumber(b.bytes, b.at);
  if (difference !== 0) return difference;
  const x = a.bytes.readBigInt64LE(a.at);
  const y = b.bytes.readBigInt64LE(b.at);
  return x < y ? -1 : x > y ? 1 : 0;
};
/** Length first, then subtype, then the bytes. */
const byBinary: Order = (a, b) =>
  a.end - a.at - (b.end - b.at) || a.bytes.compare(b.bytes, b.at + 4, b.end, a.at + 4, a.end);

/** Field by field: type, then name (in documents only), then value; the shorter is less. */
function byElements(a: Value, b: Value): number {
  const x = new Elements(a);
  const y = new Elements(b);
  for (;;) {
    const more = x.next();
    if (!y.next()) return more ? 1 : 0;
    if (!more) return -1;
    const order = rankOf(x.type) - rankOf(y.type) || byName(a, x, y) || compare(x.value(), y.value());
    if (order !== 0) return order;
  }
}

function byName(owner: Value, x: Elements, y: Elements): number {
  if (owner.isArray) return 0;
  return x.bytes.compare(y.bytes, y.nameAt, y.at - 1, x.nameAt, x.at - 1);
}

const alike: Order = () => 0;
const sameRank: Record<number, Order> = {
  [rankOf(TYPE.minKey)]: alike,
  [rankOf(TYPE.undefined)]: alike,
  [NULL_RANK]: alike,
  [rankOf(TYPE.string)]: byText,
  [rankOf(TYPE.object)]: byElements,
  [rankOf(TYPE.array)]: byElements,
  [rankOf(TYPE.binData)]: byBinary,
  [rankOf(TYPE.objectId)]: byBytes,
  [rankOf(TYPE.bool)]: byBytes,
  [rankOf(TYPE.date)]: byLong,
  [rankOf(TYPE.timestamp)]: byLong,
  [rankOf(TYPE.regex)]: byBytes,
  [rankOf(TYPE.dbPointer)]: byBytes,
  [rankOf(TYPE.javascript)]: byBytes,
  [rankOf(TYPE.javascriptWithScope)]: byBytes,
  [rankOf(TYPE.maxKey)]: alike,
};
