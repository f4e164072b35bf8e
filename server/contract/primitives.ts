import { z } from 'zod'

/** Ids of hazards, photos and actions: UUIDs made by the client, any case accepted, lower case kept. */
export const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'uuid')
  .transform((id) => id.toLowerCase())

/** Some of such ids, none of them twice. */
export const uuids = (most: number) => z.array(uuid).min(1).max(most).refine((ids) => new Set(ids).size === ids.length, 'repeated')

const isRealDate = (date: string) => {
  const parsed = new Date(`${date}T00:00:00.000Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date)
}

/** A date in Asia/Shanghai, YYYY-MM-DD, that exists. */
export const dateOn = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'date').refine(isRealDate, 'date')

/** An instant, ISO 8601 with its offset. */
export const instant = z.iso.datetime({ offset: true })

/** What a person typed: trimmed, not empty, of bounded length. Control characters other than line breaks are refused. */
export const text = (max: number) => z.string().trim().min(1).max(max)
  .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'control-character')

export const schoolId = z.string().trim().min(1).max(32).regex(/^[A-Za-z0-9_-]+$/, 'school-code')

/** Values of a query parameter that may be given once, several times, or joined by commas. */
export const several = <T extends z.ZodType>(of: T) =>
  z.preprocess((value) => (value === undefined ? undefined : [value].flat().flatMap((part) => String(part).split(','))),
    z.array(of).min(1).max(100).optional())

export const page = {
  cursor: z.string().min(1).max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
}

export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export const nothing = z.strictObject({})
