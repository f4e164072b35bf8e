import type { z } from 'zod'
import type { auditPage } from '../../../server/contract/audit.ts'
import { ask } from './client.ts'

export type AuditPage = z.infer<typeof auditPage>

export const fetchAudit = (query: { cursor?: string; limit?: number } = {}, signal?: AbortSignal) => ask<AuditPage>('/api/audit', { query, signal })
