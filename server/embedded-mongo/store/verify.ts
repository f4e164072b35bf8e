import { documentOf } from '../value/value.ts';
import { type Collection, after } from './collection.ts';
import { type Index, RECORD_BYTES } from './index.ts';
import type { Disk } from './lmdb.ts';

/**
 * Where a collection's documents and its indexes differ, in words; nothing if they are equal.
 * Looks at every document and every index entry, or at the first `most` of each.
 */
export function differences(disk: Disk, collection: Collection, most = Infinity): string[] {
  const found: string[] = [];
  const range = { start: collection.prefix, end: after(collection.prefix), ...(most < Infinity ? { limit: most } : {}) };
  for (const { key, value } of disk.documents.getRange(range)) {
    const record = key.readUIntBE(4, RECORD_BYTES);
    for (const index of collection.indexes.filter(({ building }) => !building))
      for (const entry of entriesOf(index, documentOf(value), record))
        if (disk.entries.get(entry) === undefined) found.push(`${collection.ns} ${index.name}: record ${record} is not in the index`);
  }
  for (const index of collection.indexes.filter(({ building }) => !building)) found.push(...strayEntries(disk, collection, index, most));
  return found;
}

const entriesOf = (index: Index, doc: ReturnType<typeof documentOf>, record: number) => {
  const keys = index.keysOf(doc);
  return keys ? index.entries(keys, record) : [];
};

function strayEntries(disk: Disk, collection: Collection, index: Index, most: number): string[] {
  const found: string[] = [];
  const range = { start: index.prefix, end: after(index.prefix), ...(most < Infinity ? { limit: most } : {}) };
  for (const entry of disk.entries.getKeys(range)) {
    const record = index.recordOf(entry);
    const doc = collection.document(record);
    if (!doc || !entriesOf(index, doc, record).some((expected) => expected.equals(entry)))
      found.push(`${collection.ns} ${index.name}: the index has a key of record ${record} that its document has not`);
  }
  return found;
}
