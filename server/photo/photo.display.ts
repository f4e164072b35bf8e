import type { ObjectId } from 'mongodb'
import type { PhotoFiles } from './photo.files.ts'
import type { PhotoFacts } from './photo.model.ts'
import { drawDisplay } from './photo.pictures.ts'
import type { PhotoStore } from './photo.store.ts'

export interface Display {
  fileId: ObjectId
  bytes: number
}

export type Displays = ReturnType<typeof createDisplays>

/** Display pictures are drawn at their first view, once however many ask, and kept. */
export function createDisplays(store: PhotoStore, files: PhotoFiles, now: () => Date) {
  /** What is being drawn in this process. Other processes are settled by the claim. */
  const drawing = new Map<string, Promise<Display>>()

  async function draw(photo: PhotoFacts): Promise<Display> {
    // It may have been kept since this reader looked.
    const meanwhile = kept((await store.find(photo._id))!)
    if (meanwhile) return meanwhile
    const bytes = await drawDisplay(() => files.readWhole(photo.fileId))
    const fileId = await files.write(bytes, now())
    if (await store.claimDisplay(photo._id, fileId, bytes.length)) return { fileId, bytes: bytes.length }
    await files.remove([fileId])
    return kept((await store.find(photo._id))!)!
  }

  return {
    /** The display picture of this photo, drawn now if nobody has looked at it yet. */
    async of(photo: PhotoFacts): Promise<Display> {
      const there = kept(photo) ?? drawing.get(photo._id)
      if (there) return there
      const drawn = draw(photo).finally(() => drawing.delete(photo._id))
      drawing.set(photo._id, drawn)
      return drawn
    },
  }
}

const kept = ({ displayId, displayBytes }: PhotoFacts): Display | undefined =>
  displayId && displayBytes !== null ? { fileId: displayId, bytes: displayBytes } : undefined
