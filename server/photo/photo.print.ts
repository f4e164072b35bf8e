import type { PhotoFiles } from './photo.files.ts'
import { drawPrint } from './photo.pictures.ts'
import type { PhotoStore } from './photo.store.ts'

export interface Print { jpeg: Buffer; width: number; height: number }

export type Prints = ReturnType<typeof createPrints>

/** Photos for the office's papers, from the files as they were received. Who may see the paper was asked before. */
export const createPrints = (store: PhotoStore, files: PhotoFiles) => ({
  /** Within these pixels, never enlarged or cropped. Null when there is no such photo, or its file cannot be decoded any more. */
  async of(photoId: string, within: { width: number; height: number }): Promise<Print | null> {
    const photo = await store.find(photoId)
    if (!photo) return null
    const bytes = await files.readWhole(photo.fileId)
    return drawPrint(async () => bytes, within).catch(() => null)
  },
})
