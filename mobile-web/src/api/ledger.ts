import type { z } from 'zod'
import type { LedgerProgress, ledgerRequest } from '../../../server/contract/ledger.ts'
import { ask } from './client.ts'
import { fetchFile } from './files.ts'

export type LedgerAsked = z.input<typeof ledgerRequest>

export const fetchLedgerProgress = (id: string, signal?: AbortSignal) => ask<LedgerProgress>(`/api/ledger/${id}`, { signal })
export const fetchLedger = (asked: LedgerAsked, signal: AbortSignal) => fetchFile('/api/ledger', { method: 'POST', body: asked, signal })
