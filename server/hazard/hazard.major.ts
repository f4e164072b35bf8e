import type { Effects } from './hazard.actions.ts'
import { checkWithinReach, deadlineByHand } from './hazard.deadline.ts'

/**
 * What only a major hazard has. The plan with its five elements, 五落实 (16号令 art. 15): without one that is approved no
 * rectification is accepted, and its time limit becomes the deadline. And 挂牌督办, once a person has confirmed that it is major.
 */
export const majorEffects: Effects<'submitPlan' | 'approvePlan' | 'returnPlan' | 'confirmMajor' | 'supervise' | 'delist'> = {
  submitPlan({ request: { measures, fundsYuan, dueOn, responsible, emergencyPlan }, actor, now }) {
    checkWithinReach(dueOn, now)
    const decision = { decidedBy: null, decidedAt: null, reason: null }
    return {
      set: { plan: { state: 'submitted', measures, fundsYuan, dueOn, responsible, emergencyPlan, submittedBy: actor.id, submittedAt: now, ...decision } },
      carried: { askedDueOn: dueOn },
    }
  },
  approvePlan({ hazard, request: { note = null }, actor, now }) {
    const plan = hazard.plan!
    return {
      set: { plan: { ...plan, state: 'approved', decidedBy: actor.id, decidedAt: now, reason: note } },
      deadline: deadlineByHand(hazard.deadlineVersion + 1, plan.dueOn, { reason: note }, actor.id, now), carried: { concerns: plan.submittedBy },
    }
  },
  returnPlan: ({ hazard, request: { reason }, actor, now }) => ({
    set: { plan: { ...hazard.plan!, state: 'returned', decidedBy: actor.id, decidedAt: now, reason } }, carried: { concerns: hazard.plan!.submittedBy },
  }),
  confirmMajor: ({ request: { basis }, actor, now }) => ({ set: { confirmedMajor: { basis, by: actor.id, at: now } } }),
  supervise: ({ request: { supervisor, note = null }, actor, now }) => ({ set: { supervision: { supervisor, note, by: actor.id, at: now } } }),
  delist: () => ({ set: { supervision: null } }),
}
