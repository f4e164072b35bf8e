import { z } from 'zod'
import { ACTIONS, SEVERITIES, STATUSES, VOID_REASONS } from './enumerations.ts'
import { MAX_PHOTOS } from './hazard.ts'
import { dateOn, text, uuid } from './primitives.ts'

export const actionParams = z.strictObject({ id: uuid, actionId: uuid })

/** The version that the person saw. Another one now is a 409 that shows the hazard as it stands. */
const version = z.number().int().min(1)
const evidence = {
  measures: text(2000),
  photoIds: z.array(uuid).min(1).max(MAX_PHOTOS).refine((ids) => new Set(ids).size === ids.length, 'repeated'),
  costYuan: z.number().min(0).max(1_000_000_000).optional(),
}

export const actionRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('acknowledge'), version }),
  z.strictObject({ action: z.literal('rectify'), version, ...evidence }),
  z.strictObject({ action: z.literal('close'), version, ...evidence }),
  z.strictObject({ action: z.literal('fixOnSpot'), version, ...evidence }),
  z.strictObject({ action: z.literal('accept'), version, note: text(500).optional() }),
  z.strictObject({ action: z.literal('return'), version, reason: text(500), dueOn: dateOn.optional() }),
  z.strictObject({
    action: z.literal('reclassify'), version, reason: text(500),
    severity: z.enum(SEVERITIES).optional(), category: text(20).optional(),
  }),
  z.strictObject({
    action: z.literal('void'), version, reason: z.enum(VOID_REASONS), duplicateOf: uuid.optional(), note: text(500).optional(),
  }),
  z.strictObject({ action: z.literal('reopen'), version, reason: text(500), dueOn: dateOn.optional() }),
])
export type ActionRequest = z.infer<typeof actionRequest>

export const actionReceipt = z.object({
  actionId: z.string(), action: z.enum(ACTIONS), at: z.string(), status: z.enum(STATUSES), version: z.number(), dueOn: z.string(),
})
export type ActionReceipt = z.infer<typeof actionReceipt>
