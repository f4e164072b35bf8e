import type { Me } from '../../../../server/contract/account.ts'
import { STATES, type OwnList, type State } from '../../../../server/contract/enumerations.ts'
import type { HazardMap } from '../../../../server/contract/map.ts'
import { addCounts, MAP_STATES, sumOf, type MapState } from '../../map/map-points.ts'
import { sameStates, STANDING, type HazardFilter } from './filter.ts'

/** The lists that everybody uses, as tabs; those of a person's own only for whom they can hold anything. */
export const TABS = ['standing', 'mine', 'recheck', 'decide', 'overdue', 'soon', 'rectified', 'major', 'closed', 'all'] as const
export type Tab = (typeof TABS)[number]

/** Figures of the tabs; a tab whose number is not known for certain has none. */
export type TabFigures = Partial<Record<Tab, number | string>>

type Reader = Pick<Me, 'role' | 'post'> | null | undefined

/** What there is for this reader. Who rechecks has a list of what waits for his own eyes in place of all that waits. */
export function tabsFor(reader: Reader): Tab[] {
  const isDesk = reader?.role === 'bureau' && reader.post === 'desk'
  const rechecks = isDesk || reader?.role === 'inspector'
  return TABS.filter((tab) => {
    if (tab === 'mine') return reader?.role !== 'bureau' || isDesk
    if (tab === 'recheck') return rechecks
    if (tab === 'decide') return isDesk
    return tab !== 'rectified' || !rechecks
  })
}

const OWN: Partial<Record<Tab, OwnList>> = { mine: 'mine', recheck: 'recheck', decide: 'decide' }

const onlyMajor = ({ severity, states }: HazardFilter) => severity.length === 1 && severity[0] === 'major' && sameStates(states, STANDING)

/** The tab that says what is shown, if one does. */
export function tabOf(filter: HazardFilter): Tab | null {
  if (filter.q !== '') return null
  if (filter.list) return sameStates(filter.states, STANDING) ? filter.list : null
  if (sameStates(filter.states, STANDING)) return onlyMajor(filter) ? 'major' : 'standing'
  if (sameStates(filter.states, STATES)) return 'all'
  return filter.states.length === 1 ? TABS.find((tab) => tab === filter.states[0]) ?? null : null
}

/** What choosing a tab changes. The severity that only the tab 重大 had set goes with it, and so does a search. */
export function tabFilter(tab: Tab, now: HazardFilter): Partial<HazardFilter> {
  const severity = onlyMajor(now) && !now.list ? [] : now.severity
  const change = { q: '', list: OWN[tab] ?? null, severity, sort: null }
  if (tab === 'major') return { ...change, states: STANDING, severity: ['major'] }
  if (tab === 'all') return { ...change, states: STATES }
  return { ...change, states: tab === 'standing' || OWN[tab] ? STANDING : [tab as State] }
}

/** The narrowing under which the tabs are counted: that of the list, without what the tab 重大 itself sets. */
export const tabNarrowing = (filter: HazardFilter): HazardFilter => (onlyMajor(filter) && !filter.list ? { ...filter, severity: [] } : filter)

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

/** How many hazards this filter finds, where the figures say it; closed and void ones, a person's own lists and a search are not counted by the map. */
export function countOf(map: HazardMap, filter: HazardFilter): number | null {
  const counts = countsFor(map, filter.schoolId)
  if (filter.q !== '' || filter.list || !counts || !filter.states.every((state) => (MAP_STATES as readonly string[]).includes(state))) return null
  if (onlyMajor(filter)) return counts.major
  return filter.states.reduce((sum, state) => sum + counts.states[state as MapState], 0)
}
