import type { Binary, ObjectId } from 'mongodb'
import { Schema, type Connection, type Model } from 'mongoose'
import { PHOTO_KINDS, type PhotoKind } from '../contract/enumerations.ts'

/** The types of picture that are taken in. What a file says of itself is not believed: the decode decides. */
export const MEDIA_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const
export type MediaType = (typeof MEDIA_TYPES)[number]

/**
 * A photo as it is stored. Its insert is the commit: bytes in GridFS that no photo names are swept.
 * `place` counts the photos of one kind under one hazard from 0; whoever inserts a place first has it.
 * `sha256` is of the file as received; width and height are those of the picture held upright.
 * The thumbnail stands last, so that reading the other fields need not pass over it.
 */
export interface PhotoRecord {
  _id: string
  hazardId: string
  schoolId: string
  kind: PhotoKind
  place: number
  by: string
  at: Date
  sha256: string
  bytes: number
  width: number
  height: number
  mediaType: MediaType
  fileId: ObjectId
  /** The display picture, once somebody has looked at the photo. */
  displayId: ObjectId | null
  displayBytes: number | null
  thumbnail: Binary
}

/** Everything but the thumbnail. */
export type PhotoFacts = Omit<PhotoRecord, 'thumbnail'>

const options = {
  versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false,
} as const

const photos = new Schema<PhotoRecord>({
  _id: String,
  hazardId: { type: String, required: true },
  schoolId: { type: String, required: true },
  kind: { type: String, enum: PHOTO_KINDS, required: true },
  place: { type: Number, required: true },
  by: { type: String, required: true },
  at: { type: Date, required: true },
  sha256: { type: String, required: true },
  bytes: { type: Number, required: true },
  width: { type: Number, required: true },
  height: { type: Number, required: true },
  mediaType: { type: String, enum: MEDIA_TYPES, required: true },
  fileId: { type: Schema.Types.ObjectId, required: true },
  displayId: { type: Schema.Types.ObjectId, default: null },
  displayBytes: { type: Number, default: null },
  thumbnail: { type: Schema.Types.Buffer as unknown as typeof Binary, required: true },
}, options)

// A hazard's photos in order, and the place's allocation: of two that arrive at once for the last place, one has it.
photos.index({ hazardId: 1, kind: 1, place: 1 }, { unique: true })
// The sweep asks which of a batch of files are named.
photos.index({ fileId: 1 })
photos.index({ displayId: 1 }, { partialFilterExpression: { displayId: { $type: 'objectId' } } })

export type PhotoModel = Model<PhotoRecord>

/** Photos by the driver alone: every photo that comes in asks what is there. */
export const findPhotos = (photos: PhotoModel, filter: object, projection: object): Promise<PhotoFacts[]> =>
  photos.collection.find(filter, { projection }).toArray() as unknown as Promise<PhotoFacts[]>

export const photoModel = (connection: Connection): PhotoModel => connection.model<PhotoRecord>('Photo', photos, 'photos')

/** GridFS as its specification lays it out, declared here so that its index is made at start with all the others. */
export interface FileRecord {
  _id: ObjectId
  length: number
  chunkSize: number
  uploadDate: Date
  filename: string
}
export interface ChunkRecord {
  _id: ObjectId
  files_id: ObjectId
  n: number
  data: Buffer
}

const files = new Schema<FileRecord>({
  _id: Schema.Types.ObjectId, length: Number, chunkSize: Number, uploadDate: Date, filename: String,
}, options)
const chunks = new Schema<ChunkRecord>({
  _id: Schema.Types.ObjectId, files_id: Schema.Types.ObjectId, n: Number, data: Buffer,
}, options)
chunks.index({ files_id: 1, n: 1 }, { unique: true })

export const fileModel = (connection: Connection, bucket = 'fs'): Model<FileRecord> =>
  connection.model<FileRecord>(`File in ${bucket}`, files, `${bucket}.files`)
export const chunkModel = (connection: Connection, bucket = 'fs'): Model<ChunkRecord> =>
  connection.model<ChunkRecord>(`Chunk in ${bucket}`, chunks, `${bucket}.chunks`)
