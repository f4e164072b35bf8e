import type { Actor } from '../account/actor.ts'
import { addDays, dateOf } from '../contract/calendar.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import { numberOf, yearOf } from '../hazard/hazard.record.ts'
import { ACCEPTED, planOf, VOIDED } from './cases/remarks.ts'
import { atWork, minutesAfter, workdayFrom } from './moments.ts'
import type { Random } from './random.ts'
import type { Deed, Replay } from './replay.ts'
import { CASES, daysFor, severityOf } from './story.ts'

/** What a life ends as: most are over, the others stand somewhere on the way. */
export type Ending = 'closed' | 'void' | 'open' | 'rectified'

export interface SeedPlace {
  schoolId: string
  lng: number
  lat: number
  officer: Actor
  principal: Actor
  inspector: Actor
}

/** An after-photo or before-photo that a history relies on. */
export interface SeedShot {
  _id: string
  hazardId: string
  schoolId: string
  kind: 'before' | 'after'
  place: number
  by: string
  at: Date
}

export interface SeedLife { hazard: HazardRecord; shots: SeedShot[] }

/** Nothing reaches further back: with the present year the numbers then run through two or three years. */
const PAST_DAYS = 700
const ORDINARY = CASES.filter((kase) => severityOf(kase) !== 'major')
const MAJOR = CASES.filter((kase) => severityOf(kase) === 'major')
const SLOW = ORDINARY.filter((kase) => daysFor({ kase, severity: severityOf(kase) }) >= 7)
const SERIOUS = ORDINARY.filter((kase) => severityOf(kase) === 'serious')

export interface SeedLives {
  replay: Replay
  random: Random
  desks: readonly Actor[]
  now: Date
  nextSeq(schoolId: string, year: number): number
}

/** Lives one hazard through by the same functions as the running system, quickly: a hundred thousand take half a minute. */
export async function seedLife(tools: SeedLives, place: SeedPlace, ending: Ending): Promise<SeedLife> {
  const life = begin(tools, place, ending)
  const { random, desks, replay, now } = tools
  await life.report()
  if (random.chance(0.85)) {
    life.later(0, 1)
    await life.act(place.officer, { action: 'acknowledge' })
  }
  if (ending === 'void') {
    life.later(0, 2)
    await life.act(random.pick(desks), { action: 'void', reason: 'mistaken', note: VOIDED.mistaken })
  } else if (ending !== 'open') await putRight(life, ending)
  await replay.passTime(now)
  return { hazard: { ...replay.hazard(), photoIds: life.shots.map(({ _id }) => _id) }, shots: life.shots }
}

type Begun = ReturnType<typeof begin>

function begin(tools: SeedLives, place: SeedPlace, ending: Ending) {
  const { replay, random, now } = tools
  const kase = caseFor(ending, random)
  const severity = severityOf(kase)
  const days = daysFor({ kase, severity })
  const reporter = random.chance(0.75) ? place.inspector : place.officer
  const id = random.uuid()
  const shots: SeedShot[] = []
  let at = atWork(workdayFrom(addDays(dateOf(now), -receivedAgo(ending, days, random))), random)

  function later(fewest: number, most: number): void {
    const moment = atWork(addDays(dateOf(at), random.between(fewest, most)), random)
    const soonest = minutesAfter(at, random.between(5, 90))
    const latest = minutesAfter(now, -10)
    at = moment > soonest ? moment : soonest
    if (at > latest) at = latest
  }

  function shoot(kind: SeedShot['kind'], by: Actor): string {
    const before = shots.filter((one) => one.kind === kind).length
    const shot = { _id: random.uuid(), hazardId: id, schoolId: place.schoolId, kind, place: before, by: by.id, at }
    shots.push(shot)
    return shot._id
  }

  async function report(): Promise<void> {
    await replay.report({
      id, seq: tools.nextSeq(place.schoolId, yearOf(at)), reporter, assigneeId: place.officer.id,
      request: {
        schoolId: place.schoolId, spot: random.pick(kase.spots), category: kase.item.split('-')[0]!, checklistItem: kase.item, severity,
        description: kase.found, photoCount: 1,
        location: { lng: place.lng, lat: place.lat, accuracyMetres: random.between(5, 40) }, foundAt: minutesAfter(at, -4).toISOString(),
      },
    }, at)
    shoot('before', reporter)
  }

  const act = (by: Actor, deed: Deed) => replay.act(by, deed, random.uuid(), at)
  return { tools, place, kase, days, reporter, shots, at: () => at, later, shoot, report, act }
}

/** Days since the receipt; two more are kept in hand for a receipt on a weekend, which moves to Monday. */
function receivedAgo(ending: Ending, days: number, random: Random): number {
  if (ending === 'rectified') return 2 + random.between(4, 9)
  if (ending !== 'open') return 2 + random.between(40, PAST_DAYS)
  return 2 + (random.chance(0.13) ? days + random.between(1, 12) : random.between(1, Math.max(1, days - 1)))
}

/** Fixed, sent back now and then, and accepted as often as its severity asks; a rectified one is left to the reviewer. */
async function putRight({ tools: { replay, random, desks }, place, kase, days, reporter, at, later, shoot, act }: Begun, ending: Ending): Promise<void> {
  const fix = (by: Actor) =>
    act(by, { action: replay.hazard().severity === 'general' ? 'close' : 'rectify', measures: kase.done, photoIds: [shoot('after', by)] })
  const accept = (by: Actor) => act(by, { action: 'accept', note: random.pick(ACCEPTED) })
  const reviewer = reporter.role === 'inspector' ? reporter : place.inspector
  later(0, Math.max(1, Math.round(days * (random.chance(0.1) ? 1.4 : 0.8))))
  if (replay.hazard().severity === 'major') {
    await act(place.officer, { action: 'submitPlan', ...planOf(kase, dateOf(at())) })
    await act(random.pick(desks), { action: 'approvePlan' })
  }
  await fix(random.chance(0.9) ? place.officer : place.principal)
  if (ending === 'rectified' || replay.hazard().status !== 'rectified') return
  later(0, 3)
  if (random.chance(0.12)) {
    await act(reviewer, { action: 'return', reason: kase.back })
    later(1, 3)
    await fix(place.officer)
    later(0, 2)
  }
  await accept(reviewer)
  if (replay.hazard().status === 'closed') return
  later(0, 1)
  await accept(random.pick(desks))
}

function caseFor(ending: Ending, random: Random) {
  if (ending === 'open') return random.pick(random.chance(0.004) ? MAJOR : SLOW)
  if (ending === 'rectified') return random.pick(SERIOUS)
  return random.pick(random.chance(0.01) ? MAJOR : ORDINARY)
}

/** Numbers go on where a school's year had ended. */
export function createNumbers(last: ReadonlyMap<string, number>) {
  const used = new Map(last)
  return (schoolId: string, year: number): number => {
    const key = numberOf(schoolId, year, 0)
    const seq = (used.get(key) ?? 0) + 1
    used.set(key, seq)
    return seq
  }
}
