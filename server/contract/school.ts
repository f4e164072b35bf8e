import { z } from 'zod'
import { listOf, schoolId, text } from './primitives.ts'

/** WGS-84 degrees; both or neither. */
export const place = z.strictObject({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })

export const schoolParams = z.strictObject({ id: schoolId })

const schoolFields = {
  name: text(60),
  kind: z.string().trim().max(40).default(''),
  cluster: z.string().trim().max(40).default(''),
  place: place.nullable().default(null),
  students: z.number().int().min(0).max(100_000).nullable().default(null),
  boarding: z.boolean().default(false),
  canteen: z.boolean().default(false),
  schoolBus: z.boolean().default(false),
}
export const createSchoolRequest = z.strictObject({ id: schoolId, ...schoolFields })
export const changeSchoolRequest = z.strictObject(schoolFields)
export type SchoolFields = z.infer<typeof createSchoolRequest>

/** A school's id is its code in the bureau's own list (SC013): it stands in hazard numbers and never changes. */
export const school = z.object({
  id: z.string(), name: z.string(), initials: z.string(), kind: z.string(), cluster: z.string(),
  lng: z.number().nullable(), lat: z.number().nullable(),
  students: z.number().nullable(), boarding: z.boolean(), canteen: z.boolean(), schoolBus: z.boolean(), demo: z.boolean(),
})
export type School = z.infer<typeof school>
export const schoolList = listOf(school)
