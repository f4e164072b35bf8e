import { addDays, daysBetween } from '../../../../server/contract/calendar.ts'
import type { ChecklistItem } from '../../../../server/contract/checklist.ts'
import type { Severity } from '../../../../server/contract/enumerations.ts'

export type DeadlineDays = Readonly<Record<Severity, number>>

/**
 * Days allowed by the rule: the checklist item's own while the severity is the item's own, else the severity's.
 * The phone's figure is a proposal; the receipt carries the real date.
 */
export function daysAllowed(severity: Severity, item: ChecklistItem | null, days: DeadlineDays): number {
  return item && item.defaultSeverity === severity ? item.suggestedDeadlineDays : days[severity]
}

/** The last day of the time allowed: today is not counted, and 0 days mean today. */
export const proposedDueOn = (today: string, days: number): string => addDays(today, days)

/** No deadline lies further away than this; the server says the same. */
export const LONGEST_DAYS = 365

export type DeadlineFault = 'before-today' | 'too-far' | 'reason-missing' | 'only-shorter'

/** What is wrong with a deadline set by hand. Shorter is free, longer wants a reason, a self-check may only shorten. */
export function deadlineFault(
  chosen: { dueOn: string; reason: string }, proposed: string, today: string, selfCheck: boolean,
): DeadlineFault | null {
  if (daysBetween(today, chosen.dueOn) < 0) return 'before-today'
  if (daysBetween(today, chosen.dueOn) > LONGEST_DAYS) return 'too-far'
  if (daysBetween(proposed, chosen.dueOn) <= 0) return null
  if (selfCheck) return 'only-shorter'
  return chosen.reason.trim() === '' ? 'reason-missing' : null
}
