import type { Effects } from './hazard.actions.ts'
import { checkLater, deadlineByHand } from './hazard.deadline.ts'

/**
 * 延期: asked for by the school with what keeps people safe meanwhile, decided by the desk. Asking stops no clock. A grant
 * is a new version of the deadline; `originalDueOn` stands for ever. A request for another deadline than the one that then
 * stands is over: every new version, and every move out of `open`, drops it (hazard.record.ts).
 */
export const extensionEffects: Effects<'requestExtension' | 'grantExtension' | 'refuseExtension'> = {
  requestExtension({ hazard, request: { dueOn, reason, interimMeasures }, actor, now }) {
    checkLater(hazard, dueOn, now)
    const late = now >= hazard.dueAt
    return { set: { extension: { dueOn, reason, interimMeasures, late, by: actor.id, at: now } }, carried: { askedDueOn: dueOn, late } }
  },
  grantExtension({ hazard, request, actor, now }) {
    const { by, reason, dueOn: asked } = hazard.extension!
    const dueOn = request.dueOn ?? asked
    checkLater(hazard, dueOn, now)
    return { deadline: deadlineByHand(hazard.deadlineVersion + 1, dueOn, { reason }, actor.id, now), carried: { concerns: by, askedDueOn: asked } }
  },
  refuseExtension: ({ hazard }) => ({ set: { extension: null }, carried: { concerns: hazard.extension!.by } }),
}
