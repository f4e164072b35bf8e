import { dateOf, daysBetween } from '../contract/calendar.ts'
import type { LedgerLevels } from '../contract/ledger.ts'
import type { School } from '../contract/school.ts'
import type { OldFacts } from '../hazard/hazard.importing.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import { deadlineOf, evidenceOf } from '../paper/paper.facts.ts'

/** What one line of the ledger is made from: a hazard, and what other rooms say of the ids in it. */
export interface LineFacts {
  hazard: HazardRecord
  /** From 1, in the order of the file. */
  at: number
  school: School | undefined
  principal: string | undefined
  /** The rules that the bureau has ticked for its checklist item, as papers print them. */
  basis: string
  /** The numbers of the notices in force that cover it. */
  notices: string
  category: string
  nameOf(accountId: string): string
  levels: LedgerLevels
  /** The cut-off: days overdue are counted to it. */
  now: Date
}

/** What the old ledger said of a hazard that came with one. */
export const oldOf = ({ history }: HazardRecord): OldFacts => (history[0]?.old ?? {}) as OldFacts

/** What was done: by the rectification in force, or as the old ledger says. */
export const measuresOf = (hazard: HazardRecord): string => evidenceOf(hazard)?.measures ?? oldOf(hazard).measures ?? ''

/** The promised date, and until when more time was granted. An old ledger says both itself. */
export function deadlinesIn(hazard: HazardRecord): { on: string; extendedTo: string | null } {
  const { originalDueOn, dueOn, importId, version } = hazard
  if (importId && version === 1) return { on: originalDueOn, extendedTo: originalDueOn === dueOn ? null : dueOn }
  return deadlineOf(hazard)
}

/** The date from which a hazard no longer runs late: put right, or closed; null while it is open. */
function settledOn({ rectifiedAt, closedAt }: HazardRecord): string | null {
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
  const yuan = evidenceOf(hazard)?.costYuan ?? oldOf(hazard).costYuan ?? null
  return yuan === null ? null : yuan / 10_000
}
