import type { ObjectId } from 'mongodb'
import type { Connection } from 'mongoose'
import { PHOTO_KINDS, type PhotoKind } from '../contract/enumerations.ts'
import type { Photo } from '../contract/hazard.ts'
import { isDuplicate } from '../database/duplicate.ts'
import { findPhotos, photoModel, type PhotoFacts, type PhotoRecord } from './photo.model.ts'

const WIRE = { _id: 1, hazardId: 1, kind: 1, place: 1, by: 1, at: 1, sha256: 1, bytes: 1, width: 1, height: 1 } as const
const FACTS = { ...WIRE, schoolId: 1, mediaType: 1, fileId: 1, displayId: 1, displayBytes: 1 } as const

/** What a photo is stored with; the display picture comes later. */
export type NewPhoto = Omit<PhotoRecord, 'displayId' | 'displayBytes' | 'thumbnail'> & { thumbnail: Buffer }

export type PhotoStore = ReturnType<typeof createPhotoStore>

/** The photos' own collection. The hazard room asks it what has arrived; the bytes are in `photo.files.ts`. */
export function createPhotoStore(connection: Connection) {
  const photos = photoModel(connection)

  return {
    /** The photos of these hazards, before first, in the order of their arrival. A hazard without any has no entry. */
    async ofHazards(hazardIds: readonly string[]): Promise<Map<string, Photo[]>> {
      const found = await photos.find({ hazardId: { $in: hazardIds } }, WIRE).lean<PhotoFacts[]>()
      const byHazard = new Map<string, Photo[]>()
      for (const photo of found.sort(inOrder)) {
        const list = byHazard.get(photo.hazardId)
        if (list) list.push(onTheWire(photo))
        else byHazard.set(photo.hazardId, [onTheWire(photo)])
      }
      return byHazard
    },

    /** Whether every one of these ids is a photo of this kind that has arrived under this hazard. */
    async stored(hazardId: string, photoIds: readonly string[], kind: PhotoKind): Promise<boolean> {
      const found = await photos.find({ _id: { $in: photoIds }, hazardId, kind }, { _id: 1 }).lean()
      return found.length === new Set(photoIds).size
    },

    find: (id: string): Promise<PhotoFacts | null> => photos.findById(id, FACTS).lean<PhotoFacts>().exec(),

    /** With its thumbnail: lists show many, so they come in one reading. */
    findWithThumbnail: (id: string): Promise<PhotoRecord | null> => photos.findById(id).lean<PhotoRecord>().exec(),

    /** Everything under one hazard but the thumbnails. */
    underHazard: (hazardId: string): Promise<PhotoFacts[]> => findPhotos(photos, { hazardId }, FACTS),

    /** The commit. False when the id or the place is taken already. Any other failure leaves the outcome to be asked for again. */
    async insert({ thumbnail, ...facts }: NewPhoto): Promise<boolean> {
      try {
        await photos.collection.insertOne({ ...facts, displayId: null, displayBytes: null, thumbnail } as never)
        return true
      } catch (error) {
        if (isDuplicate(error)) return false
        throw error
      }
    },

    /** Gives the photo its display picture. False when another made one first; then that one stands. */
    async claimDisplay(id: string, displayId: ObjectId, displayBytes: number): Promise<boolean> {
      const { modifiedCount } = await photos.updateOne({ _id: id, displayId: null }, { $set: { displayId, displayBytes } })
      return modifiedCount === 1
    },

    /** Those of these files that no photo names, be it as received or as display. */
    async unnamed(fileIds: readonly ObjectId[]): Promise<ObjectId[]> {
      const [received, shown] = await Promise.all([
        photos.find({ fileId: { $in: fileIds } }, { _id: 0, fileId: 1 }).lean<{ fileId: ObjectId }[]>(),
        photos.find({ displayId: { $in: fileIds, $type: 'objectId' } }, { _id: 0, displayId: 1 }).lean<{ displayId: ObjectId }[]>(),
      ])
      const named = new Set([...received.map((row) => row.fileId), ...shown.map((row) => row.displayId)].map((id) => id.toHexString()))
      return fileIds.filter((id) => !named.has(id.toHexString()))
    },
  }
}

export function onTheWire(photo: Omit<PhotoFacts, 'displayId' | 'displayBytes'>): Photo {
  return {
    id: photo._id, kind: photo.kind, by: photo.by, at: photo.at.toISOString(),
    sha256: photo.sha256, bytes: photo.bytes, width: photo.width, height: photo.height,
  }
}

/** The place that the next photo of this kind has, after those that are there. */
export const nextPlace = (held: readonly PhotoFacts[], kind: PhotoKind): number =>
  held.reduce((next, photo) => (photo.kind === kind ? Math.max(next, photo.place + 1) : next), 0)

const inOrder = (a: PhotoFacts, b: PhotoFacts) => (a.kind === b.kind ? a.place - b.place : PHOTO_KINDS.indexOf(a.kind) - PHOTO_KINDS.indexOf(b.kind))
