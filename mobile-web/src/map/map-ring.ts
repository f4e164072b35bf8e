import { MAP_STATES, sumOf, type MapState, type StateCounts } from './map-points.ts'

export interface Arc {
  state: MapState
  /** Dash and gap of a circle's stroke, in pixels along it. */
  dash: string
  /** Degrees by which the circle is turned; 0 begins at three o'clock. */
  turn: number
}

/** The late arc begins under the badge that says how many are late; the badge stands here, degrees clockwise from noon. */
export const BADGE_DEGREES = 40
const GAP_PX = 1.5

/** The shares of a ring of this radius by state, late first, clockwise. One state alone is a whole ring. */
export function arcsOf(counts: StateCounts, radius: number): Arc[] {
  const total = sumOf(counts)
  const around = 2 * Math.PI * radius
  let from = BADGE_DEGREES - 90
  return MAP_STATES.filter((state) => counts[state] > 0).map((state) => {
    const share = counts[state] / total
    const length = share === 1 ? around : Math.max(around * share - GAP_PX, GAP_PX)
    const arc = { state, dash: `${length.toFixed(2)} ${(around - length).toFixed(2)}`, turn: from }
    from += share * 360
    return arc
  })
}
