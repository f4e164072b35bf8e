import assert from 'node:assert/strict'
import fc from 'fast-check'
import { addDays, dateOf, hourOf, instantAt } from '../../../server/contract/calendar.ts'
import { SEVERITIES } from '../../../server/contract/enumerations.ts'
import { LADDER } from '../../../server/reminder/ladder.ts'
import { nextWake, step, type DueRung, type RungFacts } from '../../../server/reminder/rungs.ts'

const MINUTE = 60_000
const RECEIVED = new Date('2026-11-12T02:24:00.000Z')

type Doing = 'tick' | 'acknowledge' | 'rectify' | 'return' | 'returnWithDate' | 'close' | 'reopen' | 'reassign'
interface Told extends DueRung { now: Date; version: number; facts: RungFacts }

const doings = fc.array(fc.tuple(
  fc.oneof({ weight: 8, arbitrary: fc.constant<Doing>('tick') },
    { weight: 2, arbitrary: fc.constantFrom<Doing>('acknowledge', 'rectify', 'return', 'returnWithDate', 'close', 'reopen', 'reassign') }),
  // Gaps from a minute to days: a server that runs, and one that was down.
  fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 60, max: 60 * 24 * 6 })),
), { maxLength: 60 })
const beginnings = fc.record({
  severity: fc.constantFrom(...SEVERITIES), days: fc.integer({ min: 0, max: 20 }), minutesLater: fc.integer({ min: 0, max: 1440 }),
})

function begin({ severity, days, minutesLater }: { severity: RungFacts['severity']; days: number; minutesLater: number }): RungFacts {
  const received = new Date(RECEIVED.getTime() + minutesLater * MINUTE)
  const facts: RungFacts = {
    severity, status: 'open', ...due(received, days), receivedAt: received, acknowledgedAt: null, acknowledgeFrom: received, rectifiedAt: null,
    rungsHandledTo: received, rectifications: 0, deadlineVersion: 1,
  }
  return { ...facts, nextRungAt: nextWake(facts, received) }
}
const due = (from: Date, days: number) => ({ dueOn: addDays(dateOf(from), days), dueAt: instantAt(addDays(dateOf(from), days + 1)) })

/** What each action does to the facts, where it is allowed. Written apart from the hazard room, so that the rules stand alone. */
function act(facts: RungFacts, doing: Doing, now: Date): RungFacts {
  const version = (days: number) => ({ ...due(now, days), deadlineVersion: facts.deadlineVersion + 1, rungsHandledTo: now })
  const { status } = facts
  const set: Partial<RungFacts> | null =
    doing === 'acknowledge' && status === 'open' ? { acknowledgedAt: facts.acknowledgedAt ?? now }
    : doing === 'rectify' && status === 'open' ? { status: 'rectified', acknowledgedAt: facts.acknowledgedAt ?? now, rectifiedAt: now, rectifications: facts.rectifications + 1 }
    : doing === 'return' && status === 'rectified' ? { status: 'open', rectifiedAt: null }
    : doing === 'returnWithDate' && status === 'rectified' ? { status: 'open', rectifiedAt: null, ...version(5) }
    : doing === 'close' && status !== 'closed' ? { status: 'closed' }
    : doing === 'reopen' && status === 'closed' ? { status: 'open', rectifiedAt: null, acknowledgedAt: null, acknowledgeFrom: now, ...version(7) }
    : doing === 'reassign' && status !== 'closed' ? { acknowledgedAt: null, acknowledgeFrom: now }
    : null
  if (!set) return facts
  const after = { ...facts, ...set }
  return { ...after, nextRungAt: nextWake(after, now) }
}

function live(beginning: RungFacts, steps: [Doing, number][]): Told[] {
  const told: Told[] = []
  let facts = beginning
  let now = beginning.acknowledgeFrom
  for (const [doing, minutes] of steps) {
    now = new Date(now.getTime() + minutes * MINUTE)
    if (doing !== 'tick') facts = act(facts, doing, now)
    else if (facts.nextRungAt && facts.nextRungAt <= now) {
      const after = step(facts, now, facts.nextRungAt)
      told.push(...after.due.map((rung) => ({ ...rung, now, version: facts.deadlineVersion, facts })))
      assert.ok(after.nextRungAt === null || after.nextRungAt > now, 'a tick moves the wake on')
      facts = { ...facts, rungsHandledTo: after.rungsHandledTo, nextRungAt: after.nextRungAt }
    }
  }
  return told
}

const always = (holds: (told: Told[], beginning: RungFacts) => void) =>
  fc.assert(fc.property(beginnings, doings, (beginning, steps) => {
    const facts = begin(beginning)
    holds(live(facts, steps), facts)
  }), { numRuns: 1500 })

const familyOf = ({ rung, facts }: Told) => LADDER[facts.severity].find((row) => row.rung === rung)!.family

describe('the ladder, whatever happens', () => {
  it('tells no rung twice', () => always((told) => {
    const keys = told.map(({ version, rung, occurrence }) => `${version}:${rung}:${occurrence}`)
    assert.equal(new Set(keys).size, keys.length)
  }))

  it('tells no rung before its time', () => always((told) => {
    for (const { at, now } of told) assert.ok(at <= now)
  }))

  it('speaks only to those whose move it is', () => always((told) => {
    for (const one of told) {
      assert.equal(one.facts.status, familyOf(one) === 'recheck' ? 'rectified' : 'open')
      if (familyOf(one) === 'acknowledge') assert.ok(one.facts.acknowledgedAt === null && one.now < one.facts.dueAt)
    }
  }))

  it('keeps the quiet hours, save for a major hazard', () => always((told) => {
    for (const { facts, now } of told) if (facts.severity !== 'major') assert.ok(hourOf(now) >= 7 && hourOf(now) < 21)
  }))

  it('reminds of a coming date only on the day of the reminder', () => always((told) => {
    for (const { rung, at, now } of told) if (rung === 'T' || rung === 'T-1') assert.equal(dateOf(at), dateOf(now))
  }))

  it('tells at most one rung of a family in one tick, hence at most one late one after an outage', () => always((told) => {
    const ticks = told.map((one) => `${one.now.getTime()}:${familyOf(one)}`)
    assert.equal(new Set(ticks).size, ticks.length)
  }))

  it('never steps down within a family', () => always((told) => {
    const last = new Map<string, number>()
    for (const one of told) {
      const key = `${one.version}:${familyOf(one)}:${one.occurrence}`
      const index = LADDER[one.facts.severity].findIndex(({ rung }) => rung === one.rung)
      assert.ok(index > (last.get(key) ?? -1))
      last.set(key, index)
    }
  }))

  it('reaches the top of the ladder for a hazard that everybody leaves alone, however the server sleeps', () => {
    fc.assert(fc.property(beginnings, fc.array(fc.integer({ min: 1, max: 60 * 24 * 9 }), { maxLength: 12 }), (beginning, gaps) => {
      const facts = begin(beginning)
      const outages = gaps.map((minutes): [Doing, number] => ['tick', minutes])
      // Then an office that switches its machine on at some hour of the day, every day for two months.
      const days = Array.from({ length: 60 * 4 }, (): [Doing, number] => ['tick', 6 * 60])
      const top = facts.severity === 'major' ? 'T+1' : 'T+3'
      assert.equal(live(facts, [...outages, ...days]).filter(({ rung }) => rung === top).length, 1)
    }), { numRuns: 500 })
  })
})
