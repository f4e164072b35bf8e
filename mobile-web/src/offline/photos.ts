import { database, durably } from './database.ts'
import type { KeptPhoto } from './kept.ts'

/** Photos that this phone would not store (a private window, a full disk): they live as long as the page does. */
const unkept = new Map<string, KeptPhoto>()

/** False when the phone would not store it; the photo can still be sent while the page stays open. */
export async function keepPhoto(photo: KeptPhoto): Promise<boolean> {
  try {
    await durably(['photos'], (tx) => tx.objectStore('photos').put(photo))
    return true
  } catch {
    unkept.set(photo.id, photo)
    return false
  }
}

export async function dropPhotos(ids: readonly string[]): Promise<void> {
  for (const id of ids) unkept.delete(id)
  await durably(['photos'], (tx) => Promise.all(ids.map((id) => tx.objectStore('photos').delete(id))))
}

/** The photos that are still there, in the order of `ids`. */
export async function photosById(ids: readonly string[]): Promise<KeptPhoto[]> {
  const found = await Promise.all(ids.map(photoById))
  return found.filter((photo) => photo !== undefined)
}

export async function photoById(id: string): Promise<KeptPhoto | undefined> {
  return unkept.get(id) ?? (await database()).get('photos', id)
}

/** A kill between the photo and the draft that names it leaves a photo that nobody owns; an hour later it goes. */
const ORPHAN_MS = 3_600_000

export async function sweepPhotos(now: number): Promise<void> {
  const db = await database()
  const owners = [...await db.getAll('reportDrafts'), ...await db.getAll('actionDrafts'), ...await db.getAll('sendings')]
  const owned = new Set(owners.flatMap(({ photoIds }) => photoIds))
  const old = (await db.getAll('photos')).filter(({ id, takenAt }) => !owned.has(id) && now - takenAt > ORPHAN_MS)
  if (old.length > 0) await dropPhotos(old.map(({ id }) => id))
}
