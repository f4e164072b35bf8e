import assert from 'node:assert/strict'
import fc from 'fast-check'
import { addDays, dateOf, daysBetween, instantAt } from '../../../server/contract/calendar.ts'
import { SEVERITIES } from '../../../server/contract/enumerations.ts'
import { daysLeft, deadlineFields, dueAtOf, makeDeadline, proposedDays, soonAtOf, stateOf } from '../../../server/hazard/hazard.deadline.ts'

const at = (local: string) => new Date(`${local}+08:00`)
const open = (dueOn: string, startOn: string) => ({ status: 'open' as const, dueAt: dueAtOf(dueOn), soonAt: soonAtOf(startOn, dueOn) })

describe('the deadline', () => {
  it('of a serious hazard received on 12 November is the 19th, and late from the first instant of the 20th', () => {
    const deadline = makeDeadline(1, proposedDays('serious'), {}, 'x', at('2026-11-12T10:24:00'))
    assert.equal(deadline.dueOn, '2026-11-19')
    assert.equal(deadlineFields(deadline).dueAt.toISOString(), '2026-11-19T16:00:00.000Z')
    const hazard = open('2026-11-19', '2026-11-12')
    assert.notEqual(stateOf(hazard, at('2026-11-19T23:59:59.999')), 'overdue')
    assert.equal(stateOf(hazard, at('2026-11-20T00:00:00.000')), 'overdue')
  })

  it('of a general hazard received on 21 September is 6 October: holidays are not skipped', () => {
    const deadline = makeDeadline(1, proposedDays('general'), {}, 'x', at('2026-09-21T15:20:00'))
    assert.equal(deadline.dueOn, '2026-10-06')
    assert.equal(dueAtOf(deadline.dueOn).toISOString(), '2026-10-06T16:00:00.000Z')
  })

  it('reads 今天到期 for the whole of its day and one day late from midnight on', () => {
    for (const time of ['00:00:00.000', '07:00:00', '23:59:59.999']) assert.equal(daysLeft('2026-11-19', at(`2026-11-19T${time}`)), 0)
    assert.equal(daysLeft('2026-11-19', at('2026-11-20T00:00:00')), -1)
    assert.equal(daysLeft('2026-11-19', at('2026-11-16T12:00:00')), 3)
  })

  it('follows the item while the severity is the item’s own, else the severity', () => {
    const item = { defaultSeverity: 'serious' as const, suggestedDeadlineDays: 3 }
    assert.deepEqual(proposedDays('serious', item), { days: 3, setBy: 'item' })
    assert.deepEqual(proposedDays('general', item), { days: 15, setBy: 'severity' })
    assert.deepEqual(proposedDays('major', null), { days: 1, setBy: 'severity' })
  })

  it('set by hand may be shorter freely, longer with a reason, and in a self-check only shorter', () => {
    const now = at('2026-11-24T09:00:00')
    const make = (dueOn: string, hand = {}) => makeDeadline(1, proposedDays('serious'), { dueOn, ...hand }, 'x', now)
    assert.equal(make('2026-11-25').setBy, 'hand')
    assert.equal(make('2026-12-01').setBy, 'severity', 'the proposed date itself is nobody’s choice')
    assert.throws(() => make('2026-12-02'), { code: 'deadline-reason-missing' })
    assert.equal(make('2026-12-02', { reason: '等配件' }).dueOn, '2026-12-02')
    assert.throws(() => make('2026-12-02', { reason: '等配件', onlyShorter: true }), { code: 'deadline-out-of-range' })
    assert.throws(() => make('2026-11-23'), { code: 'deadline-out-of-range' })
    assert.throws(() => make('2028-01-01', { reason: '等配件' }), { code: 'deadline-out-of-range' })
  })

  const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))
  const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })

  it('at any instant: late exactly from dueAt on, days shown fall by one at each midnight in Shanghai', () => {
    fc.assert(fc.property(day, fc.integer({ min: 0, max: 60 }), instant, (startOn, days, now) => {
      const dueOn = addDays(startOn, days)
      const state = stateOf(open(dueOn, startOn), now)
      assert.equal(state === 'overdue', now >= dueAtOf(dueOn))
      assert.equal(state === 'overdue', daysLeft(dueOn, now) < 0)
      if (state !== 'overdue') assert.equal(state === 'soon', daysLeft(dueOn, now) <= Math.min(3, days / 2))
      assert.equal(daysLeft(dueOn, new Date(now.getTime() + 86_400_000)), daysLeft(dueOn, now) - 1)
    }))
  })

  it('counts N days from the day of receipt, whatever the hour and the severity', () => {
    fc.assert(fc.property(instant, fc.constantFrom(...SEVERITIES), (now, severity) => {
      const deadline = makeDeadline(1, proposedDays(severity), {}, 'x', now)
      assert.equal(daysBetween(dateOf(now), deadline.dueOn), proposedDays(severity).days)
      assert.ok(dueAtOf(deadline.dueOn) > now, 'nothing is late when it is received')
      assert.equal(instantAt(dateOf(now)) <= now && now < instantAt(addDays(dateOf(now), 1)), true)
    }))
  })
})
