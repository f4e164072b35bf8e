import { daysBetween } from '../../../server/contract/calendar.ts'

export interface Ruler {
  /** Where the promise stands, the time used up to it, the delay beyond it, and the first promise: shares of the whole, 0–1. */
  notch: number
  used: number
  late: number
  original: number | null
}

interface Dates { startOn: string; dueOn: string; originalDueOn: string; endOn: string }

/** The end of the line stays a little short of the edge, so that the dot on it is whole. */
const FULL = 0.97
/** A deadline on the very day still leaves the rest of that day. */
const SAME_DAY = 0.5

/** The ruler that carries dates: all of the time from the start to whatever comes last, drawn to scale. */
export function datedRuler({ startOn, dueOn, originalDueOn, endOn }: Dates): Ruler {
  const days = daysBetween(startOn, dueOn)
  const allowed = Math.max(SAME_DAY, days)
  const spent = Math.max(0, daysBetween(startOn, endOn))
  const late = Math.max(0, spent - Math.max(0, days))
  const first = Math.max(SAME_DAY, daysBetween(startOn, originalDueOn))
  const scale = FULL / Math.max(1, allowed + late, first)
  return {
    notch: allowed * scale,
    used: (late > 0 ? allowed : Math.min(spent, allowed)) * scale,
    late: late * scale,
    original: originalDueOn === dueOn ? null : first * scale,
  }
}

/** Days of delay that fill the half behind the notch. */
const DAYS_IN_HALF = 17.5

/** The ruler of a table row: every notch in the middle, so that delays read as a bar chart on one scale. */
export function alignedRuler({ startOn, dueOn, originalDueOn, endOn }: Dates): Ruler {
  const allowed = Math.max(1, daysBetween(startOn, dueOn))
  const spent = Math.max(0, daysBetween(startOn, endOn))
  const late = Math.max(0, daysBetween(dueOn, endOn))
  const moved = daysBetween(originalDueOn, dueOn)
  return {
    notch: 0.5,
    used: 0.5 * Math.min(1, spent / allowed),
    late: 0.5 * Math.min(1, late / DAYS_IN_HALF),
    original: moved === 0 ? null : Math.min(1, Math.max(0, 0.5 - (0.5 * moved) / allowed)),
  }
}
