import { z } from 'zod'
import { ACTIONS, DEADLINE_SET_BY, HAZARD_SORTS, HISTORY_ACTIONS, LIKENESSES, OWN_LISTS, PHOTO_KINDS, PLAN_STATES, ROLES, SEVERITIES, STATES, STATUSES } from './enumerations.ts'
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

/** An extension that was asked for and waits for the bureau. `late`: asked after the deadline. */
export const extension = z.object({
  dueOn: z.string(), reason: z.string(), interimMeasures: z.string(), late: z.boolean(), by: z.string(), at: z.string(),
})
/** 移交: an authority outside sees to it, the bureau's desk follows it up. */
export const handedOver = z.object({ authority: z.string(), reason: z.string(), dueOn: z.string(), by: z.string(), at: z.string() })
/** 挂牌督办, while it stands. */
export const supervision = z.object({ supervisor: z.string(), note: z.string().nullable(), by: z.string(), at: z.string() })
/** The plan of a major hazard with its five elements, 五落实. `reason` is why it was returned, or the note of its approval. */
export const plan = z.object({
  state: z.enum(PLAN_STATES), measures: z.string(), fundsYuan: z.number(), dueOn: z.string(), responsible: z.string(), emergencyPlan: z.string(),
  submittedBy: z.string(), submittedAt: z.string(), decidedBy: z.string().nullable(), decidedAt: z.string().nullable(), reason: z.string().nullable(),
})

export const hazardSummary = z.object({
  id: z.string(), number: z.string(), schoolId: z.string(), spot: z.string(), category: z.string(),
  checklistItem: z.string().nullable(), severity: z.enum(SEVERITIES), description: z.string(),
  photoCount: z.number(), photos: z.array(photo),
  location: position.nullable(), selfCheck: z.boolean(),
  /** An instant; of a hazard from an old ledger, which knows no hours, the day alone: YYYY-MM-DD. */
  foundAt: z.string(), receivedAt: z.string(), acknowledgedAt: z.string().nullable(),
  rectifiedAt: z.string().nullable(), closedAt: z.string().nullable(),
  status: z.enum(STATUSES), state: z.enum(STATES), version: z.number(),
  dueOn: z.string(), dueAt: z.string(), originalDueOn: z.string(), daysLeft: z.number(),
  deadlineSetBy: z.enum(DEADLINE_SET_BY), deadlineVersion: z.number(),
  escalationLevel: z.number(), nextRungAt: z.string().nullable(),
  assigneeId: z.string().nullable(), reporterId: z.string(),
  acceptances: z.array(z.object({ by: z.string(), at: z.string() })),
  extension: extension.nullable(), handedOver: handedOver.nullable(), remindedAt: z.string().nullable(),
  /** When a person of the desk confirmed that it is major; before that it is a suggestion. */
  confirmedMajorAt: z.string().nullable(), supervision: supervision.nullable(), planState: z.enum(PLAN_STATES).nullable(),
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
  majorBasis: z.string().nullable(), plan: plan.nullable(),
  /** The rung that comes next if nothing happens, for the top of the history. */
  nextRung: z.object({ rung: z.string(), at: z.string() }).nullable(),
  /** Everybody that the record names. */
  people: z.array(person),
})
export type Hazard = z.infer<typeof hazard>

export const hazardPage = z.object({
  items: z.array(hazardSummary), nextCursor: z.string().nullable(), people: z.array(person),
})

/** What of a report tells whether the same thing has been filed already; the more there is of it, the better. */
export const similarRequest = z.strictObject({
  schoolId, category: text(20), spot: text(100).optional(), description: text(2000).optional(), location: position.optional(),
})
export type SimilarRequest = z.infer<typeof similarRequest>
export const similarHazards = z.object({ items: z.array(z.object({ hazard: hazardSummary, why: z.array(z.enum(LIKENESSES)) })) })
export type SimilarHazards = z.infer<typeof similarHazards>

/** A day in Shanghai counts whole; an instant counts to the millisecond. */
const moment = z.union([dateOn, instant])

export const hazardFilters = {
  severity: several(z.enum(SEVERITIES)), category: several(text(20)),
  receivedFrom: moment.optional(), receivedTo: moment.optional(),
}
export const MIN_SEARCH = 2
export const MAX_SEARCH = 60

export const hazardQuery = z.strictObject({
  q: text(MAX_SEARCH).min(MIN_SEARCH).optional().describe('words of a number, school (name, initials, code), spot or description; two characters are enough. Newest first, whatever `sort` says'),
  list: z.enum(OWN_LISTS).optional(),
  state: several(z.enum(STATES)), ...hazardFilters,
  schoolId: several(schoolId), assigneeId: z.string().min(1).max(64).optional().describe('an account’s id, or `desk` for hazards that nobody at the school answers for'), reporterId: z.string().min(1).max(64).optional(),
  sort: z.enum(HAZARD_SORTS).optional(), ...page,
})
export type HazardQuery = z.infer<typeof hazardQuery>
