import { z } from 'zod'
import { listOf, page } from './primitives.ts'

export const auditQuery = z.strictObject(page)

/** One link of the chain: `hash` covers the entry and the hash of the one before. */
export const auditEntry = z.object({
  sequence: z.number(), at: z.string(), by: z.string(), byName: z.string(), action: z.string(),
  subject: z.string(), stage: z.enum(['intended', 'done']),
  /** In a `done`: the sequence of the entry that announced it; null where there was nothing to announce. */
  intended: z.number().nullable(), detail: z.record(z.string(), z.unknown()), hash: z.string(),
})
export const auditPage = listOf(auditEntry)
export type AuditEntry = z.infer<typeof auditEntry>
