import type { Collection } from './collection.ts';
import { type Index, RECORD_BYTES } from './index.ts';
import type { Store } from './store.ts';
import { documentOf } from '../value/value.ts';

/** How long one transaction of a build takes in documents. */
const SLICE_MS = 8;
const CHUNK = 64;

/**
 * Enters the documents that were there before the index, a short transaction at a time; writers keep
 * the index right meanwhile. Until it is done the catalog says `building`, so that after a crash it is
 * begun anew. On an error (two documents under one unique key) the index is gone again.
 */
export async function buildIndex(store: Store, collection: Collection, index: Index) {
  try {
    let start: Buffer | undefined = collection.prefix;
    while (start && !collection.dropped) {
      const from: Buffer = start;
      start = await store.disk.write(() => enterSome(store, collection, index, from));
    }
    await store.disk.write(() => {
      index.building = false;
      if (!collection.dropped) store.save(collection);
    });
  } catch (error) {
    await store.disk.write(() => {
      if (!collection.dropped) store.dropIndex(collection, index);
    });
    void store.clearGarbage();
    throw error;
  }
}

/** Returns the key to go on after, or undefined at the end. */
function enterSome(store: Store, collection: Collection, index: Index, after: Buffer): Buffer | undefined {
  const until = performance.now() + SLICE_MS;
  let last = after;
  do {
    const options = { start: last, exclusiveStart: true, end: Buffer.concat([collection.prefix, Buffer.from([0xff])]), limit: CHUNK };
    const rows = [...store.disk.documents.getRange(options as never)];
    for (const { key, value } of rows) {
      collection.enter(index, key.readUIntBE(4, RECORD_BYTES), documentOf(value));
      last = key;
    }
    if (rows.length < CHUNK) return undefined;
  } while (performance.now() < until);
  return last;
}

/** After a start: does again what a crash cut short. */
export async function resume(store: Store) {
  for (const collection of store.collections.values())
    for (const index of collection.indexes.filter((each) => each.building)) {
      index.built = buildIndex(store, collection, index);
      await index.built.catch(() => undefined);
    }
  await store.clearGarbage();
}
