import type { HazardSummary } from '../../../../server/contract/hazard.ts'

export const GROUPS = ['overdue', 'today', 'week', 'later'] as const
export type Group = (typeof GROUPS)[number]

type Timed = Pick<HazardSummary, 'state' | 'daysLeft'>

/** By time, not by status: what is late, what ends today, what ends within a week, the rest. */
export function groupOf({ state, daysLeft }: Timed): Group {
  if (state === 'overdue') return 'overdue'
  if (daysLeft <= 0) return 'today'
  return daysLeft <= 7 ? 'week' : 'later'
}

/** The groups that have anything in them, in order; inside a group the order given stands. */
export function byTime<T extends Timed>(hazards: readonly T[]): { group: Group; hazards: T[] }[] {
  return GROUPS.map((group) => ({ group, hazards: hazards.filter((hazard) => groupOf(hazard) === group) }))
    .filter(({ hazards: inGroup }) => inGroup.length > 0)
}
