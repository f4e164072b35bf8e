import { addDays, dateOf, instantAt } from '../contract/calendar.ts'
import type { Rung, Severity, Status } from '../contract/enumerations.ts'
import { LADDER, type Family, type LadderRow, type Recipient } from './ladder.ts'
import { audibleFrom, isQuiet, MORNING, nextMorning } from './quiet-hours.ts'

/** What the ladder reads of a hazard. */
export interface RungFacts {
  readonly severity: Severity
  readonly status: Status
  readonly dueOn: string
  readonly dueAt: Date
  readonly receivedAt: Date
  readonly acknowledgedAt: Date | null
  readonly acknowledgeFrom: Date
  readonly rectifiedAt: Date | null
  /** Rungs up to this instant are done with: sent, dropped, or overtaken by a new deadline. */
  readonly rungsHandledTo: Date
  readonly rectifications: number
  readonly deadlineVersion: number
  /** To an authority outside: what the deadline says is then the bureau's to hear, not the school's. */
  readonly handedOver?: object | null | undefined
  /** The wake that is stored at present; one that is past by now is still owed a tick. */
  readonly nextRungAt?: Date | null
}

export interface DueRung {
  rung: Rung
  /** Which round of its family it is told in: what starts again is told anew. */
  occurrence: number
  to: readonly Recipient[]
  level: number
  /** The rung's own instant; the tick that found it may be later. */
  at: Date
}

/** Where a hazard stands on the ladder after a tick: what to tell now, and what to store. */
export interface Step {
  due: DueRung[]
  rungsHandledTo: Date
  nextRungAt: Date | null
}

interface Candidate { row: LadderRow; at: Date }

/**
 * When the hazard must next be looked at, as its facts stand after an action at `now`; null while nothing can come.
 * Rungs that fell unheard (the hazard was rectified meanwhile): those before the deadline are dropped, of the others the
 * highest waits for the next 07:00. A wake that a tick still owes is left to that tick.
 */
export function nextWake(facts: RungFacts, now: Date): Date | null {
  const { past, future } = split(facts, now)
  const kept = past.length > 0 ? wakeToKeep(facts, now) : undefined
  if (kept !== undefined) return kept
  if (survivors(facts, past, now).some(neverWaits(facts))) return now
  return earliest(future, survivors(facts, past, nextMorning(now)).length > 0 ? nextMorning(now) : null)
}

/**
 * The wake that an action must leave standing, if there is one: a tick that is owed sorts its past rungs out itself, and a
 * hazard that was rectified before this action keeps its wake through it. An owed one moves by a millisecond, so that a tick
 * which is just then working from the older facts loses its compare-and-set and looks again.
 */
function wakeToKeep({ status, nextRungAt }: RungFacts, now: Date): Date | null | undefined {
  if (nextRungAt && nextRungAt <= now) return new Date(nextRungAt.getTime() + 1)
  return status === 'rectified' ? nextRungAt : undefined
}

/** What a tick at `now` has to tell; nothing before `wake`, the instant that was stored for it. */
export const rungsDue = (facts: RungFacts, now: Date, wake: Date | null = facts.nextRungAt ?? null): DueRung[] =>
  step(facts, now, wake).due

/** The rung that comes next if nothing happens. */
export function nextRung(facts: RungFacts, now: Date): { rung: Rung; at: Date } | null {
  const wake = nextWake(facts, now)
  if (!wake) return null
  const at = wake > now ? wake : now
  const [first] = rungsDue(facts, at, wake)
  return first ? { rung: first.rung, at } : null
}

/** Whether a rung that was planned may still be told, looking at the hazard again just before it is. */
export function stillApplies(rung: Rung, occurrence: number, facts: RungFacts, now: Date): boolean {
  const row = LADDER[facts.severity].find((one) => one.rung === rung)
  if (!row || !applies[row.family](facts) || roundOf[row.family](facts) !== occurrence) return false
  if (isBeforeDeadline(row)) return onOwnDay({ row, at: instantOf(row, facts) }, now)
  return row.family !== 'acknowledge' || now < facts.dueAt
}

/**
 * One tick for one hazard. Of each family only the highest past rung is told. A tick within that rung's own day tells it
 * at once; a later one (an outage) at the next 07:00, or together with another rung that is timely.
 */
export function step(facts: RungFacts, now: Date, wake: Date | null): Step {
  const { past, future } = split(facts, now)
  if (!wake || wake > now) return { due: [], rungsHandledTo: facts.rungsHandledTo, nextRungAt: wake }
  const heads = highestOfEachFamily(survivors(facts, past, now))
  if (heads.length > 0 && mayTell(facts, heads, now, wake)) {
    return { due: heads.map((head) => dueRung(facts, head)), rungsHandledTo: handledTo(facts, now), nextRungAt: earliest(future) }
  }
  const deferred = survivors(facts, past, nextMorning(now)).length > 0
  return {
    due: [], rungsHandledTo: deferred ? facts.rungsHandledTo : handledTo(facts, now),
    nextRungAt: earliest(future, deferred ? nextMorning(now) : null),
  }
}

/**
 * The mark belongs to the open hazard. Chasing a reviewer leaves it where it is, so that the rungs which fell meanwhile are
 * still found when the hazard is returned. A recheck needs no mark: its stored wake always stands for its highest past rung.
 */
const handledTo = (facts: RungFacts, now: Date): Date => (facts.status === 'rectified' ? facts.rungsHandledTo : now)

function split(facts: RungFacts, now: Date): { past: Candidate[]; future: Candidate[] } {
  const all = candidates(facts)
  return { past: all.filter(({ at }) => at <= now), future: all.filter(({ at }) => at > now) }
}

function candidates(facts: RungFacts): Candidate[] {
  return LADDER[facts.severity]
    .filter(({ family }) => applies[family](facts))
    .map((row) => ({ row, at: instantOf(row, facts) }))
    .filter(({ row, at }) => at > facts.rungsHandledTo && (row.family !== 'acknowledge' || at < facts.dueAt))
}

const applies: Readonly<Record<Family, (facts: RungFacts) => boolean>> = {
  deadline: ({ status }) => status === 'open',
  acknowledge: ({ status, acknowledgedAt }) => status === 'open' && acknowledgedAt === null,
  recheck: ({ status, rectifiedAt }) => status === 'rectified' && rectifiedAt !== null,
}

/**
 * A deadline has one round a version. Not rechecked: the number of rectifications so far. Not acknowledged: how long after the
 * receipt, in milliseconds, its clock was started; 0 until the hazard is first handed on.
 */
const roundOf: Readonly<Record<Family, (facts: RungFacts) => number>> = {
  deadline: () => 0,
  acknowledge: ({ acknowledgeFrom, receivedAt }) => acknowledgeFrom.getTime() - receivedAt.getTime(),
  recheck: ({ rectifications }) => rectifications,
}

function instantOf({ family, after }: LadderRow, facts: RungFacts): Date {
  const from = family === 'recheck' ? facts.rectifiedAt! : facts.acknowledgeFrom
  if ('hours' in after) return audibleFrom(new Date(from.getTime() + after.hours * 3_600_000), facts.severity !== 'major')
  return instantAt(addDays(family === 'deadline' ? facts.dueOn : dateOf(from), after.days), MORNING)
}

/** Past rungs that are still worth telling at `tellingAt`: a reminder of a coming date only on its own day, before quiet hours. */
function survivors(facts: RungFacts, past: readonly Candidate[], tellingAt: Date): Candidate[] {
  const tooLate = (candidate: Candidate) => !onOwnDay(candidate, tellingAt) || isSilent(facts, tellingAt)
  return past.filter((candidate) => {
    if (candidate.row.family === 'acknowledge') return tellingAt < facts.dueAt
    return !isBeforeDeadline(candidate.row) || !tooLate(candidate)
  })
}

const isBeforeDeadline = ({ family, after }: LadderRow) => family === 'deadline' && 'days' in after && after.days <= 0
const onOwnDay = ({ at }: Candidate, now: Date) => dateOf(at) === dateOf(now)
const isSilent = ({ severity }: RungFacts, now: Date) => severity !== 'major' && isQuiet(now)

/** A major hazard that nobody has acknowledged is counted in hours and does not wait for a morning. */
const neverWaits = ({ severity }: RungFacts) => ({ row }: Candidate): boolean => severity === 'major' && 'hours' in row.after

/** A wake within today is either a rung's own or the morning that a late one was put off to. */
function mayTell(facts: RungFacts, heads: readonly Candidate[], now: Date, wake: Date): boolean {
  if (isSilent(facts, now)) return false
  return dateOf(wake) === dateOf(now) || heads.some((head) => onOwnDay(head, now) || neverWaits(facts)(head))
}

function highestOfEachFamily(past: readonly Candidate[]): Candidate[] {
  const heads = new Map<Family, Candidate>()
  for (const candidate of past) {
    const head = heads.get(candidate.row.family)
    if (!head || candidate.at >= head.at) heads.set(candidate.row.family, candidate)
  }
  return [...heads.values()].sort((a, b) => b.row.level - a.row.level)
}

function dueRung(facts: RungFacts, { row, at }: Candidate): DueRung {
  const { rung, family, to, level } = row
  return { rung, occurrence: roundOf[family](facts), ...(facts.handedOver && family === 'deadline' ? FOLLOW_UP : { to, level }), at }
}

/** What an authority outside is late with is a card against nobody at the school. */
const FOLLOW_UP: Pick<DueRung, 'to' | 'level'> = { to: ['desk', 'leader'], level: 0 }

function earliest(future: readonly Candidate[], other: Date | null = null): Date | null {
  const times = [...future.map(({ at }) => at.getTime()), ...(other ? [other.getTime()] : [])]
  return times.length > 0 ? new Date(Math.min(...times)) : null
}
