import { randomUUID } from 'node:crypto'
import { inScope, type Actor } from '../account/actor.ts'
import type { ActionReceipt, ActionRequest } from '../contract/action.ts'
import { Problem } from '../http/problem.ts'
import { actionChange } from './hazard.actions.ts'
import { checkCodes } from './hazard.codes.ts'
import type { HazardRecord, HistoryEntry } from './hazard.model.ts'
import type { Reading } from './hazard.reading.ts'
import { hashOf, reassignment, type Change } from './hazard.record.ts'
import type { Answered, HazardDeps } from './hazard.deps.ts'
import { judge, type Transition } from './hazard.transitions.ts'
import { actionReceiptOf } from './hazard.wire.ts'

/** Each lost round means that a person was at work on one of the hazards in that very moment; ten in a row mean something else. */
const HAND_OVER_ROUNDS = 10

export function createActing(deps: HazardDeps, { seen, conflict }: Reading) {
  const { hazards } = deps
  const itemOf = (hazard: HazardRecord) => (hazard.checklistItem && deps.checklists.findItem(hazard.checklistItem)) || null

  /** Does one action of the table of transitions, or answers as the first time if this action id already stands in the history. */
  async function act(actor: Actor, id: string, actionId: string, request: ActionRequest, now: Date): Promise<Answered<ActionReceipt>> {
    const hazard = await seen(actor, id)
    const earlier = hazard.history.find((entry) => entry.actionId === actionId)
    if (earlier) return repeatedAction(actor, hazard, earlier, request, now)
    const row = await admit(actor, hazard, request, now)
    const assigneeId = request.action === 'reopen' ? await deps.accounts.assigneeOf(hazard.schoolId) : hazard.assigneeId
    const change = actionChange({ hazard, row, request, actionId, actor, item: itemOf(hazard), assigneeId, now })
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
    if ('version' in request && request.version !== hazard.version) throw await conflict('version-changed', actor, hazard, now)
    await checkRequirements(actor, hazard, verdict.row, request)
    return verdict.row
  }

  async function checkRequirements(actor: Actor, hazard: HazardRecord, row: Transition, request: ActionRequest): Promise<void> {
    if (row.requires.includes('notAcknowledged') && hazard.acknowledgedAt) throw new Problem('nothing-changes')
    if ('photoIds' in request && request.photoIds && !(await deps.photos.stored(hazard._id, request.photoIds, request.action === 'comment' ? 'comment' : 'after'))) {
      throw new Problem('evidence-missing', { errors: [{ path: 'photoIds', code: 'not-stored' }] })
    }
    if (request.action === 'reclassify') checkReclassify(hazard, request)
    if (request.action === 'void' && request.duplicateOf) await checkDuplicate(actor, hazard, request.duplicateOf)
  }

  function checkReclassify(hazard: HazardRecord, request: ActionRequest & { action: 'reclassify' }): void {
    checkCodes(deps.checklists, { category: request.category })
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

  /**
   * Hands every unfinished hazard of this account to whom the school's rule names now. Can be run again.
   * Throws when somebody keeps being first, so that the caller does not take the hand-over for finished.
   */
  async function reassignFrom(accountId: string, now: Date): Promise<void> {
    for (let rounds = 0; rounds < HAND_OVER_ROUNDS; rounds++) {
      if ((await handOn(accountId, now)) === 0) return
    }
    throw new Error(`the hazards of ${accountId} changed faster than they could be handed over`)
  }

  /** One round; answers how many it had to move, won or lost, so that only a round without any is the last. */
  async function handOn(accountId: string, now: Date): Promise<number> {
    const held = await hazards.find({ assigneeId: accountId, status: { $in: ['open', 'rectified'] } }).lean<HazardRecord[]>()
    let toMove = 0
    for (const hazard of held) {
      const assigneeId = await deps.accounts.assigneeOf(hazard.schoolId)
      if (assigneeId === accountId || !('row' in judge('reassign', hazard, 'system', now))) continue
      toMove++
      if (await write(hazard, reassignment(hazard, assigneeId, randomUUID(), now))) await deps.changed(hazard._id, now)
    }
    return toMove
  }

  return { act, reassignFrom }
}
