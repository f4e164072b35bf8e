import assert from 'node:assert/strict'
import { CHECKLISTS_JSON } from '../../../server/checklist/checklist.ts'
import { HISTORY_ACTIONS, SEVERITIES } from '../../../server/contract/enumerations.ts'
import { makePeople } from '../../../server/demonstration/people.ts'
import { makeYear, type Year } from '../../../server/demonstration/year.ts'
import { stateOf } from '../../../server/hazard/hazard.deadline.ts'
import { checkHazard, checkNumbers } from './invariants.ts'

const CATEGORIES = (JSON.parse(CHECKLISTS_JSON) as { categories: { code: string }[] }).categories

const yearAt = (now: Date) => makeYear(makePeople(now), now)
const states = ({ hazards }: Year, now: Date) => {
  const count = { overdue: 0, soon: 0, open: 0, rectified: 0, closed: 0, void: 0 }
  for (const hazard of hazards) count[stateOf(hazard, now)]++
  return count
}

describe('the demonstration’s year', function () {
  this.timeout(60_000)
  const now = new Date('2026-11-24T09:30:00+08:00')
  let year: Year
  before(async () => { year = await yearAt(now) })

  it('is the same for the same date', async () => {
    assert.deepEqual(await yearAt(now), year)
    const evening = await yearAt(new Date('2026-11-24T20:00:00+08:00'))
    assert.deepEqual(evening.shots, year.shots)
    assert.deepEqual(evening.hazards.map(({ number, status, version }) => [number, status, version]),
      year.hazards.map(({ number, status, version }) => [number, status, version]))
  })

  it('looks like a year: most are closed, nine late, a dozen wait for recheck, two of the unfinished are major', () => {
    const { overdue, soon, open, rectified, closed, void: voided } = states(year, now)
    assert.equal(overdue, 9)
    assert.equal(rectified, 12)
    assert.equal(soon, 10)
    assert.equal(open, 49)
    assert.ok(closed >= 200 && voided >= 5, `${closed} closed, ${voided} void`)
    assert.ok(Math.abs(year.hazards.length - 300) < 12, `${year.hazards.length} in all`)
    const unfinished = year.hazards.filter(({ status }) => status === 'open' || status === 'rectified')
    assert.equal(unfinished.filter(({ severity }) => severity === 'major').length, 2)
  })

  it('has every category, severity and action, at every school', () => {
    const missing = (all: readonly string[], seen: Iterable<string>) => all.filter((one) => !new Set(seen).has(one))
    const { hazards } = year
    assert.deepEqual(missing(CATEGORIES.map(({ code }) => code), hazards.map(({ category }) => category)), [])
    assert.deepEqual(missing(SEVERITIES, hazards.map(({ severity }) => severity)), [])
    assert.deepEqual(missing(HISTORY_ACTIONS, hazards.flatMap(({ history }) => history.map(({ action }) => action))), [])
    assert.equal(new Set(hazards.map(({ schoolId }) => schoolId)).size, 30)
    assert.ok(hazards.filter(({ severity }) => severity === 'general').length > hazards.length / 2, 'most are general')
  })

  it('is made of records that obey the rules, on whatever day it is made', async () => {
    for (const day of ['2026-11-24T09:30', '2026-11-22T00:05', '2027-01-02T06:59', '2026-03-01T23:59', '2028-02-29T12:00']) {
      const at = new Date(`${day}:00+08:00`)
      const other = await yearAt(at)
      for (const hazard of other.hazards) await checkHazard(hazard, at)
      checkNumbers(other.hazards)
      assert.equal(states(other, at).overdue, 9, day)
    }
  })

  it('has a photo for each that a record promises or names', () => {
    const shots = new Map(year.shots.map((shot) => [shot.id, shot]))
    assert.equal(shots.size, year.shots.length)
    for (const { _id, photoIds, photoCount, history } of year.hazards) {
      const own = photoIds.map((id) => shots.get(id)!)
      assert.ok(own.every(({ hazardId }) => hazardId === _id))
      assert.equal(own.filter(({ kind }) => kind === 'before').length, photoCount)
      for (const id of history.flatMap((entry) => (entry.photoIds ?? []) as string[])) assert.equal(shots.get(id)!.kind, 'after')
    }
  })

  it('leaves inboxes that look alive, and nothing to be sent', () => {
    const { notifications } = year
    assert.equal(new Set(notifications.map(({ _id }) => _id)).size, notifications.length)
    assert.ok(notifications.every(({ state, channel, sentAt }) => state === 'sent' && channel === 'inbox' && sentAt! <= now))
    const unread = notifications.filter(({ readAt }) => !readAt).length
    assert.ok(unread > 10 && unread < notifications.length / 2, `${unread} of ${notifications.length} unread`)
    const shown = makePeople(now).find(({ username }) => username === 'officer013')!
    assert.ok(notifications.some(({ recipientId }) => recipientId === shown._id))
  })
})
