import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ObjectId } from 'mongodb'
import type { Actor } from '../account/actor.ts'
import type { PhotoForm, PhotoKind } from '../contract/enumerations.ts'
import type { Photo } from '../contract/hazard.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import { namedPhotos } from '../hazard/hazard.wire.ts'
import { Problem } from '../http/problem.ts'
import type { Displays } from './photo.display.ts'
import type { ByteRange, PhotoFiles } from './photo.files.ts'
import type { PhotoFacts, PhotoRecord } from './photo.model.ts'
import { readPicture } from './photo.pictures.ts'
import { nextPlace, onTheWire, type NewPhoto, type PhotoStore } from './photo.store.ts'

export interface PhotoDeps {
  store: PhotoStore
  files: PhotoFiles
  displays: Displays
  now(): Date
  hazards: {
    visible(actor: Actor, ids: readonly string[], now: Date): Promise<Map<string, HazardRecord>>
    photoSlot(actor: Actor, hazard: HazardRecord, kind: PhotoKind, photoId: string, held: readonly PhotoFacts[], now: Date): void
    attachPhoto(hazardId: string, photoId: string): Promise<void>
  }
  audit: {
    record<T>(deed: { by: string; action: string; subject: string; detail: Record<string, unknown> }, effect: () => Promise<T>): Promise<T>
  }
}

/** What a client sent, and under which id it is to be kept. */
export interface Upload {
  photoId: string
  kind: PhotoKind
  bytes: Buffer
}

/** One form of a photo, ready to be sent whole or in part. `fileName` says that it is to be saved, not looked at. */
export interface Viewed {
  etag: string
  mediaType: string
  /** Bytes; without it the form is small and sent whole. */
  length?: number
  fileName?: string
  sendTo(out: Writable, range?: ByteRange): Promise<void>
}

/** A hazard read so long before its photo arrived is read again: it may be closed by now, or its count lowered. */
const STALE_MS = 2_000

/** What has to be the same for a request to be the first one again. */
const CONTENT = ['hazardId', 'kind', 'by', 'sha256'] as const
type Content = Pick<PhotoFacts, (typeof CONTENT)[number]>

interface Kept {
  photo: Photo
  replayed: boolean
}

export type PhotoService = ReturnType<typeof createPhotoService>

export function createPhotoService({ store, files, displays, hazards, audit, now: clock }: PhotoDeps) {
  /** The hazard, if this person may know of it. Throws not-found. */
  async function expect(actor: Actor, hazardId: string, now: Date): Promise<HazardRecord> {
    const hazard = (await hazards.visible(actor, [hazardId], now)).get(hazardId)
    if (!hazard) throw new Problem('not-found')
    return hazard
  }

  // — taking in —

  /**
   * Keeps one photo under a hazard that was read at `asked`, before the bytes came. The same id with the same content answers as the first time.
   * Throws what `photoSlot` and `readPicture` throw, and id-taken when the id stands for other content.
   */
  async function keep(actor: Actor, found: HazardRecord, upload: Upload, asked: Date): Promise<Kept> {
    const { photoId, kind, bytes } = upload
    const now = clock()
    const hazard = now.getTime() - asked.getTime() > STALE_MS ? await expect(actor, found._id, now) : found
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    // The places are read before the slot is asked for: a photo that comes in between takes ours, and we ask again.
    const held = await store.underHazard(hazard._id)
    const earlier = held.find((photo) => photo._id === photoId)
    // A person who may not put photos here learns that before anything about the one that is there.
    if (earlier?.by !== actor.id) hazards.photoSlot(actor, hazard, kind, photoId, held, now)
    if (earlier) return repeated(earlier, { hazardId: hazard._id, kind, by: actor.id, sha256 })
    const { mediaType, width, height, thumbnail } = await readPicture(bytes)
    const fileId = await files.write(bytes, now)
    return commit(actor, hazard, {
      _id: photoId, hazardId: hazard._id, schoolId: hazard.schoolId, kind, place: nextPlace(held, kind), by: actor.id, at: now,
      sha256, bytes: bytes.length, width, height, mediaType, fileId, thumbnail,
    }, now)
  }

  /** Ends: each refused insert means that another photo has come in, until the slots are full. A refused photo's file is swept. */
  async function commit(actor: Actor, hazard: HazardRecord, photo: NewPhoto, now: Date): Promise<Kept> {
    while (!(await store.insert(photo))) {
      const earlier = await store.find(photo._id)
      if (earlier) return repeated(earlier, photo)
      const held = await store.underHazard(photo.hazardId)
      photo.place = nextPlace(held, photo.kind)
      hazards.photoSlot(actor, hazard, photo.kind, photo._id, held, now)
    }
    await hazards.attachPhoto(photo.hazardId, photo._id)
    return { photo: onTheWire(photo), replayed: false }
  }

  async function repeated(earlier: PhotoFacts, asked: Content): Promise<Kept> {
    if (CONTENT.some((field) => earlier[field] !== asked[field])) throw new Problem('id-taken')
    // The first request may have died between its commit and this step.
    await hazards.attachPhoto(earlier.hazardId, earlier._id)
    return { photo: onTheWire(earlier), replayed: true }
  }

  // — showing —

  /** Throws not-found for a photo that this person may not see, and role-not-allowed for a received file that is not for him. */
  async function view(actor: Actor, id: string, form: PhotoForm, now: Date): Promise<Viewed> {
    if (form === 'thumbnail') return thumbnail((await shown(actor, await store.findWithThumbnail(id), now)).photo)
    const { photo, hazard } = await shown(actor, await store.find(id), now)
    return form === 'display' ? display(photo) : received(actor, photo, hazard)
  }

  async function shown<P extends PhotoFacts>(actor: Actor, photo: P | null, now: Date): Promise<{ photo: P; hazard: HazardRecord }> {
    if (!photo) throw new Problem('not-found')
    const hazard = await expect(actor, photo.hazardId, now)
    if (!isShown(photo, hazard, actor)) throw new Problem('not-found')
    return { photo, hazard }
  }

  const thumbnail = ({ sha256, thumbnail: { buffer } }: PhotoRecord): Viewed => ({
    etag: `"${sha256}-t"`, mediaType: 'image/webp', sendTo: async (out) => void out.end(buffer),
  })

  async function display(photo: PhotoFacts): Promise<Viewed> {
    const { fileId, bytes } = await displays.of(photo)
    return {
      etag: `"${photo.sha256}-d"`, mediaType: 'image/jpeg', length: bytes,
      sendTo: (out, range) => send(fileId, out, range),
    }
  }

  /** The file as the phone sent it, with all that a phone writes into a picture: for those who check, and each time on record. */
  function received(actor: Actor, photo: PhotoFacts, hazard: HazardRecord): Viewed {
    if (actor.role !== 'bureau' && actor.role !== 'inspector') throw new Problem('role-not-allowed')
    const deed = {
      by: actor.id, action: 'photo.download', subject: `photo:${photo._id}`,
      detail: { hazard: hazard.number, kind: photo.kind, sha256: photo.sha256 },
    }
    return {
      etag: `"${photo.sha256}"`, mediaType: photo.mediaType, length: photo.bytes,
      fileName: `${hazard.number}-${photo.kind}-${photo.place + 1}.${EXTENSIONS[photo.mediaType]}`,
      sendTo: (out, range) => audit.record(deed, () => send(photo.fileId, out, range)),
    }
  }

  const send = (fileId: ObjectId, out: Writable, range?: ByteRange) => pipeline(files.read(fileId, range), out)

  return { expect, keep, view }
}

const EXTENSIONS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' } as const

/** An after photo is its sender's draft until an action names it. */
const isShown = (photo: PhotoFacts, hazard: HazardRecord, actor: Actor) =>
  photo.kind === 'before' || photo.by === actor.id || namedPhotos(hazard).has(photo._id)
