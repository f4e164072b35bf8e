import assert from 'node:assert/strict'
import mongoose from 'mongoose'
import { addDays, dateOf } from '../../../server/contract/calendar.ts'
import { dueAtOf, soonAtOf } from '../../../server/hazard/hazard.deadline.ts'
import { hazardModel, type HazardRecord } from '../../../server/hazard/hazard.model.ts'
import { numberOf, yearOf } from '../../../server/hazard/hazard.record.ts'
import { TRANSITIONS, type Transition } from '../../../server/hazard/hazard.transitions.ts'

const rows: readonly Transition[] = TRANSITIONS
/** Never opened: a schema checks without a database. */
const Hazard = hazardModel(mongoose.createConnection())

/** What must hold of any hazard record at `now`, whoever wrote it. */
export async function checkHazard(hazard: HazardRecord, now: Date): Promise<void> {
  await new Hazard(hazard).validate()
  assert.equal(hazard.number, numberOf(hazard.schoolId, hazard.year, hazard.seq))
  assert.equal(hazard.year, yearOf(hazard.receivedAt))
  assert.ok(hazard.foundAt <= hazard.receivedAt && hazard.receivedAt <= now, hazard.number)
  assert.equal(hazard.untoldFrom, undefined, `${hazard.number} is told`)
  assert.ok(hazard.nextRungAt === null || hazard.nextRungAt > now, `${hazard.number} has no rung in the past`)
  checkDeadlines(hazard)
  checkHistory(hazard, now)
  checkMoments(hazard)
}

function checkDeadlines({ deadlines, ...hazard }: HazardRecord): void {
  const last = deadlines.at(-1)!
  assert.equal(hazard.originalDueOn, deadlines[0]!.dueOn)
  assert.equal(hazard.dueOn, last.dueOn)
  assert.equal(hazard.deadlineVersion, last.version)
  assert.deepEqual(hazard.dueAt, dueAtOf(last.dueOn))
  assert.deepEqual(hazard.soonAt, soonAtOf(last.startOn, last.dueOn))
  for (const [index, { version, startOn, days, dueOn, at }] of deadlines.entries()) {
    assert.equal(version, index + 1)
    assert.equal(dueOn, addDays(startOn, days))
    assert.equal(startOn, dateOf(at))
  }
}

/** A chain from the report to the present status, in order of time, every link of it a row of the table. */
function checkHistory({ history, ...hazard }: HazardRecord, now: Date): void {
  const [first, ...others] = history
  assert.deepEqual([first!.action, first!.from, first!.to], ['report', null, 'open'])
  let before = first!
  for (const entry of others) {
    assert.ok(entry.at >= before.at && entry.at <= now, `${hazard.number}: ${entry.action} in its time`)
    assert.equal(entry.from, before.to)
    const known = entry.action === 'escalate' ? entry.from === entry.to
      : rows.some(({ action, from, to }) => action === entry.action && from === entry.from && to === entry.to)
    assert.ok(known, `${hazard.number}: ${entry.action} ${entry.from} → ${entry.to}`)
    before = entry
  }
  assert.equal(before.to, hazard.status)
  const acts = others.filter(({ action }) => action !== 'escalate')
  assert.equal(hazard.version, acts.filter(({ action }) => action !== 'comment' && action !== 'remind').length + 1)
  assert.equal(new Set(acts.map(({ actionId }) => actionId)).size, acts.length)
  for (const photo of acts.flatMap(({ photoIds }) => (photoIds ?? []) as string[])) assert.ok(hazard.photoIds.includes(photo))
}

function checkMoments(hazard: HazardRecord): void {
  assert.equal(hazard.closedAt !== null, hazard.status === 'closed', hazard.number)
  if (hazard.status === 'rectified' || hazard.status === 'closed') assert.ok(hazard.rectifiedAt && hazard.rectifiedBy)
  if (hazard.status === 'closed' && hazard.severity === 'major') {
    assert.equal(new Set(hazard.acceptances.map(({ by }) => by)).size, 2)
    assert.equal(hazard.plan?.state, 'approved')
  }
}

export function checkNumbers(hazards: readonly HazardRecord[]): void {
  const numbers = hazards.map(({ number }) => number).sort()
  assert.equal(new Set(numbers).size, numbers.length, 'no number twice')
}
