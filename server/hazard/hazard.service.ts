import { randomUUID } from 'node:crypto'
import { inScope, isLeader, type Actor } from '../account/actor.ts'
import type { ActionReceipt, ActionRequest } from '../contract/action.ts'
import type { Category, ChecklistItem } from '../contract/checklist.ts'
import type { PhotoKind } from '../contract/enumerations.ts'
import type { Hazard, HazardQuery, HazardSummary, Photo, ReportReceipt, ReportRequest } from '../contract/hazard.ts'
import type { MapQuery } from '../contract/map.ts'
import { Problem } from '../http/problem.ts'
import { actionChange } from './hazard.actions.ts'
import { countBySchool, type SchoolCounts } from './hazard.counts.ts'
import type { HazardModel, HazardRecord, HistoryEntry } from './hazard.model.ts'
import { createNumbering, isTaken } from './hazard.number.ts'
import { listPlan } from './hazard.queries.ts'
import { hashOf, newHazard, reassignment, yearOf, type Change } from './hazard.record.ts'
import { judge, type Transition } from './hazard.transitions.ts'
import { actionReceiptOf, idsNamed, reportReceiptOf, toRecord, toSummary } from './hazard.wire.ts'

/** After-photos that no action has named yet, a hazard: four full attempts, so that an abandoned one blocks nobody. */
const MAX_UNNAMED_PHOTOS = 36

export interface HazardDeps {
  hazards: HazardModel
  schools: { find(id: string): Promise<{ id: string } | null> }
  accounts: {
    assigneeOf(schoolId: string): Promise<string | null>
    peopleOf(ids: readonly string[]): Promise<Hazard['people']>
  }
  photos: {
    ofHazards(ids: readonly string[]): Promise<Map<string, Photo[]>>
    stored(hazardId: string, ids: readonly string[], kind: PhotoKind): Promise<boolean>
  }
  checklists: { findCategory(code: string): Category | undefined; findItem(code: string): ChecklistItem | undefined }
  /** Called after every durable change, so that people are told at once. It must not throw: the sweep tells what it missed. */
  changed(hazardId: string, now: Date): Promise<void>
}

/** Whether this is the first answer to a request or the first answer again. */
export interface Answered<T> { receipt: T; replayed: boolean }

export type HazardService = ReturnType<typeof createHazardService>

export function createHazardService(deps: HazardDeps) {
  const { hazards } = deps
  const insertNumbered = createNumbering(hazards)

  /** The hazard if this person may know of it. Throws not-found, the same for another school's as for none. */
  async function seen(actor: Actor, id: string): Promise<HazardRecord> {
    const hazard = await hazards.findById(id).lean<HazardRecord>()
    if (!hazard || !inScope(actor, hazard.schoolId)) throw new Problem('not-found')
    return hazard
  }

  const itemOf = (hazard: HazardRecord) => (hazard.checklistItem && deps.checklists.findItem(hazard.checklistItem)) || null

  async function present(actor: Actor, hazard: HazardRecord, now: Date): Promise<Hazard> {
    const [photos, people] = await Promise.all([deps.photos.ofHazards([hazard._id]), deps.accounts.peopleOf(idsNamed(hazard))])
    return { ...toRecord(hazard, photos.get(hazard._id) ?? [], actor, now), people }
  }

  /** A 409 shows the hazard as it stands, so that the person sees who was first. */
  async function conflict(code: 'status-changed' | 'version-changed' | 'id-taken', actor: Actor, hazard: HazardRecord, now: Date) {
    return new Problem(code, { current: await present(actor, hazard, now) })
  }

  // — report —

  /** Files a hazard. The same id with the same content answers as the first time; with other content it is id-taken. */
  async function report(actor: Actor, id: string, request: ReportRequest, now: Date): Promise<Answered<ReportReceipt>> {
    if (!inScope(actor, request.schoolId) || !(await deps.schools.find(request.schoolId))) throw new Problem('not-found')
    if (isLeader(actor)) throw new Problem('not-this-person')
    const earlier = await hazards.findById(id).lean<HazardRecord>()
    if (earlier) return repeated(actor, earlier, request)
    const item = checkCodes(request)
    const assigneeId = await deps.accounts.assigneeOf(request.schoolId)
    const make = (seq: number) => newHazard({ id, request, reporter: actor, item, assigneeId, seq, now })
    try {
      const hazard = await insertNumbered(request.schoolId, yearOf(now), make)
      await deps.changed(id, now)
      return { receipt: reportReceiptOf(hazard), replayed: false }
    } catch (error) {
      if (!isTaken(error, '_id')) throw error
      return repeated(actor, (await hazards.findById(id).lean<HazardRecord>())!, request)
    }
  }

  function repeated(actor: Actor, earlier: HazardRecord, request: ReportRequest): Answered<ReportReceipt> {
    if (!inScope(actor, earlier.schoolId)) throw new Problem('not-found')
    if (earlier.reporterId !== actor.id || earlier.reportHash !== hashOf(request)) throw new Problem('id-taken')
    return { receipt: reportReceiptOf(earlier), replayed: true }
  }

  function checkCodes({ category, checklistItem }: { category?: string | undefined; checklistItem?: string | undefined }): ChecklistItem | null {
    const known = category === undefined ? undefined : deps.checklists.findCategory(category)
    if (category !== undefined && !known) throw unknownCode('category')
    if (checklistItem === undefined) return null
    const item = known?.items.find(({ code }) => code === checklistItem)
    if (!item) throw unknownCode('checklistItem')
    return item
  }

  // — act —

  /** Does one action of the table of transitions, or answers as the first time if this action id already stands in the history. */
  async function act(actor: Actor, id: string, actionId: string, request: ActionRequest, now: Date): Promise<Answered<ActionReceipt>> {
    const hazard = await seen(actor, id)
    const earlier = hazard.history.find((entry) => entry.actionId === actionId)
    if (earlier) return repeatedAction(actor, hazard, earlier, request, now)
    const row = await admit(actor, hazard, request, now)
    const change = actionChange({ hazard, row, request, actionId, actor, item: itemOf(hazard), now })
    if (await write(hazard, change)) {
      await deps.changed(id, now)
      return { receipt: actionReceiptOf(change.entry), replayed: false }
    }
    // Somebody was first. It may have been this very request, sent twice.
    return lost(actor, await seen(actor, id), actionId, request, now)
  }

  async function lost(actor: Actor, hazard: HazardRecord, actionId: string, request: ActionRequest, now: Date) {
    const earlier = hazard.history.find((entry) => entry.actionId === actionId)
    if (earlier) return repeatedAction(actor, hazard, earlier, request, now)
    const verdict = judge(request.action, hazard, actor, now)
    throw await conflict('row' in verdict ? 'version-changed' : 'status-changed', actor, hazard, now)
  }

  async function repeatedAction(actor: Actor, hazard: HazardRecord, earlier: HistoryEntry, request: ActionRequest, now: Date) {
    if (earlier.by !== actor.id || earlier.hash !== hashOf(request)) throw await conflict('id-taken', actor, hazard, now)
    return { receipt: actionReceiptOf(earlier), replayed: true }
  }

  /** The row that allows this, after every refusal in its order: 403, 409, 422. */
  async function admit(actor: Actor, hazard: HazardRecord, request: ActionRequest, now: Date): Promise<Transition> {
    const verdict = judge(request.action, hazard, actor, now)
    if ('refused' in verdict) {
      if (verdict.refused === 'not-this-person') throw new Problem('not-this-person')
      throw await conflict('status-changed', actor, hazard, now)
    }
    if (request.version !== hazard.version) throw await conflict('version-changed', actor, hazard, now)
    await checkRequirements(actor, hazard, verdict.row, request)
    return verdict.row
  }

  async function checkRequirements(actor: Actor, hazard: HazardRecord, row: Transition, request: ActionRequest): Promise<void> {
    if (row.requires.includes('notAcknowledged') && hazard.acknowledgedAt) throw new Problem('nothing-changes')
    if ('photoIds' in request && !(await deps.photos.stored(hazard._id, request.photoIds, 'after'))) {
      throw new Problem('evidence-missing', { errors: [{ path: 'photoIds', code: 'not-stored' }] })
    }
    if (request.action === 'reclassify') checkReclassify(hazard, request)
    if (request.action === 'void' && request.duplicateOf) await checkDuplicate(actor, hazard, request.duplicateOf)
  }

  function checkReclassify(hazard: HazardRecord, request: ActionRequest & { action: 'reclassify' }): void {
    checkCodes({ category: request.category })
    const { severity = hazard.severity, category = hazard.category } = request
    if (severity === hazard.severity && category === hazard.category) throw new Problem('nothing-changes')
  }

  async function checkDuplicate(actor: Actor, hazard: HazardRecord, duplicateOf: string): Promise<void> {
    const other = duplicateOf === hazard._id ? null : await hazards.findById(duplicateOf, { schoolId: 1 }).lean()
    if (!other || !inScope(actor, other.schoolId)) throw new Problem('duplicate-unknown', { errors: [{ path: 'duplicateOf', code: 'unknown' }] })
  }

  /** One conditional update carries the whole change; false when the hazard is no longer as it was read. */
  async function write(hazard: HazardRecord, { set, entry, deadline }: Change): Promise<boolean> {
    const { matchedCount } = await hazards.collection.updateOne(
      { _id: hazard._id as never, status: hazard.status, version: hazard.version },
      {
        $set: set,
        $push: { history: entry, ...(deadline && { deadlines: deadline }) } as never,
        $min: { untoldFrom: hazard.history.length },
      },
    )
    return matchedCount === 1
  }

  // — read —

  async function find(actor: Actor, id: string, now: Date): Promise<Hazard> {
    return present(actor, await seen(actor, id), now)
  }

  /** One page of the hazards this person sees, with the photos and the names that its rows show. */
  async function list(actor: Actor, query: HazardQuery, now: Date): Promise<{ items: HazardSummary[]; nextCursor: string | null; people: Hazard['people'] }> {
    const plan = listPlan(actor, query, now)
    const rows = await hazards.find(plan.filter).sort(plan.sort).limit(query.limit + 1).lean<HazardRecord[]>()
    const page = rows.slice(0, query.limit)
    const [photos, people] = await Promise.all([
      deps.photos.ofHazards(page.map(({ _id }) => _id)),
      deps.accounts.peopleOf(page.flatMap(({ assigneeId, reporterId }) => [assigneeId, reporterId]).filter((id) => id !== null)),
    ])
    return {
      items: page.map((hazard) => toSummary(hazard, photos.get(hazard._id) ?? [], actor, now)),
      nextCursor: rows.length > query.limit ? plan.cursorOf(page.at(-1)!) : null, people,
    }
  }

  const counts = (actor: Actor, query: MapQuery, now: Date): Promise<SchoolCounts[]> => countBySchool(hazards, actor, query, now)

  /** The hazards among these that the person sees. */
  async function visible(actor: Actor, ids: readonly string[]): Promise<Map<string, HazardRecord>> {
    const found = await hazards.find({ _id: { $in: [...new Set(ids)] } }).lean<HazardRecord[]>()
    return new Map(found.filter(({ schoolId }) => inScope(actor, schoolId)).map((hazard) => [hazard._id, hazard]))
  }

  // — photos —

  /**
   * Whether this person may put such a photo there now. Throws not-found, not-this-person, or what stands in the way:
   * photos-complete, photo-not-expected. A photo already stored may always be sent again.
   */
  async function photoSlot(actor: Actor, hazardId: string, kind: PhotoKind, photoId: string, now: Date): Promise<HazardRecord> {
    const hazard = await seen(actor, hazardId)
    if (kind === 'before' && hazard.reporterId !== actor.id) throw new Problem('not-this-person')
    if (hazard.photoIds.includes(photoId)) return hazard
    if (kind === 'after') checkEvidenceWanted(actor, hazard, now)
    const held = ((await deps.photos.ofHazards([hazardId])).get(hazardId) ?? []).filter((photo) => photo.kind === kind && photo.id !== photoId)
    const named = new Set(hazard.history.flatMap((entry) => (entry.photoIds as string[] | undefined) ?? []))
    const waiting = kind === 'before' ? held.length : held.filter(({ id }) => !named.has(id)).length
    if (waiting >= (kind === 'before' ? hazard.photoCount : MAX_UNNAMED_PHOTOS)) throw new Problem('photos-complete')
    return hazard
  }

  function checkEvidenceWanted(actor: Actor, hazard: HazardRecord, now: Date): void {
    const verdicts = (['rectify', 'close', 'fixOnSpot'] as const).map((action) => judge(action, hazard, actor, now))
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
    const arrived = ((await deps.photos.ofHazards([id])).get(id) ?? []).filter(({ kind }) => kind === 'before').length
    if (photoCount > hazard.photoCount || photoCount < arrived) throw new Problem('photo-count-out-of-range')
    await hazards.updateOne({ _id: id, photoCount: { $gte: photoCount } }, { $set: { photoCount } })
  }

  // — people change —

  /** Hands every unfinished hazard of this account to whom the school's rule names now. Can be run again. */
  async function reassignFrom(accountId: string, now: Date): Promise<void> {
    const held = await hazards.find({ assigneeId: accountId, status: { $in: ['open', 'rectified'] } }).lean<HazardRecord[]>()
    for (const hazard of held) {
      const assigneeId = await deps.accounts.assigneeOf(hazard.schoolId)
      if (assigneeId === accountId) continue
      const verdict = judge('reassign', hazard, 'system', now)
      if ('row' in verdict && (await write(hazard, reassignment(hazard, assigneeId, randomUUID(), now)))) await deps.changed(hazard._id, now)
    }
  }

  return { report, act, find, list, counts, visible, photoSlot, attachPhoto, setPhotoCount, reassignFrom }
}

const unknownCode = (path: string) => new Problem('unknown-code', { errors: [{ path, code: 'unknown' }] })

