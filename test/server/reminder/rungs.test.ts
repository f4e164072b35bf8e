import assert from 'node:assert/strict'
import { addDays, dateOf, instantAt } from '../../../server/contract/calendar.ts'
import { nextRung, nextWake, rungsDue, step, type RungFacts } from '../../../server/reminder/rungs.ts'

/** An instant as a clock in Shanghai shows it. */
const at = (text: string) => new Date(`${text.replace(' ', 'T')}+08:00`)

const RECEIVED = at('2026-11-12 10:24')
const hazard = (facts: Partial<RungFacts> & { dueOn: string }): RungFacts => ({
  severity: 'serious', status: 'open', dueAt: instantAt(addDays(facts.dueOn, 1)),
  receivedAt: RECEIVED, acknowledgedAt: RECEIVED, acknowledgeFrom: RECEIVED, rectifiedAt: null,
  rungsHandledTo: RECEIVED, rectifications: 0, deadlineVersion: 1, ...facts,
})
const serious = (facts: Partial<RungFacts> = {}) => hazard({ dueOn: '2026-11-19', ...facts })

/** Ticks at every wake, as a server that never sleeps would, and writes down what is told when. */
function chase(facts: RungFacts, from: Date, until: Date): string[] {
  const told: string[] = []
  let now = facts
  for (let wake = nextWake(now, from); wake && wake <= until;) {
    const after = step(now, wake, wake)
    for (const { rung } of after.due) told.push(`${rung} ${shanghai(wake)}`)
    now = { ...now, rungsHandledTo: after.rungsHandledTo, nextRungAt: after.nextRungAt }
    wake = after.nextRungAt
  }
  return told
}
const shanghai = (instant: Date) => new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
const names = (facts: RungFacts, now: Date, wake: Date | null) => rungsDue(facts, now, wake).map(({ rung }) => rung)

describe('the ladder, on a clock that never stops', () => {
  it('chases a serious hazard of seven days as the design writes it', () => {
    assert.deepEqual(chase(serious(), RECEIVED, at('2027-01-01 00:00')), [
      'T-1 2026-11-18 07:00', 'T 2026-11-19 07:00', 'T+1 2026-11-20 07:00', 'T+3 2026-11-22 07:00',
    ])
  })

  it('asks the officer after a day and the principal after two when nobody acknowledges', () => {
    assert.deepEqual(chase(serious({ acknowledgedAt: null }), RECEIVED, at('2026-11-15 00:00')),
      ['unacknowledged-24h 2026-11-13 10:24', 'unacknowledged-48h 2026-11-14 10:24'])
    const [first] = rungsDue(serious({ acknowledgedAt: null }), at('2026-11-13 10:24'), at('2026-11-13 10:24'))
    assert.deepEqual(first?.to, ['officer'])
  })

  it('lets an hour that falls in the night wait for 07:00, save for a major hazard', () => {
    const late = at('2026-11-12 22:30')
    const facts = { acknowledgedAt: null, acknowledgeFrom: late, rungsHandledTo: late }
    assert.equal(chase(serious(facts), late, at('2026-11-14 08:00'))[0], 'unacknowledged-24h 2026-11-14 07:00')
    assert.equal(chase(hazard({ dueOn: '2026-11-13', severity: 'major', ...facts }), late, at('2026-11-14 08:00'))[0],
      'unacknowledged-2h 2026-11-13 00:30')
  })

  it('stops asking for an acknowledgement once the hazard is late', () => {
    const facts = hazard({ dueOn: '2026-11-13', acknowledgedAt: null })
    assert.deepEqual(chase(facts, RECEIVED, at('2026-12-01 00:00')), [
      'T 2026-11-13 07:00', 'unacknowledged-24h 2026-11-13 10:24', 'T+1 2026-11-14 07:00', 'T+3 2026-11-16 07:00',
    ])
  })

  it('chases a major hazard to principal and bureau, with the red card on the first late morning', () => {
    const major = hazard({ dueOn: '2026-11-13', severity: 'major' })
    assert.deepEqual(chase(major, RECEIVED, at('2026-12-31 00:00')), ['T 2026-11-13 07:00', 'T+1 2026-11-14 07:00'])
    assert.deepEqual(rungsDue(major, at('2026-11-14 07:00'), at('2026-11-14 07:00')).map(({ to, level }) => ({ to, level })), [{ to: ['desk'], level: 3 }])
  })

  it('climbs from reviewer to bureau to leader while a rectification waits, and keeps count of the round', () => {
    const waiting = serious({ status: 'rectified', rectifiedAt: at('2026-11-16 15:00'), rectifications: 2 })
    assert.deepEqual(chase(waiting, at('2026-11-16 15:00'), at('2027-01-01 00:00')), [
      'unchecked-3d 2026-11-19 07:00', 'unchecked-7d 2026-11-23 07:00', 'unchecked-10d 2026-11-26 07:00',
    ])
    assert.equal(rungsDue(waiting, at('2026-11-19 07:00'), at('2026-11-19 07:00'))[0]?.occurrence, 2)
  })

  it('says nothing about a hazard that is closed or void', () => {
    assert.equal(nextWake(serious({ status: 'closed' }), RECEIVED), null)
    assert.equal(nextWake(serious({ status: 'void' }), RECEIVED), null)
  })

  it('does not remind of a date that had passed when the version was made', () => {
    const dueToday = hazard({ dueOn: dateOf(RECEIVED) })
    assert.deepEqual(chase(dueToday, RECEIVED, at('2026-11-14 00:00')), ['T+1 2026-11-13 07:00'])
  })
})

describe('the ladder, after an outage', () => {
  it('tells a rung at once while its own day lasts', () => {
    assert.deepEqual(names(serious(), at('2026-11-18 15:00'), at('2026-11-18 07:00')), ['T-1'])
  })

  it('drops a reminder whose day is over and sends only today’s', () => {
    assert.deepEqual(names(serious(), at('2026-11-19 15:00'), at('2026-11-18 07:00')), ['T'])
  })

  it('keeps quiet in the evening: a reminder is dropped, a card waits for the morning', () => {
    const evening = step(serious(), at('2026-11-19 21:00'), at('2026-11-18 07:00'))
    assert.deepEqual(evening.due, [])
    assert.equal(shanghai(evening.nextRungAt!), '2026-11-20 07:00')
    const late = step(serious(), at('2026-11-20 22:00'), at('2026-11-20 07:00'))
    assert.deepEqual([late.due, shanghai(late.nextRungAt!)], [[], '2026-11-21 07:00'])
    assert.deepEqual(names(serious(), at('2026-11-21 07:00'), late.nextRungAt), ['T+1'])
  })

  it('puts a late card off to the next 07:00, and then sends only the highest', () => {
    const found = step(serious(), at('2026-11-21 15:00'), at('2026-11-18 07:00'))
    assert.deepEqual([found.due, shanghai(found.nextRungAt!)], [[], '2026-11-22 07:00'])
    assert.deepEqual(chase({ ...serious(), rungsHandledTo: found.rungsHandledTo, nextRungAt: found.nextRungAt }, at('2026-11-21 15:00'), at('2027-01-01 00:00')),
      ['T+3 2026-11-22 07:00'])
  })

  it('sends the put-off card later that day if the server sleeps through the morning too', () => {
    assert.deepEqual(names(serious(), at('2026-11-27 09:30'), at('2026-11-27 07:00')), ['T+3'])
  })

  it('does not let a major hazard wait that nobody has acknowledged', () => {
    const major = hazard({ dueOn: '2026-11-19', severity: 'major', acknowledgedAt: null })
    assert.deepEqual(names(major, at('2026-11-14 23:00'), at('2026-11-12 12:24')), ['unacknowledged-2h'])
  })
})

describe('the ladder, when a rectification is returned', () => {
  const before = serious({ status: 'rectified', rectifiedAt: at('2026-11-18 09:00'), rungsHandledTo: at('2026-11-18 07:00'), rectifications: 1 })
  const returned = (rungsHandledTo = before.rungsHandledTo, nextRungAt = before.nextRungAt): RungFacts =>
    ({ ...before, status: 'open', rectifiedAt: null, rungsHandledTo, nextRungAt: nextRungAt ?? at('2026-11-25 07:00') })

  it('plans the highest rung that fell meanwhile for the next 07:00', () => {
    const now = at('2026-11-23 15:00')
    assert.deepEqual(nextRung(returned(), now), { rung: 'T+3', at: at('2026-11-24 07:00') })
    assert.deepEqual(chase(returned(), now, at('2027-01-01 00:00')), ['T+3 2026-11-24 07:00'])
  })

  it('still finds them after the reviewer was chased in between', () => {
    const chased = step(before, at('2026-11-25 07:00'), at('2026-11-25 07:00'))
    assert.deepEqual(chased.due.map(({ rung }) => rung), ['unchecked-7d'])
    const now = at('2026-11-25 10:00')
    assert.deepEqual(chase(returned(chased.rungsHandledTo, chased.nextRungAt), now, at('2027-01-01 00:00')), ['T+3 2026-11-26 07:00'])
  })

  it('does not repeat what the school heard before it rectified', () => {
    const now = at('2026-11-18 12:00')
    assert.deepEqual(chase(returned(), now, at('2026-11-20 00:00')), ['T 2026-11-19 07:00'])
  })

  it('does not remind of today’s date by a second message beside the return itself', () => {
    const now = at('2026-11-19 12:00')
    assert.deepEqual(chase(returned(), now, at('2026-11-21 00:00')), ['T+1 2026-11-20 07:00'])
  })
})

describe('the wake, when somebody acts while a tick is owed', () => {
  it('is left for that tick, so that acting a second past seven loses no rung', () => {
    const now = at('2026-11-19 07:00:20')
    const wake = nextWake(serious({ nextRungAt: at('2026-11-19 07:00'), rungsHandledTo: at('2026-11-18 07:00') }), now)
    assert.deepEqual(names(serious(), now, wake), ['T'])
    assert.deepEqual(wake, at('2026-11-19 07:00:00.001'), 'no longer what a tick in progress compares with')
  })

  it('does not wake again for a recheck that was chased to its end', () => {
    const waiting = serious({ status: 'rectified', rectifiedAt: at('2026-11-12 15:00'), nextRungAt: null })
    assert.equal(nextWake(waiting, at('2026-12-12 12:00')), null)
  })

  it('stays what it was when a major rectification gets its first acceptance', () => {
    const wake = at('2026-11-19 07:00')
    const waiting = serious({ severity: 'major', status: 'rectified', rectifiedAt: at('2026-11-12 15:00'), nextRungAt: wake })
    assert.deepEqual(nextWake(waiting, at('2026-11-16 12:00')), wake)
  })
})
