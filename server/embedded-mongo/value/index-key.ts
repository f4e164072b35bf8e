import { fail } from '../error.ts';
import { decodableType, encodeKey } from './key.ts';
import { Elements, field, isEmpty } from './elements.ts';
import { type Path, parsePath } from './path.ts';
import { TYPE, Value } from './value.ts';

/** What an index or a sort orders by: paths and directions. */
export interface KeyPattern {
  readonly paths: Path[];
  readonly descending: boolean[];
}

export interface IndexKeys {
  keys: Buffer[];
  /** For each field how its key is turned back into the value; all 0 if an array was expanded. */
  types: number[];
  multikey: boolean;
  /** The first name of the path on which an array was expanded: one document has at most one under a pattern. */
  array?: string;
}

export function keyPattern(fields: [string, number][]): KeyPattern {
  return {
    paths: fields.map(([path]) => parsePath(path)),
    descending: fields.map(([, direction]) => direction < 0),
  };
}

/** One field on its way through a document: still walking at `from`, or arrived. */
interface Slot {
  from: Value | undefined;
  segment: number;
}

const UNDEFINED = new Value(TYPE.undefined, Buffer.alloc(0), 0, 0);

/**
 * The keys of one document: one, or one for each element of an array on the paths.
 * Two different arrays under one pattern are refused, as MongoDB does.
 */
export function indexKeys(doc: Value, pattern: KeyPattern): IndexKeys {
  const slots = pattern.paths.map(() => ({ from: doc, segment: 0 }));
  const rows: (Value | undefined)[][] = [];
  const array = expand(slots, pattern.paths, rows);
  const multikey = array !== undefined;
  const keys = rows.map((row) => encodeKey(row, pattern.descending));
  return {
    keys: keys.length > 1 ? unique(keys) : keys,
    types: multikey ? pattern.paths.map(() => 0) : rows[0]!.map(decodableType),
    multikey,
    ...(multikey && { array }),
  };
}

function unique(keys: Buffer[]): Buffer[] {
  const byText = new Map(keys.map((key) => [key.toString('latin1'), key]));
  return [...byText.values()];
}

/** Fills `rows` with the combinations of values; gives the first name of the path that an array was expanded on, if one was. */
function expand(slots: Slot[], paths: Path[], rows: (Value | undefined)[][]): string | undefined {
  const walked = slots.map((slot, i) => walk(slot, paths[i]!));
  const array = commonArray(walked, paths);
  if (!array) {
    rows.push(walked.map((slot) => slot.from));
    return undefined;
  }
  const root = paths[walked.findIndex((slot) => inArray(slot, array))]!.names[0]!.toString();
  if (isEmpty(array)) {
    expand(walked.map((slot, i) => (inArray(slot, array) ? atEmpty(slot, paths[i]!) : slot)), paths, rows);
    return root;
  }
  for (const e = new Elements(array); e.next(); ) {
    const item = e.value();
    expand(walked.map((slot, i) => (inArray(slot, array) ? into(item, slot, paths[i]!) : slot)), paths, rows);
  }
  return root;
}

const inArray = (slot: Slot, array: Value) => slot.segment >= 0 && slot.from?.at === array.at && slot.from.isArray;

/** A slot at its end has segment -1: its value is final, be it an array inside an array. */
function into(item: Value, slot: Slot, path: Path): Slot {
  if (slot.segment === path.names.length) return { from: item, segment: -1 };
  return item.isObject ? { from: item, segment: slot.segment } : { from: undefined, segment: -1 };
}

function atEmpty(slot: Slot, path: Path): Slot {
  return { from: slot.segment === path.names.length ? UNDEFINED : undefined, segment: -1 };
}

/** Walks documents until an array, the end of the path, or nothing. */
function walk(slot: Slot, path: Path): Slot {
  let { from, segment } = slot;
  if (segment < 0) return slot;
  while (segment < path.names.length && from?.isObject) from = field(from, path.names[segment++]!);
  if (from?.isArray) return { from, segment };
  return { from: segment === path.names.length ? from : undefined, segment: -1 };
}

function commonArray(slots: Slot[], paths: Path[]): Value | undefined {
  let array: Value | undefined;
  let first = '';
  slots.forEach((slot, i) => {
    if (slot.segment < 0 || !slot.from?.isArray) return;
    if (array && slot.from.at !== array.at)
      fail('CannotIndexParallelArrays', `cannot index parallel arrays [${last(paths[i]!)}] [${first}]`);
    if (!array) first = last(paths[i]!);
    array ??= slot.from;
  });
  return array;
}

const last = (path: Path) => path.names.at(-1)!.toString();

/** What a sort compares: the least of the document's keys, so of an array its least or greatest. */
export function sortKey(doc: Value, pattern: KeyPattern): Buffer {
  const { keys } = indexKeys(doc, pattern);
  return keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least));
}
