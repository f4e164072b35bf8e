import type { Actor } from '../account/actor.ts'
import type { Action, PhotoKind } from '../contract/enumerations.ts'
import { Problem } from '../http/problem.ts'
import type { HazardRecord } from './hazard.model.ts'
import type { Reading } from './hazard.reading.ts'
import type { HazardDeps } from './hazard.deps.ts'
import { judge } from './hazard.transitions.ts'
import { namedPhotos } from './hazard.wire.ts'

/** Photos of one kind that no action has named yet, a hazard: four full attempts, so that an abandoned one blocks nobody. */
const MAX_UNNAMED_PHOTOS = 36

/** What a hazard lets people put under it: the photos, whose bytes the photo room keeps. */
export function createEvidence({ hazards, photos }: Pick<HazardDeps, 'hazards' | 'photos'>, { seen }: Pick<Reading, 'seen'>) {
  /**
   * Whether this person may put such a photo there now, given the photos that are held already. Throws not-this-person,
   * or what stands in the way: photos-complete, photo-not-expected. A photo already attached may always be sent again.
   */
  function photoSlot(actor: Actor, hazard: HazardRecord, kind: PhotoKind, photoId: string, held: readonly { _id: string; kind: PhotoKind }[], now: Date): void {
    if (kind === 'before' && hazard.reporterId !== actor.id) throw new Problem('not-this-person')
    if (hazard.photoIds.includes(photoId)) return
    if (kind === 'after') checkWanted(['rectify', 'close', 'fixOnSpot'], actor, hazard, now)
    if (kind === 'comment') checkWanted(['comment'], actor, hazard, now)
    const others = held.filter((photo) => photo.kind === kind && photo._id !== photoId)
    const named = namedPhotos(hazard)
    const waiting = kind === 'before' ? others.length : others.filter(({ _id }) => !named.has(_id)).length
    if (waiting >= (kind === 'before' ? hazard.photoCount : MAX_UNNAMED_PHOTOS)) throw new Problem('photos-complete')
  }

  /** Photos go where an action that names them could be done now. */
  function checkWanted(actions: readonly Action[], actor: Actor, hazard: HazardRecord, now: Date): void {
    const verdicts = actions.map((action) => judge(action, hazard, actor, now))
    if (verdicts.some((verdict) => 'row' in verdict)) return
    const moved = verdicts.some((verdict) => 'refused' in verdict && verdict.refused === 'status-changed')
    throw new Problem(moved ? 'photo-not-expected' : 'not-this-person')
  }

  /** The last step of storing a photo; a repeat changes nothing. */
  async function attachPhoto(hazardId: string, photoId: string): Promise<void> {
    await hazards.collection.updateOne({ _id: hazardId as never }, { $addToSet: { photoIds: photoId } as never })
  }

  /** The reporter lowers the number of photos promised, to no fewer than have arrived. */
  async function setPhotoCount(actor: Actor, id: string, photoCount: number): Promise<void> {
    const hazard = await seen(actor, id)
    if (hazard.reporterId !== actor.id) throw new Problem('not-this-person')
    const arrived = ((await photos.ofHazards([id])).get(id) ?? []).filter(({ kind }) => kind === 'before').length
    if (photoCount > hazard.photoCount || photoCount < arrived) throw new Problem('photo-count-out-of-range')
    await hazards.updateOne({ _id: id, photoCount: { $gte: photoCount } }, { $set: { photoCount } })
  }

  return { photoSlot, attachPhoto, setPhotoCount }
}
