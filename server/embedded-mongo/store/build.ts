import type { Collection } from './collection.ts'
import type { Index } from './index.ts'
import type { Store } from './store.ts'

/** How long one transaction of a build takes in documents. */
const SLICE_MS = 8

/**
 * Enters the documents that were there before the index, a short transaction at a time; writers keep
 * the index right meanwhile. Until it is done the catalog says `building`, so that after a crash it is
 * begun anew. On an error (two documents under one unique key) the index is gone again.
 */
export async function buildIndex(store: Store, collection: Collection, index: Index) {
  const ifThere = (change: () => void) => store.disk.write(() => (collection.dropped ? undefined : change()))
  try {
    let last: number | undefined = 0
    while (last !== undefined && !collection.dropped) {
      const record: number = last
      last = await store.disk.write(() => enterSome(collection, index, record))
    }
    index.building = false
    await ifThere(() => store.save(collection))
  } catch (error) {
    await ifThere(() => store.dropIndex(collection, index))
    throw error
  }
}

/** Returns the record to go on after, or undefined at the end. */
function enterSome(collection: Collection, index: Index, after: number): number | undefined {
  const until = performance.now() + SLICE_MS
  for (const hit of collection.scan(after)) {
    collection.enter(index, hit)
    if (performance.now() > until) return hit.record
  }
  return undefined
}

/** After a start: does again what a crash cut short. */
export async function resume(store: Store) {
  for (const collection of store.collections.values())
    for (const index of collection.indexes.filter(({ building }) => building)) {
      index.built = buildIndex(store, collection, index)
      await index.built.catch(() => undefined)
    }
  await store.clearGarbage()
}
