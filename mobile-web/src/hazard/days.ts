import type { HazardSummary } from '../../../server/contract/hazard.ts'
import { t } from '../words/t.ts'

type Clocked = Pick<HazardSummary, 'state' | 'severity' | 'daysLeft' | 'dueAt'>

const HOUR_MS = 3_600_000

/** How a hazard stands, in words: 剩 3 天 · 今天到期 · 逾期 5 天 · 待复查. A major one counts hours under a day. */
export function stateWords(hazard: Clocked, now = new Date()): string {
  if (hazard.state === 'overdue') return t('hazard.daysOverdue', { n: -hazard.daysLeft })
  if (hazard.state !== 'open' && hazard.state !== 'soon') return t(`hazard.state.${hazard.state}`)
  const hours = (Date.parse(hazard.dueAt) - now.getTime()) / HOUR_MS
  if (hazard.severity === 'major' && hours > 0 && hours < 24) return t('hazard.hoursLeft', { n: Math.max(1, Math.floor(hours)) })
  return hazard.daysLeft <= 0 ? t('hazard.dueToday') : t('hazard.daysLeft', { n: hazard.daysLeft })
}
