import { addDays, dateOf, daysBetween, instantAt } from '../contract/calendar.ts'
import type { DeadlineSetBy, Severity, State, Status } from '../contract/enumerations.ts'
import { Problem } from '../http/problem.ts'
import type { DeadlineVersion } from './hazard.model.ts'

/** Calendar days allowed when neither the checklist item nor a person says otherwise. Customary figures; no law sets them. */
export const DEADLINE_DAYS: Readonly<Record<Severity, number>> = { general: 15, serious: 7, major: 1 }

/** The furthest a deadline may be set by hand. Treatment of a hazard is planned within a year (青岛 2012, as an upper bound). */
const FURTHEST_DAYS = 365
const SOON_DAYS = 3

/** The first instant at which a hazard due on this date is late: 00:00 of the next day, exclusive. Never shown as a date. */
export const dueAtOf = (dueOn: string): Date => instantAt(addDays(dueOn, 1))

/** The first instant at which it counts as due soon: three days before, or half of the time allowed if that is less. */
export function soonAtOf(startOn: string, dueOn: string): Date {
  const daysBefore = Math.floor(Math.min(SOON_DAYS, Math.max(0, daysBetween(startOn, dueOn)) / 2))
  return instantAt(addDays(dueOn, -daysBefore))
}

/** The days a person is shown: 3 is 剩 3 天, 0 今天到期, −5 逾期 5 天. */
export const daysLeft = (dueOn: string, now: Date): number => daysBetween(dateOf(now), dueOn)

/** Overdue ⇔ open and now ≥ dueAt. A rectified hazard is never overdue: it is the reviewer's move. */
export function stateOf(hazard: { status: Status; dueAt: Date; soonAt: Date }, now: Date): State {
  if (hazard.status !== 'open') return hazard.status
  if (now >= hazard.dueAt) return 'overdue'
  return now >= hazard.soonAt ? 'soon' : 'open'
}

interface Proposal { days: number; setBy: DeadlineSetBy }

/** What an item and a severity propose: the item's own days while the severity is the item's own, else the severity's. */
export function proposedDays(severity: Severity, item?: { defaultSeverity: Severity; suggestedDeadlineDays: number } | null): Proposal {
  if (item && item.defaultSeverity === severity) return { days: item.suggestedDeadlineDays, setBy: 'item' }
  return { days: DEADLINE_DAYS[severity], setBy: 'severity' }
}

export interface ByHand {
  dueOn?: string | undefined
  reason?: string | null | undefined
  /** A school checking itself may promise an earlier date, never a later one. */
  onlyShorter?: boolean
  /** A reviewer's own new date needs no second reason: the action carries one. */
  reasonGiven?: boolean
}

/**
 * A new version of the deadline, counted from the day of `now` (that day itself not counted).
 * Throws deadline-out-of-range for a date in the past, beyond a year, or longer where only shorter is allowed,
 * and deadline-reason-missing for a longer one without a reason.
 */
export function makeDeadline(version: number, proposal: Proposal, hand: ByHand, by: string, now: Date): DeadlineVersion {
  const startOn = dateOf(now)
  const proposedOn = addDays(startOn, proposal.days)
  const dueOn = hand.dueOn ?? proposedOn
  const chosen = dueOn !== proposedOn
  if (chosen) checkChosen(startOn, proposedOn, dueOn, hand)
  return {
    version, dueOn, startOn, days: daysBetween(startOn, dueOn), mode: 'calendar',
    setBy: chosen ? 'hand' : proposal.setBy, reason: chosen ? hand.reason ?? null : null, by, at: now,
  }
}

function checkChosen(startOn: string, proposedOn: string, dueOn: string, hand: ByHand): void {
  const longer = dueOn > proposedOn
  if (!isWithinReach(startOn, dueOn) || (longer && hand.onlyShorter)) throw outOfRange()
  if (longer && !hand.reason && !hand.reasonGiven) {
    throw new Problem('deadline-reason-missing', { errors: [{ path: 'dueReason', code: 'missing' }] })
  }
}

const isWithinReach = (today: string, dueOn: string) => dueOn >= today && dueOn <= addDays(today, FURTHEST_DAYS)
const outOfRange = () => new Problem('deadline-out-of-range', { errors: [{ path: 'dueOn', code: 'out-of-range' }] })

/** Throws deadline-out-of-range for a date that has passed, or is more than a year away. */
export function checkWithinReach(dueOn: string, now: Date): void {
  if (!isWithinReach(dateOf(now), dueOn)) throw outOfRange()
}

/** The same for a date that does not extend the deadline either. */
export function checkLater(hazard: { dueOn: string }, dueOn: string, now: Date): void {
  checkWithinReach(dueOn, now)
  if (dueOn <= hazard.dueOn) throw outOfRange()
}

/** A version whose date a person named, whatever would have been proposed. Throws deadline-out-of-range. */
export function deadlineByHand(version: number, dueOn: string, { reason }: { reason: string | null }, by: string, now: Date): DeadlineVersion {
  checkWithinReach(dueOn, now)
  const startOn = dateOf(now)
  return { version, dueOn, startOn, days: daysBetween(startOn, dueOn), mode: 'calendar', setBy: 'hand', reason, by, at: now }
}

/** The fields of a hazard that follow from its newest deadline version. */
export const deadlineFields = (deadline: DeadlineVersion) => ({
  dueOn: deadline.dueOn, dueAt: dueAtOf(deadline.dueOn), soonAt: soonAtOf(deadline.startOn, deadline.dueOn),
  deadlineSetBy: deadline.setBy, deadlineVersion: deadline.version,
})
