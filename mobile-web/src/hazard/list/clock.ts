import { dateOf } from '../../../../server/contract/calendar.ts'
import type { HazardSummary } from '../../../../server/contract/hazard.ts'
import { today } from '../../words/dates.ts'

type Clocked = Pick<HazardSummary, 'status' | 'receivedAt' | 'rectifiedAt' | 'closedAt' | 'dueOn' | 'originalDueOn'>

/** The dates of a row's ruler: the clock runs while it is the school's move and stops at the rectification. */
export function rulerDates(hazard: Clocked, now = new Date()) {
  const stopped = hazard.status === 'open' ? null : hazard.rectifiedAt ?? hazard.closedAt
  return {
    startOn: dateOf(new Date(hazard.receivedAt)), dueOn: hazard.dueOn, originalDueOn: hazard.originalDueOn,
    endOn: stopped ? dateOf(new Date(stopped)) : today(now),
  }
}
