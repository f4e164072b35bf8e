import { dateOf, daysBetween } from '../contract/calendar.ts'
import type { LedgerLevels } from '../contract/ledger.ts'
import type { School } from '../contract/school.ts'
import type { HazardRecord, HistoryEntry } from '../hazard/hazard.model.ts'

/** What one line of the ledger is made from: a hazard, and what other rooms say of the ids in it. */
export interface LineFacts {
  hazard: HazardRecord
  /** From 1, in the order of the file. */
  at: number
  school: School | undefined
  principal: string | undefined
  category: string
  nameOf(accountId: string): string
  levels: LedgerLevels
  /** The cut-off: days overdue are counted to it. */
  now: Date
}

const RECTIFIES = new Set(['rectify', 'close', 'fixOnSpot'])

/** The rectification that stands, or was submitted last. */
export const lastRectification = ({ history }: HazardRecord): HistoryEntry | undefined =>
  history.findLast(({ action }) => RECTIFIES.has(action))

/** The date from which a hazard no longer runs late: put right, or closed; null while it is open. */
export function settledOn({ rectifiedAt, closedAt }: HazardRecord): string | null {
  const at = rectifiedAt ?? closedAt
  return at && dateOf(at)
}

/** Days behind the deadline that holds, at the cut-off or when it was put right; null where there are none. */
export function daysOverdue(hazard: HazardRecord, now: Date): number | null {
  if (hazard.status === 'void') return null
  const days = daysBetween(hazard.dueOn, settledOn(hazard) ?? dateOf(now))
  return days > 0 ? days : null
}

/** What the rectification cost, in 万元. */
export function fundsOf(hazard: HazardRecord): number | null {
  const yuan = lastRectification(hazard)?.costYuan
  return typeof yuan === 'number' ? yuan / 10_000 : null
}
