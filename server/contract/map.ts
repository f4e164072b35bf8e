import { z } from 'zod'
import { hazardFilters } from './hazard.ts'

export const mapQuery = z.strictObject(hazardFilters)
export type MapQuery = z.infer<typeof mapQuery>

/** `closed` counts the last 30 days and stands apart from the total; `major` is a share of the other four. */
const counts = {
  overdue: z.number(), soon: z.number(), open: z.number(), rectified: z.number(), closed: z.number(), major: z.number(),
}
export const mapSchool = z.object({ schoolId: z.string(), lng: z.number(), lat: z.number(), ...counts })
export type MapSchool = z.infer<typeof mapSchool>

/** total = Σ (overdue + soon + open + rectified) over `schools` + `unplaced`, the hazards of schools without a place. */
export const hazardMap = z.object({
  total: z.number(), schools: z.array(mapSchool), unplaced: z.number(),
  /** The same hazards without a place, by state: with one state switched off the page's total must still be exact. */
  unplacedCounts: z.object(counts),
})
export type HazardMap = z.infer<typeof hazardMap>
