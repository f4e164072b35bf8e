import { z } from 'zod'
import { HISTORY_ACTIONS, RUNGS, SEVERITIES, STATES, STATUSES, VOID_REASONS } from './enumerations.ts'
import { instant, page } from './primitives.ts'

export const notificationParams = z.strictObject({ id: z.string().min(1).max(300) })
export const notificationQuery = z.strictObject({
  unread: z.stringbool().optional(), ...page,
})

/** Marks everything read that had come by `until`, the `at` of the newest message on the reader's screen. */
export const readAllRequest = z.strictObject({ until: instant })

/** Stored as ids and worded when read, under the reader's scope of that moment: `hazard` is null once it left the scope. */
export const notification = z.object({
  id: z.string(), at: z.string(), readAt: z.string().nullable(),
  event: z.enum(HISTORY_ACTIONS).nullable(), rung: z.enum(RUNGS).nullable(),
  /** What the event made of the hazard, and how high the rung stood when it was told; neither follows what came later. */
  to: z.enum(STATUSES).nullable(), level: z.number().nullable(),
  /** An extension that was asked for after the deadline. */
  late: z.boolean(),
  /** Who did it, and the words that went with it (a reason, a note), for an event. */
  byName: z.string().nullable(), words: z.string().nullable(),
  /** What the event settled, as its entry of the history has it; each is null where it settled no such thing, or an old entry does not say. */
  settled: z.object({
    /** The deadline that stood after it, and the one that was asked for. */
    dueOn: z.string().nullable(), askedDueOn: z.string().nullable(),
    supervisor: z.string().nullable(), severity: z.enum(SEVERITIES).nullable(), severityBefore: z.enum(SEVERITIES).nullable(),
    voidReason: z.enum(VOID_REASONS).nullable(),
  }).nullable(),
  hazard: z.object({
    id: z.string(), number: z.string(), schoolId: z.string(), spot: z.string(), description: z.string(),
    severity: z.enum(SEVERITIES), state: z.enum(STATES), dueOn: z.string(), daysLeft: z.number(), thumbnailId: z.string().nullable(),
  }).nullable(),
})
export type Notification = z.infer<typeof notification>
export const notificationPage = z.object({ items: z.array(notification), nextCursor: z.string().nullable(), unread: z.number() })
