import { fail, failAt, refuse } from '../error.ts';
import { Elements } from '../value/elements.ts';
import { type KeyPattern, keyPattern, sortKey } from '../value/index-key.ts';
import { isNumber, toNumber } from '../value/number.ts';
import type { Value } from '../value/value.ts';

/** MongoDB's limit for a sort in memory. */
export const MAX_SORT_BYTES = 100 * 1024 * 1024;

export interface Sort extends KeyPattern {
  fields: [string, 1 | -1][];
}

/** Compiles a sort document; undefined if it is empty. */
export function parseSort(spec: Value): Sort | undefined {
  const fields: [string, 1 | -1][] = [];
  for (const e = new Elements(spec); e.next(); ) fields.push([sortPath(e.name), direction(e.name, e.value())]);
  if (fields.length === 0) return undefined;
  if (fields.length > 32) fail('BadValue', 'too many compound keys');
  if (new Set(fields.map(([path]) => path)).size < fields.length) failAt(7472500, 'Duplicate sort key');
  return { fields, ...keyPattern(fields) };
}

function sortPath(path: string): string {
  if (path === '$natural') refuse('$natural');
  if (path === '') failAt(40352, 'FieldPath cannot be constructed with empty string');
  if (path.split('.').includes('')) failAt(15998, 'FieldPath field names may not be empty strings.');
  if (path.split('.').some((part) => part.startsWith('$')))
    failAt(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
  return path;
}

function direction(path: string, value: Value): 1 | -1 {
  if (value.isObject) refuse('$meta in a sort');
  if (!isNumber(value)) failAt(15974, `Illegal key in $sort specification: ${path}`);
  const n = toNumber(value);
  if (n !== 1 && n !== -1) failAt(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  return n;
}

/**
 * Sorts what it is given by a key, stably. With a limit it never holds more than twice as many;
 * without one, more than the memory limit is an error, as in MongoDB.
 */
export class Sorter<T extends { doc: Value }> {
  private rows: { key: Buffer; item: T; size: number; order: number }[] = [];
  private bytes = 0;
  private count = 0;

  constructor(
    private readonly sort: Sort,
    private readonly limit: number,
  ) {}

  add(item: T) {
    const key = keyFor(item.doc, this.sort);
    const size = item.doc.end - item.doc.at + key.length;
    this.rows.push({ key, item, size, order: this.count++ });
    this.bytes += size;
    if (this.limit > 0 && this.rows.length >= Math.max(this.limit * 2, 128)) this.cut();
    if (this.bytes > MAX_SORT_BYTES) this.tooLarge();
  }

  result(): T[] {
    this.cut();
    return this.rows.map((row) => row.item);
  }

  private cut() {
    this.rows.sort((a, b) => Buffer.compare(a.key, b.key) || a.order - b.order);
    if (this.limit === 0 || this.rows.length <= this.limit) return;
    this.rows.length = this.limit;
    this.bytes = this.rows.reduce((sum, row) => sum + row.size, 0);
  }

  private tooLarge() {
    if (this.limit > 0) this.cut();
    if (this.bytes <= MAX_SORT_BYTES) return;
    fail(
      'QueryExceededMemoryLimitNoDiskUseAllowed',
      `Executor error during find command :: caused by :: Sort exceeded memory limit of ${MAX_SORT_BYTES} bytes, but did not opt in to external sorting.`,
    );
  }
}

/** A document's key, with MongoDB's own word for two arrays in one sort. */
function keyFor(doc: Value, sort: Sort): Buffer {
  try {
    return sortKey(doc, sort);
  } catch (error) {
    return fail('BadValue', `cannot sort with keys that are parallel arrays (${String(error)})`);
  }
}
