import type { HazardMap, MapSchool } from '../../../server/contract/map.ts'
import type { State } from '../../../server/contract/enumerations.ts'

/** The states that make up the total, in the order in which they exclude each other. */
export const MAP_STATES = ['overdue', 'soon', 'open', 'rectified'] as const satisfies readonly State[]
export type MapState = (typeof MAP_STATES)[number]

export type StateCounts = Record<MapState, number>

/** One school as it is drawn: `total` is the sum of its shown states, `closed` stands apart from it. */
export interface MapPoint {
  schoolId: string
  lng: number
  lat: number
  counts: StateCounts
  total: number
  closed: number
  major: number
}

export interface Shown {
  states: ReadonlySet<MapState>
  closed: boolean
}

/** What the key says: every state with its figure, whether it is shown or not, and the total of what is shown. */
export interface MapFigures {
  byState: StateCounts
  /** On the map and without a place, of the shown states. */
  total: number
  unplaced: number
  closed: number
}

const none = (): StateCounts => ({ overdue: 0, soon: 0, open: 0, rectified: 0 })

export const sumOf = (counts: StateCounts): number => MAP_STATES.reduce((sum, state) => sum + counts[state], 0)

export function addCounts(into: StateCounts, more: StateCounts): StateCounts {
  for (const state of MAP_STATES) into[state] += more[state]
  return into
}

/** A state that is off counts nothing, in the point and in every sum made of points. */
function shownCounts(school: MapSchool, states: ReadonlySet<MapState>): StateCounts {
  const counts = none()
  for (const state of MAP_STATES) if (states.has(state)) counts[state] = school[state]
  return counts
}

function pointOf(school: MapSchool, shown: Shown): MapPoint {
  const counts = shownCounts(school, shown.states)
  const total = sumOf(counts)
  return {
    schoolId: school.schoolId, lng: school.lng, lat: school.lat, counts, total,
    closed: shown.closed ? school.closed : 0,
    // `major` is a share of all four states: with one switched off it can no longer be more than what is left.
    major: shown.states.size === MAP_STATES.length ? school.major : 0,
  }
}

/** The points to draw: schools that hold at least one hazard of a shown state, or a closed one while those are shown. */
export function pointsOf(map: Pick<HazardMap, 'schools'>, shown: Shown): MapPoint[] {
  return map.schools.map((school) => pointOf(school, shown)).filter((point) => point.total > 0 || point.closed > 0)
}

/** Figures over all schools, with a place or without: these are the list's figures too. */
export function totalsOf(map: Pick<HazardMap, 'schools' | 'unplacedCounts'>, shown: ReadonlySet<MapState>): MapFigures {
  const everywhere = [...map.schools, map.unplacedCounts]
  const byState = everywhere.reduce((sum: StateCounts, counts) => addCounts(sum, counts), none())
  const sumShown = (counts: StateCounts) => MAP_STATES.reduce((sum, state) => sum + (shown.has(state) ? counts[state] : 0), 0)
  return {
    byState, total: sumShown(byState), unplaced: sumShown(map.unplacedCounts),
    closed: everywhere.reduce((sum, { closed }) => sum + closed, 0),
  }
}
