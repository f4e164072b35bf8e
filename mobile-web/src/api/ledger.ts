import type { z } from 'zod'
import type { LedgerProgress, ledgerRequest } from '../../../server/contract/ledger.ts'
import { ask, languageHeader, settle } from './client.ts'
import { ApiProblem, NetworkFailure } from './problem.ts'

export type LedgerAsked = z.input<typeof ledgerRequest>
export interface Saved { bytes: Blob; name: string }

export const fetchLedgerProgress = (id: string, signal?: AbortSignal) => ask<LedgerProgress>(`/api/ledger/${id}`, { signal })

/**
 * The ledger as a file, read as it is written. Throws as `ask` does; a file that breaks off is a NetworkFailure.
 * No clock runs against it: a large one takes as long as it takes, and its progress can be asked for.
 */
export async function fetchLedger(asked: LedgerAsked, signal: AbortSignal): Promise<Saved> {
  try {
    const response = await fetch('/api/ledger', {
      method: 'POST', credentials: 'same-origin', signal, body: JSON.stringify(asked),
      headers: { 'Content-Type': 'application/json', 'Accept-Language': languageHeader() },
    })
    if (!response.ok) settle(response.status, await response.text(), response.headers.get('Retry-After'))
    return { bytes: await response.blob(), name: nameIn(response.headers.get('Content-Disposition')) }
  } catch (error) {
    if (error instanceof ApiProblem || error instanceof NetworkFailure || signal.aborted) throw error
    throw new NetworkFailure('unreachable')
  }
}

/** RFC 6266: the name in UTF-8 stands behind filename*. */
export function nameIn(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1]
  return encoded ? decodeURIComponent(encoded) : 'ledger.xlsx'
}
