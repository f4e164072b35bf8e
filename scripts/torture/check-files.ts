import type { ObjectId } from 'mongodb'
import type { HazardRecord } from '../../server/hazard/hazard.model.ts'
import type { ChunkRecord, FileRecord, PhotoRecord } from '../../server/photo/photo.model.ts'
import type { Joined } from './cast.ts'
import type { Ledger } from './ledger.ts'
import { sha256Of } from './photos.ts'

/** Every photo's files are whole, and nothing but acknowledged photos' files is left once the sweep has been. */
export async function checkFiles({ connection }: Joined, hazards: readonly HazardRecord[], ledger: Ledger): Promise<void> {
  const photos = await connection.collection<PhotoRecord>('photos').find().toArray()
  const acknowledged = new Set(ledger.of('photo').map(({ deed }) => deed.id))
  for (const { _id } of photos) if (!acknowledged.has(_id)) ledger.violated('doubled', `photo ${_id} was never acknowledged`)
  for (const id of acknowledged) if (!photos.some(({ _id }) => _id === id)) ledger.violated('lost', `photo ${id} is not stored`)
  for (const photo of photos) {
    if (!hazards.some(({ _id }) => _id === photo.hazardId)) ledger.violated('half', `photo ${photo._id} has no hazard`)
    await checkFile(photo.fileId, photo, photo.bytes, photo.sha256)
    if (photo.displayId) await checkFile(photo.displayId, photo, photo.displayBytes!)
  }
  const named = photos.flatMap(({ fileId, displayId }) => [fileId, displayId]).filter((id) => id !== null).length
  const files = await connection.collection('fs.files').countDocuments()
  if (files !== named) ledger.violated('half', `${files} files are stored, photos name ${named}`)
  const owners = await connection.collection('fs.chunks').distinct('files_id')
  if (owners.length !== named) ledger.violated('half', `chunks of ${owners.length} files are stored, photos name ${named}`)

  async function checkFile(id: ObjectId, photo: PhotoRecord, bytes: number, sha256?: string): Promise<void> {
    const file = await connection.collection<FileRecord>('fs.files').findOne({ _id: id })
    const chunks = await connection.collection<ChunkRecord>('fs.chunks').find({ files_id: id }, { promoteBuffers: true }).sort({ n: 1 }).toArray()
    const content = Buffer.concat(chunks.map(({ data }) => data))
    const complete = file?.length === bytes && content.length === bytes && chunks.every(({ n }, index) => n === index)
    if (!complete) ledger.violated('half', `photo ${photo._id}: file ${id.toHexString()} has ${content.length} of ${bytes} bytes`)
    else if (sha256 && sha256Of(content) !== sha256) ledger.violated('half', `photo ${photo._id}: file ${id.toHexString()} has another hash`)
  }
}
