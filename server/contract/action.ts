import { z } from 'zod'
import { ACTIONS, SEVERITIES, STATUSES, VOID_REASONS } from './enumerations.ts'
import { MAX_PHOTOS } from './hazard.ts'
import { dateOn, text, uuid, uuids } from './primitives.ts'

export const actionParams = z.strictObject({ id: uuid, actionId: uuid })

/** The version that the person saw. Another one now is a 409 that shows the hazard as it stands. */
const version = z.number().int().min(1)
const photoIds = uuids(MAX_PHOTOS)
/** An account's id, or null for the bureau's desk. */
export const assigneeId = z.string().min(1).max(64).nullable()
const note = text(500).optional()
const evidence = {
  measures: text(2000),
  photoIds,
  costYuan: z.number().min(0).max(1_000_000_000).optional(),
}

export const actionRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('acknowledge'), version }),
  z.strictObject({ action: z.literal('rectify'), version, ...evidence }),
  z.strictObject({ action: z.literal('close'), version, ...evidence }),
  z.strictObject({ action: z.literal('fixOnSpot'), version, ...evidence }),
  z.strictObject({ action: z.literal('accept'), version, note }),
  z.strictObject({ action: z.literal('return'), version, reason: text(500), dueOn: dateOn.optional() }),
  z.strictObject({ action: z.literal('requestExtension'), version, dueOn: dateOn, reason: text(500), interimMeasures: text(1000) }),
  z.strictObject({ action: z.literal('grantExtension'), version, dueOn: dateOn.optional().describe('without one, the date that was asked for'), note }),
  z.strictObject({ action: z.literal('refuseExtension'), version, reason: text(500) }),
  // 五落实: measures, funds, time limit, responsible person, emergency plan.
  z.strictObject({
    action: z.literal('submitPlan'), version, measures: text(2000), fundsYuan: z.number().min(0).max(1_000_000_000), dueOn: dateOn,
    responsible: text(50), emergencyPlan: text(2000),
  }),
  z.strictObject({ action: z.literal('approvePlan'), version, note }),
  z.strictObject({ action: z.literal('returnPlan'), version, reason: text(500) }),
  z.strictObject({ action: z.literal('confirmMajor'), version, basis: text(500), note }),
  z.strictObject({ action: z.literal('supervise'), version, supervisor: text(50), note }),
  z.strictObject({ action: z.literal('delist'), version, reason: text(500) }),
  z.strictObject({ action: z.literal('handOver'), version, authority: text(100), reason: text(500), dueOn: dateOn }),
  z.strictObject({ action: z.literal('reassign'), version, assigneeId, note }),
  // These two change nothing that somebody could be about to answer: they name no version and raise none.
  z.strictObject({ action: z.literal('remind'), note }),
  z.strictObject({ action: z.literal('comment'), note: text(1000).optional(), photoIds: photoIds.optional() })
    .refine((comment) => comment.note !== undefined || comment.photoIds !== undefined, { path: ['note'], error: 'missing' }),
  z.strictObject({
    action: z.literal('reclassify'), version, reason: text(500),
    severity: z.enum(SEVERITIES).optional(), category: text(20).optional(),
  }),
  z.strictObject({
    action: z.literal('void'), version, reason: z.enum(VOID_REASONS), duplicateOf: uuid.optional(), note,
  }),
  z.strictObject({ action: z.literal('reopen'), version, reason: text(500), dueOn: dateOn.optional() }),
])
export type ActionRequest = z.infer<typeof actionRequest>
/** The body of one action. */
export type RequestOf<A extends ActionRequest['action']> = Extract<ActionRequest, { action: A }>

export const actionReceipt = z.object({
  actionId: z.string(), action: z.enum(ACTIONS), at: z.string(), status: z.enum(STATUSES), version: z.number(), dueOn: z.string(),
})
export type ActionReceipt = z.infer<typeof actionReceipt>
