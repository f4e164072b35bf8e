import type { HazardMap } from '../../../../server/contract/map.ts'
import { addCounts, MAP_STATES, sumOf, type MapState } from '../../map/map-points.ts'
import { sameStates, STANDING, type HazardFilter } from './filter.ts'

/** The filters that everybody uses, as tabs above the list. */
export const TABS = ['standing', 'overdue', 'soon', 'rectified', 'major', 'closed'] as const
export type Tab = (typeof TABS)[number]

/** Figures of the tabs; a tab whose number is not known for certain has none. */
export type TabFigures = Partial<Record<Tab, number>>

const onlyMajor = ({ severity, states }: HazardFilter) => severity.length === 1 && severity[0] === 'major' && sameStates(states, STANDING)

/** The tab that says what is shown, if one does. */
export function tabOf(filter: HazardFilter): Tab | null {
  if (sameStates(filter.states, STANDING)) return onlyMajor(filter) ? 'major' : 'standing'
  return filter.states.length === 1 ? TABS.find((tab) => tab === filter.states[0]) ?? null : null
}

/** What choosing a tab changes. The severity that only the tab 重大 had set goes with it. */
export function tabFilter(tab: Tab, now: HazardFilter): Partial<HazardFilter> {
  const severity = onlyMajor(now) ? [] : now.severity
  if (tab === 'standing') return { states: STANDING, severity, sort: null }
  return tab === 'major' ? { states: STANDING, severity: ['major'], sort: null } : { states: [tab], severity, sort: null }
}

/** The narrowing under which the tabs are counted: that of the list, without what the tab 重大 itself sets. */
export const tabNarrowing = (filter: HazardFilter): HazardFilter => (onlyMajor(filter) ? { ...filter, severity: [] } : filter)

/** Sums over the whole district, or over the schools chosen; null where one of those has no place and is not counted by itself. */
function countsFor(map: HazardMap, schoolId: readonly string[]): { states: Record<MapState, number>; major: number } | null {
  const unplaced = sumOf(map.unplacedCounts)
  if (schoolId.length && unplaced > 0) return null
  const counted = schoolId.length ? map.schools.filter((school) => schoolId.includes(school.schoolId)) : [...map.schools, map.unplacedCounts]
  const states = counted.reduce((sum, counts) => addCounts(sum, counts), { overdue: 0, soon: 0, open: 0, rectified: 0 })
  return { states, major: counted.reduce((sum, { major }) => sum + major, 0) }
}

export function tabFigures(map: HazardMap, filter: HazardFilter): TabFigures {
  const counts = countsFor(map, filter.schoolId)
  if (!counts) return {}
  const { overdue, soon, rectified } = counts.states
  const narrowedBySeverity = tabNarrowing(filter).severity.length > 0
  return { standing: sumOf(counts.states), overdue, soon, rectified, ...(narrowedBySeverity ? {} : { major: counts.major }) }
}

/** How many hazards this filter finds, where the figures say it; closed and void ones are not counted by the map. */
export function countOf(map: HazardMap, filter: HazardFilter): number | null {
  const counts = countsFor(map, filter.schoolId)
  if (!counts || !filter.states.every((state) => (MAP_STATES as readonly string[]).includes(state))) return null
  if (onlyMajor(filter)) return counts.major
  return filter.states.reduce((sum, state) => sum + counts.states[state as MapState], 0)
}
