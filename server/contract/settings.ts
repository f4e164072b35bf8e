import { z } from 'zod'
import { SEVERITIES } from './enumerations.ts'

/** What the pages must know of the installation before they can draw. */
export const settings = z.object({
  demo: z.boolean(),
  /** Days allowed when the checklist item does not say. */
  deadlineDays: z.record(z.enum(SEVERITIES), z.number()),
  map: z.object({
    tiles: z.string().nullable(), subdomains: z.string(), crs: z.enum(['wgs84', 'gcj02']), attribution: z.string(), boundary: z.boolean(),
  }),
})
export type Settings = z.infer<typeof settings>
