import { ObjectId } from 'mongodb'
import type { PhotoFiles } from './photo.files.ts'

const DAY_MS = 86_400_000
const FIRST = new ObjectId('000000000000000000000000')

/**
 * Removes what uploads left behind when they were cut off: files that nothing in their bucket's room names, and chunks without a row.
 * Only what is older than a day, so that nothing on its way in is touched; an ObjectId carries its own age.
 * Answers how many files went. Can be run again, and at the same time as another.
 */
export async function sweepOrphans(store: { unnamed(ids: readonly ObjectId[]): Promise<ObjectId[]> }, files: PhotoFiles, now: Date): Promise<number> {
  const before = ObjectId.createFromTime(Math.floor((now.getTime() - DAY_MS) / 1000))
  const unnamed = await sweep((after) => files.between(after, before), store.unnamed, files.remove)
  const rowless = await sweep((after) => files.namedByChunks(after, before), files.withoutRow, files.remove)
  return unnamed + rowless
}

async function sweep(
  next: (after: ObjectId) => Promise<ObjectId[]>,
  orphansOf: (ids: ObjectId[]) => Promise<ObjectId[]>,
  remove: (ids: ObjectId[]) => Promise<void>,
): Promise<number> {
  let removed = 0
  for (let batch = await next(FIRST); batch.length > 0; batch = await next(batch.at(-1)!)) {
    const orphans = await orphansOf(batch)
    if (orphans.length > 0) await remove(orphans)
    removed += orphans.length
  }
  return removed
}
