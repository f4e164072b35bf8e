import { merged } from '../merge.ts'
import { forAWhile, nextTurn, startTurn, turnIsOver } from '../turn.ts'
import type { Collection } from './collection.ts'
import type { Index } from './index.ts'
import type { Store } from './store.ts'

/** How many entries are put in order before they are written: each page of the index is then written once for many of them. */
const BATCH = 250_000

/** Entries of documents up to record `last`, or up to the end, in runs that are in order each. */
interface Batch {
  runs: Buffer[][]
  last?: number
}

/**
 * Enters the documents that were there before the index, a short transaction at a time; writers keep
 * the index right meanwhile, and what they touch is entered anew. One index is built after the other, so
 * that one batch is in memory. Until it is done the catalog says `building`, so that after a crash it is
 * begun anew. On an error (two documents under one unique key) the index is gone again.
 */
export function buildIndex(store: Store, collection: Collection, index: Index): Promise<void> {
  const turn = store.lastBuild.then(() => build(store, collection, index))
  store.lastBuild = turn.catch(() => undefined)
  return turn
}

async function build(store: Store, collection: Collection, index: Index) {
  const isGone = () => store.collections.get(collection.ns) !== collection || !collection.indexes.includes(index)
  const ifThere = (change: () => void) => store.disk.write(() => (isGone() ? undefined : change()))
  try {
    // What was written just before the index was there is seen by a reader only after this.
    await store.disk.write(() => undefined)
    for (let last: number | undefined = 0; last !== undefined && !isGone();) {
      const batch: Batch = await readBatch(collection, index, last)
      const entries = merged(batch.runs, Buffer.compare)
      while (!(await store.disk.write(() => isGone() || enterSome(collection, index, entries))));
      last = batch.last
    }
    await ifThere(() => {
      index.building = false
      store.save(collection)
    })
  } catch (error) {
    await ifThere(() => store.dropIndex(collection, index))
    throw error
  }
}

async function readBatch(collection: Collection, index: Index, after: number): Promise<Batch> {
  const runs: Buffer[][] = []
  let run: Buffer[] = []
  let size = 0
  startTurn()
  for (const { record, doc } of collection.scan(after)) {
    const { entries, array } = index.entriesOf(doc, record)
    if (array !== undefined) index.arrays.add(array)
    run.push(...entries)
    size += entries.length
    if (size <= BATCH && !turnIsOver()) continue
    runs.push(run.sort(Buffer.compare))
    if (size > BATCH) return { runs, last: record }
    run = []
    await nextTurn()
  }
  return { runs: [...runs, run.sort(Buffer.compare)] }
}

/** Inside a write: enters for a while what was read, then what was changed since as it is now, and returns whether that was all. */
function enterSome(collection: Collection, index: Index, entries: Iterator<Buffer>): boolean {
  const touched = index.touched.values()
  return forAWhile(() => {
    const { done, value } = entries.next()
    if (!done) {
      if (!index.touched.has(index.recordOf(value))) collection.enter(index, value)
      return true
    }
    const { value: record } = touched.next()
    if (record === undefined) return false
    const doc = collection.document(record)
    if (doc) for (const entry of index.entriesOf(doc, record).entries) collection.enter(index, entry)
    return index.touched.delete(record)
  })
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
