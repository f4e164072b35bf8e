import { z } from 'zod'
import { HAZARD_SORTS, OWN_LISTS, PERIODS, SEVERITIES, STATES } from './enumerations.ts'
import { hazardQuery, MAX_SEARCH, MIN_SEARCH } from './hazard.ts'
import { dateOn, schoolId, text, uuid } from './primitives.ts'

export const MAX_VIEWS = 20
export const MAX_VIEW_NAME = 20

/** What a list is narrowed by, as a person sets it: with periods by name, and without pages. */
export const viewFilter = z.strictObject({
  q: text(MAX_SEARCH).min(MIN_SEARCH).optional(), list: z.enum(OWN_LISTS).optional(),
  state: z.array(z.enum(STATES)).min(1).max(STATES.length).optional(), severity: z.array(z.enum(SEVERITIES)).min(1).max(SEVERITIES.length).optional(),
  category: z.array(text(20)).min(1).max(100).optional(), schoolId: z.array(schoolId).min(1).max(100).optional(),
  period: z.enum(PERIODS).optional(), receivedFrom: dateOn.optional(), receivedTo: dateOn.optional(), sort: z.enum(HAZARD_SORTS).optional(),
})
export type ViewFilter = z.infer<typeof viewFilter>

export const viewParams = z.strictObject({ id: uuid })
export const viewRequest = z.strictObject({ name: text(MAX_VIEW_NAME), filter: viewFilter })
export type ViewRequest = z.infer<typeof viewRequest>

export const view = z.object({ id: z.string(), name: z.string(), filter: viewFilter })
export type View = z.infer<typeof view>
export const viewList = z.object({ items: z.array(view) })

/** Beyond so many nobody reads the last figures: the count stops there. */
export const COUNTED_TO = 5000
export const countQuery = hazardQuery.omit({ cursor: true, limit: true, sort: true })
export type CountQuery = z.infer<typeof countQuery>
/** `more`: there are more than the ones counted. */
export const hazardCount = z.object({ count: z.number(), more: z.boolean() })
export type HazardCount = z.infer<typeof hazardCount>
