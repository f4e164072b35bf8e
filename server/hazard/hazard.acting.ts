import type { Actor } from '../account/actor.ts'
import type { ActionReceipt, ActionRequest, RequestOf } from '../contract/action.ts'
import type { PhotoKind } from '../contract/enumerations.ts'
import { Problem } from '../http/problem.ts'
import { actionChange } from './hazard.actions.ts'
import { checkAssignee, createHandingOn } from './hazard.assigning.ts'
import { checkCodes } from './hazard.codes.ts'
import type { HazardRecord, HistoryEntry } from './hazard.model.ts'
import type { Reading } from './hazard.reading.ts'
import { hashOf } from './hazard.record.ts'
import type { Answered, HazardDeps } from './hazard.deps.ts'
import { amiss } from './hazard.standing.ts'
import { judge, type Transition } from './hazard.transitions.ts'
import { actionReceiptOf } from './hazard.wire.ts'
import { createWriting } from './hazard.writing.ts'

export type Acting = ReturnType<typeof createActing>

/** The bulk job that an action is part of: it is done to the hazard as it stands when its turn comes. */
export interface PartOfJob { jobId: string }

/** What is done to a hazard whatever its version is read anew and tried again when somebody else was first. */
const ROUNDS = 4

export function createActing(deps: HazardDeps, { seen, conflict }: Reading) {
  const { hazards } = deps
  const write = createWriting(hazards)
  const itemOf = (hazard: HazardRecord) => (hazard.checklistItem && deps.checklists.findItem(hazard.checklistItem)) || null

  /** Does one action of the table of transitions, or answers as the first time if this action id already stands in the history. */
  async function act(actor: Actor, id: string, actionId: string, request: ActionRequest, now: Date, job?: PartOfJob): Promise<Answered<ActionReceipt>> {
    const rounds = job || !('version' in request) ? ROUNDS : 1
    for (let round = 0; ; round++) {
      const hazard = await seen(actor, id)
      // Whoever was first may have been this very request, sent twice.
      const earlier = hazard.history.find((entry) => entry.actionId === actionId)
      if (earlier) return repeated(actor, hazard, earlier, request, now, job)
      if (round === rounds) throw await overtaken(actor, hazard, request, now)
      const asked = job && 'version' in request ? { ...request, version: hazard.version } : request
      const row = await admit(actor, hazard, asked, now)
      const change = await changeOf(actor, hazard, row, asked, actionId, now, job)
      if (await write(hazard, change)) {
        await deps.changed(id, now)
        return { receipt: actionReceiptOf(change.entry), replayed: false }
      }
    }
  }

  async function changeOf(actor: Actor, hazard: HazardRecord, row: Transition, request: ActionRequest, actionId: string, now: Date, job?: PartOfJob) {
    const assigneeId = request.action === 'reopen' ? await deps.accounts.assigneeOf(hazard.schoolId) : hazard.assigneeId
    return actionChange({ hazard, row, request, actionId, actor, item: itemOf(hazard), assigneeId, now, ...job })
  }

  async function overtaken(actor: Actor, hazard: HazardRecord, request: ActionRequest, now: Date): Promise<Problem> {
    const verdict = judge(request.action, hazard, actor, now)
    return conflict('row' in verdict ? 'version-changed' : 'status-changed', actor, hazard, now)
  }

  async function repeated(actor: Actor, hazard: HazardRecord, earlier: HistoryEntry, request: ActionRequest, now: Date, job?: PartOfJob) {
    const same = job ? earlier.jobId === job.jobId : earlier.hash === hashOf(request)
    if (earlier.by !== actor.id || !same) throw await conflict('id-taken', actor, hazard, now)
    return { receipt: actionReceiptOf(earlier), replayed: true }
  }

  /** The row that allows this, after every refusal in its order: 403, 409, 422. */
  async function admit(actor: Actor, hazard: HazardRecord, request: ActionRequest, now: Date): Promise<Transition> {
    const verdict = judge(request.action, hazard, actor, now)
    if ('refused' in verdict) {
      if (verdict.refused === 'not-this-person') throw new Problem('not-this-person')
      throw await conflict('status-changed', actor, hazard, now)
    }
    if ('version' in request && request.version !== hazard.version) throw await conflict('version-changed', actor, hazard, now)
    const wrong = amiss(verdict.row, hazard, now)
    if (wrong) throw new Problem(wrong)
    await checkCarried(actor, hazard, request)
    return verdict.row
  }

  /** What the action carries, where only the database can tell whether it will do. */
  async function checkCarried(actor: Actor, hazard: HazardRecord, request: ActionRequest): Promise<void> {
    switch (request.action) {
      case 'rectify': case 'close': case 'fixOnSpot': return checkPhotos(hazard, request.photoIds, 'after')
      case 'comment': return checkPhotos(hazard, request.photoIds ?? [], 'comment')
      case 'reclassify': return checkReclassify(hazard, request)
      case 'void': return request.duplicateOf ? checkDuplicate(hazard, request.duplicateOf) : undefined
      case 'reassign': return checkAssignee(deps.accounts, actor, hazard, request.assigneeId)
    }
  }

  async function checkPhotos(hazard: HazardRecord, photoIds: readonly string[], kind: PhotoKind): Promise<void> {
    if (photoIds.length === 0 || (await deps.photos.stored(hazard._id, photoIds, kind))) return
    throw new Problem('evidence-missing', { errors: [{ path: 'photoIds', code: 'not-stored' }] })
  }

  function checkReclassify(hazard: HazardRecord, request: RequestOf<'reclassify'>): void {
    checkCodes(deps.checklists, { category: request.category })
    const { severity = hazard.severity, category = hazard.category } = request
    if (severity === hazard.severity && category === hazard.category) throw new Problem('nothing-changes')
    if (severity !== 'major' && hazard.supervision) throw new Problem('still-supervised')
  }

  /** Another of the same school: whoever reads the record that names it may know of it. */
  async function checkDuplicate({ _id, schoolId }: HazardRecord, duplicateOf: string): Promise<void> {
    const isAnother = duplicateOf !== _id && await hazards.exists({ _id: duplicateOf, schoolId })
    if (!isAnother) throw new Problem('duplicate-unknown', { errors: [{ path: 'duplicateOf', code: 'unknown' }] })
  }

  return { act, ...createHandingOn(deps, write) }
}
