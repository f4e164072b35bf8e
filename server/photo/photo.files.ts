import type { Readable } from 'node:stream'
import { GridFSBucket, ObjectId } from 'mongodb'
import type { Connection } from 'mongoose'
import { chunkModel, fileModel } from './photo.model.ts'

export const CHUNK_BYTES = 1024 * 1024
const BATCH = 500

/** A part of a file, both ends included, as HTTP counts them. */
export interface ByteRange {
  start: number
  end: number
}

export type PhotoFiles = ReturnType<typeof createPhotoFiles>

/** Bytes in GridFS, under random ids: nothing is a photo's until a photo names it. Other rooms have buckets of their own. */
export function createPhotoFiles(connection: Connection, name = 'fs') {
  const files = fileModel(connection, name)
  const chunks = chunkModel(connection, name)
  let opened: GridFSBucket | undefined
  const bucket = () => (opened ??= new GridFSBucket(connection.getClient().db(connection.name), { bucketName: name, chunkSizeBytes: CHUNK_BYTES }))

  return {
    /**
     * Keeps these bytes and answers their id once they are durable.
     * Written by hand in GridFS's layout: the driver's stream copies each file twice and waits for one write after the other.
     */
    async write(bytes: Buffer, at: Date): Promise<ObjectId> {
      const id = new ObjectId()
      const pieces = Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, n) => ({
        _id: new ObjectId(), files_id: id, n, data: bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES),
      }))
      await Promise.all([
        chunks.collection.insertMany(pieces),
        files.collection.insertOne({
          _id: id, length: bytes.length, chunkSize: CHUNK_BYTES, uploadDate: at, filename: id.toHexString(),
        }),
      ])
      return id
    },

    read(id: ObjectId, range?: ByteRange): Readable {
      return bucket().openDownloadStream(id, range && { start: range.start, end: range.end + 1 })
    },

    async readWhole(id: ObjectId): Promise<Buffer> {
      return Buffer.concat(await bucket().openDownloadStream(id).toArray() as Buffer[])
    },

    /** The rows go first: chunks without a row are found again by their own sweep. */
    async remove(ids: readonly ObjectId[]): Promise<void> {
      await files.deleteMany({ _id: { $in: ids } })
      await chunks.deleteMany({ files_id: { $in: ids } })
    },

    /** The next files in order of their ids, after one and before another. */
    async between(after: ObjectId, before: ObjectId): Promise<ObjectId[]> {
      const rows = await files.find({ _id: { $gt: after, $lt: before } }, { _id: 1 }).sort({ _id: 1 }).limit(BATCH).lean()
      return rows.map(({ _id }) => _id)
    },

    /** The next ids that chunks name, after one and before another, whether or not the file has a row. */
    async namedByChunks(after: ObjectId, before: ObjectId): Promise<ObjectId[]> {
      const rows = await chunks.find({ files_id: { $gt: after, $lt: before } }, { _id: 0, files_id: 1 })
        .sort({ files_id: 1, n: 1 }).limit(BATCH).lean()
      return rows.map(({ files_id }) => files_id).filter((id, index, all) => index === 0 || !id.equals(all[index - 1]))
    },

    async withoutRow(ids: readonly ObjectId[]): Promise<ObjectId[]> {
      const rows = await files.find({ _id: { $in: ids } }, { _id: 1 }).lean()
      const there = new Set(rows.map(({ _id }) => _id.toHexString()))
      return ids.filter((id) => !there.has(id.toHexString()))
    },
  }
}
