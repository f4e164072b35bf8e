import { z } from 'zod'
import { ACTIONS, DEADLINE_SET_BY, HISTORY_ACTIONS, PHOTO_KINDS, ROLES, SEVERITIES, STATES, STATUSES } from './enumerations.ts'
import { dateOn, instant, page, schoolId, several, text, uuid } from './primitives.ts'

export const MAX_PHOTOS = 9

export const hazardParams = z.strictObject({ id: uuid })

const position = z.strictObject({
  lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90), accuracyMetres: z.number().min(0).max(1_000_000),
})

export const reportRequest = z.strictObject({
  schoolId, spot: text(100), category: text(20), checklistItem: text(20).optional(),
  severity: z.enum(SEVERITIES), description: text(2000),
  photoCount: z.number().int().min(1).max(MAX_PHOTOS),
  location: position.optional(), foundAt: instant,
  dueOn: dateOn.optional(), dueReason: text(500).optional(),
})
export type ReportRequest = z.infer<typeof reportRequest>

export const reportReceipt = z.object({
  id: z.string(), number: z.string(), receivedAt: z.string(), dueOn: z.string(), dueAt: z.string(), version: z.number(),
})
export type ReportReceipt = z.infer<typeof reportReceipt>

export const photoCountRequest = z.strictObject({ photoCount: z.number().int().min(1).max(MAX_PHOTOS) })

export const photo = z.object({
  id: z.string(), kind: z.enum(PHOTO_KINDS), by: z.string(), at: z.string(),
  sha256: z.string(), bytes: z.number(), width: z.number(), height: z.number(),
})
export type Photo = z.infer<typeof photo>

/** What an action carried stands beside it: measures, photoIds, reason, dueOn, severity, rung … */
export const historyEntry = z.looseObject({
  at: z.string(), by: z.string(), action: z.enum(HISTORY_ACTIONS), actionId: z.string().nullable(),
  from: z.enum(STATUSES).nullable(), to: z.enum(STATUSES),
})

export const person = z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) })

export const hazardSummary = z.object({
  id: z.string(), number: z.string(), schoolId: z.string(), spot: z.string(), category: z.string(),
  checklistItem: z.string().nullable(), severity: z.enum(SEVERITIES), description: z.string(),
  photoCount: z.number(), photos: z.array(photo),
  location: position.nullable(), selfCheck: z.boolean(),
  foundAt: z.string(), receivedAt: z.string(), acknowledgedAt: z.string().nullable(),
  rectifiedAt: z.string().nullable(), closedAt: z.string().nullable(),
  status: z.enum(STATUSES), state: z.enum(STATES), version: z.number(),
  dueOn: z.string(), dueAt: z.string(), originalDueOn: z.string(), daysLeft: z.number(),
  deadlineSetBy: z.enum(DEADLINE_SET_BY), deadlineVersion: z.number(),
  escalationLevel: z.number(), nextRungAt: z.string().nullable(),
  assigneeId: z.string().nullable(), reporterId: z.string(),
  acceptances: z.array(z.object({ by: z.string(), at: z.string() })),
  /** What the reader may do now. */
  actions: z.array(z.enum(ACTIONS)),
})
export type HazardSummary = z.infer<typeof hazardSummary>

export const hazard = hazardSummary.extend({
  history: z.array(historyEntry),
  deadlines: z.array(z.object({
    version: z.number(), dueOn: z.string(), startOn: z.string(), days: z.number(), mode: z.literal('calendar'),
    setBy: z.enum(DEADLINE_SET_BY), reason: z.string().nullable(), by: z.string(), at: z.string(),
  })),
  /** The rung that comes next if nothing happens, for the top of the history. */
  nextRung: z.object({ rung: z.string(), at: z.string() }).nullable(),
  /** Everybody that the record names. */
  people: z.array(person),
})
export type Hazard = z.infer<typeof hazard>

export const hazardPage = z.object({
  items: z.array(hazardSummary), nextCursor: z.string().nullable(), people: z.array(person),
})

/** A day in Shanghai counts whole; an instant counts to the millisecond. */
const moment = z.union([dateOn, instant])

export const hazardFilters = {
  severity: several(z.enum(SEVERITIES)), category: several(text(20)),
  receivedFrom: moment.optional(), receivedTo: moment.optional(),
}
export const hazardQuery = z.strictObject({
  state: several(z.enum(STATES)), ...hazardFilters,
  schoolId: several(schoolId), assigneeId: z.string().min(1).max(64).optional().describe('an account’s id, or `desk` for hazards that nobody at the school answers for'), reporterId: z.string().min(1).max(64).optional(),
  sort: z.enum(['due', 'received']).optional(), ...page,
})
export type HazardQuery = z.infer<typeof hazardQuery>
