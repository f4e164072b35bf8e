import type { Collection } from './collection.ts'
import { type Disk, keysIn, under } from './lmdb.ts'

/** The first so many of what comes. */
function* firstOf<T>(items: Iterable<T>, most: number): Generator<T> {
  let n = 0
  for (const item of items) {
    if (n++ >= most) return
    yield item
  }
}

/**
 * Where a collection's documents and its indexes differ, in words; nothing if they are equal.
 * Looks at every document and every index entry, or at the first `most` of each.
 */
export function differences(disk: Disk, collection: Collection, most = Infinity): string[] {
  const found: string[] = []
  for (const index of collection.indexes.filter(({ building }) => !building)) {
    const where = `${collection.ns} ${index.name}:`
    for (const { record, doc } of firstOf(collection.scan(), most))
      for (const entry of index.entriesOf(doc, record).entries)
        if (disk.entries.get(entry) === undefined) found.push(`${where} record ${record} is not in the index`)
    for (const entry of firstOf(keysIn(disk.entries, [under(index.prefix)]), most)) {
      const record = index.recordOf(entry)
      const doc = collection.document(record)
      if (!doc || !index.entriesOf(doc, record).entries.some((expected) => expected.equals(entry)))
        found.push(`${where} the index has a key of record ${record} that its document has not`)
    }
  }
  return found
}
