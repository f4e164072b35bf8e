import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Actor } from '../../../server/account/actor.ts'
import { actionRequest, type ActionRequest } from '../../../server/contract/action.ts'
import { addDays, dateOf } from '../../../server/contract/calendar.ts'
import { ACTIONS, SEVERITIES, type Action, type Severity } from '../../../server/contract/enumerations.ts'
import { actionChange } from '../../../server/hazard/hazard.actions.ts'
import { dueAtOf } from '../../../server/hazard/hazard.deadline.ts'
import type { HazardRecord } from '../../../server/hazard/hazard.model.ts'
import { applied, newHazard } from '../../../server/hazard/hazard.record.ts'
import { amiss } from '../../../server/hazard/hazard.standing.ts'
import { judge } from '../../../server/hazard/hazard.transitions.ts'
import { actionsFor } from '../../../server/hazard/hazard.wire.ts'
import { Problem } from '../../../server/http/problem.ts'
import { aPlan, aReport } from '../../support/hazards.ts'

const START = new Date('2026-11-24T01:00:00Z')
const person = (id: string, role: Actor['role'], post: Actor['post'] = null): Actor =>
  ({ id, username: id, name: id, role, post, schoolIds: role === 'bureau' ? 'all' : ['SC013'], mustChangePassword: false })
const PEOPLE = [
  person('inspector', 'inspector'), person('officer', 'officer', 'primary'), person('principal', 'principal'),
  person('desk', 'bureau', 'desk'), person('otherDesk', 'bureau', 'desk'), person('leader', 'bureau', 'leader'),
]

interface Turn { action: Action; /** What the page offers, this far down, rather than whatever. */ offered: number | null; who: number; hours: number; days: number; severity: Severity; toDesk: boolean }
const turn: fc.Arbitrary<Turn> = fc.record({
  action: fc.constantFrom(...ACTIONS), offered: fc.option(fc.nat({ max: 15 }), { freq: 5 }), who: fc.nat({ max: PEOPLE.length - 1 }), hours: fc.nat({ max: 80 }), days: fc.integer({ min: -3, max: 60 }),
  severity: fc.constantFrom(...SEVERITIES), toDesk: fc.boolean(),
})

/** What somebody would send for this turn; the database's own questions (photos stored, people in office) count as answered. */
function requestFor({ action, days, severity, toDesk }: Turn, hazard: HazardRecord, now: Date): ActionRequest {
  const dueOn = addDays(dateOf(now), days)
  const proof = { measures: '修好了', photoIds: [randomUUID()] }
  const fields: Record<Action, object> = {
    acknowledge: {}, rectify: proof, close: proof, fixOnSpot: proof, accept: {}, return: { reason: '不行' },
    requestExtension: { dueOn, reason: '等配件', interimMeasures: '围挡' }, grantExtension: {}, refuseExtension: { reason: '不行' },
    submitPlan: aPlan({ dueOn }), approvePlan: {}, returnPlan: { reason: '不行' }, confirmMajor: { basis: '指南' }, supervise: { supervisor: '郑局长' },
    delist: { reason: '合格' }, handOver: { authority: '镇政府', reason: '归镇管', dueOn }, reassign: { assigneeId: toDesk ? null : 'officer' },
    remind: {}, comment: { note: '看过' }, reclassify: { severity, reason: '看错了' }, void: { reason: 'mistaken' }, reopen: { reason: '又坏了' },
  }
  const quiet = action === 'remind' || action === 'comment'
  return actionRequest.parse({ action, ...fields[action], ...(!quiet && { version: hazard.version }) })
}

/** One turn, if the rules let it be; null where they refuse. */
function take(hazard: HazardRecord, one: Turn, now: Date): HazardRecord | null {
  const actor = PEOPLE[one.who]!
  const verdict = judge(one.action, hazard, actor, now)
  if ('refused' in verdict || amiss(verdict.row, hazard, now)) return null
  try {
    const request = requestFor(one, hazard, now)
    if (request.action === 'reclassify' && hazard.supervision) return null
    return applied(hazard, actionChange({ hazard, row: verdict.row, request, actionId: randomUUID(), actor, item: null, assigneeId: 'officer', now }))
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}

function checkStep(before: HazardRecord, after: HazardRecord, now: Date): void {
  const entry = after.history.at(-1)!
  const quiet = entry.action === 'comment' || entry.action === 'remind'
  assert.deepEqual(after.history.slice(0, -1), before.history, 'history is only added to')
  assert.deepEqual(after.deadlines.slice(0, before.deadlines.length), before.deadlines, 'deadlines are only added to')
  assert.equal(after.version, before.version + (quiet ? 0 : 1))
  assert.deepEqual([entry.from, entry.to, entry.version, entry.dueOn], [before.status, after.status, after.version, after.dueOn])
  if (quiet) assert.deepEqual([after.nextRungAt, after.dueOn], [before.nextRungAt, before.dueOn])
  // Asking stops no clock: nothing of the deadline moves, and the next rung comes when it would have come.
  if (entry.action === 'requestExtension') assert.deepEqual([after.dueAt, after.deadlineVersion, entry.late], [before.dueAt, before.deadlineVersion, now >= before.dueAt])
  if (entry.action === 'grantExtension') assert.ok(after.dueOn > before.dueOn && after.deadlineVersion === before.deadlineVersion + 1)
}

function checkStanding(hazard: HazardRecord): void {
  const last = hazard.deadlines.at(-1)!
  assert.deepEqual([hazard.deadlines.length, last.dueOn, dueAtOf(last.dueOn)], [hazard.deadlineVersion, hazard.dueOn, hazard.dueAt])
  assert.equal(hazard.originalDueOn, hazard.deadlines[0]!.dueOn, 'the original deadline stands for ever')
  if (hazard.extension) assert.equal(hazard.status, 'open')
  if (hazard.handedOver) assert.equal(hazard.assigneeId, null)
  if (hazard.supervision || hazard.plan || hazard.confirmedMajor) assert.equal(hazard.severity, 'major')
  if (hazard.supervision) assert.ok(hazard.confirmedMajor)
  assert.equal(hazard.toDecide ?? false, !!hazard.extension || (['open', 'rectified'].includes(hazard.status) && hazard.plan?.state === 'submitted'))
  if (hazard.status === 'closed' || hazard.status === 'void') assert.equal(hazard.nextRungAt, null)
  const acceptedMajor = hazard.severity === 'major' && hazard.status === 'closed'
  if (acceptedMajor) assert.deepEqual([hazard.plan?.state, new Set(hazard.acceptances.map(({ by }) => by)).size], ['approved', 2])
  if (acceptedMajor) assert.ok(['desk', 'otherDesk'].includes(hazard.acceptances.at(-1)!.by))
}

describe('a hazard, whatever people do to it', function () {
  this.timeout(60_000)

  it('keeps its promises after each of any turns, and offers nothing that would be refused', () => {
    const seen = new Set<Action>()
    fc.assert(fc.property(fc.constantFrom(...SEVERITIES), fc.array(turn, { minLength: 1, maxLength: 60, size: 'max' }), (severity, turns) => {
      let now = START
      let hazard = newHazard({ id: randomUUID(), request: aReport({ severity }), reporter: PEOPLE[0]!, item: null, assigneeId: 'officer', seq: 1, now })
      for (const one of turns) {
        now = new Date(now.getTime() + one.hours * 3_600_000)
        const open = actionsFor(hazard, PEOPLE[one.who]!, now)
        const action = open[one.offered === null ? -1 : one.offered % open.length] ?? one.action
        const after = take(hazard, { ...one, action }, now)
        if (after) {
          seen.add(action)
          checkStep(hazard, after, now)
          hazard = after
        }
        checkStanding(hazard)
        const offered = actionsFor(hazard, PEOPLE[one.who]!, now)
        for (const action of offered) assert.ok('row' in judge(action, hazard, PEOPLE[one.who]!, now))
        if (PEOPLE[one.who]!.id === 'leader') assert.deepEqual(offered, [])
      }
    }), { numRuns: 300 })
    assert.deepEqual(ACTIONS.filter((action) => !seen.has(action)), [], 'every action was taken by somebody')
  })
})
