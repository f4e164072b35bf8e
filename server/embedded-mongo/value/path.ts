import { fail } from '../error.ts';
import { Elements, field } from './elements.ts';
import type { Value } from './value.ts';

/** A dotted path, cut once. */
export interface Path {
  readonly text: string;
  readonly names: Buffer[];
  /** The segment as an array index, or -1. */
  readonly indexes: number[];
}

export function parsePath(text: string): Path {
  const parts = text.split('.');
  return {
    text,
    names: parts.map((part) => Buffer.from(part)),
    indexes: parts.map((part) => (/^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : -1)),
  };
}

/** A path in a place where MongoDB wants no empty segment. */
export function parseStrictPath(text: string): Path {
  if (text === '') fail('BadValue', 'An empty update path is not valid.');
  if (text.split('.').includes(''))
    fail('BadValue', `The update path '${text}' contains an empty field name, which is not allowed.`);
  return parsePath(text);
}

type Test = (value: Value | undefined) => boolean;

/**
 * Whether any value that a query's path reaches passes: arrays on the way are searched element by
 * element (and by index, if the segment is a number); a missing value is tested as undefined.
 * An array at the end is tested by element and whole (`leaf` = 'each') or only whole.
 */
export function anyAt(doc: Value, path: Path, test: Test, leaf: 'each' | 'whole', from = 0): boolean {
  let value: Value | undefined = doc;
  for (let i = from; i < path.names.length; i++) {
    value = value.isObject ? field(value, path.names[i]!) : undefined;
    if (value === undefined) return test(undefined);
    if (value.isArray && i + 1 < path.names.length) return anyInArray(value, path, test, leaf, i + 1);
  }
  if (leaf === 'each' && value.isArray) {
    for (const e = new Elements(value); e.next(); ) if (test(e.value())) return true;
  }
  return test(value);
}

function anyInArray(array: Value, path: Path, test: Test, leaf: 'each' | 'whole', i: number): boolean {
  const wanted = path.indexes[i]!;
  let index = 0;
  for (const e = new Elements(array); e.next(); index++) {
    const item = e.value();
    if (item.isObject && anyAt(item, path, test, leaf, i)) return true;
    if (index !== wanted) continue;
    if (i + 1 === path.names.length) {
      if (test(item)) return true;
    } else if (item.isObject) {
      if (anyAt(item, path, test, leaf, i + 1)) return true;
    } else if (item.isArray && anyInArray(item, path, test, leaf, i + 1)) return true;
  }
  return false;
}

/** What `distinct` collects: like a query's path, arrays at the end by element, nothing missing. */
export function collectAt(doc: Value, path: Path, collect: (value: Value) => void) {
  const seen: Test = (value) => {
    if (value && !value.isArray) collect(value);
    else if (value) for (const e = new Elements(value); e.next(); ) collect(e.value());
    return false;
  };
  anyAt(doc, path, seen, 'whole');
}
