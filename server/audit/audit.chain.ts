import { createHash } from 'node:crypto'
import type { AuditRecord } from './audit.model.ts'

/** The hash of an entry and, through `previous`, of all before it: none can be changed, removed or slipped in unseen. */
export function hashOf(entry: Omit<AuditRecord, 'hash'>): string {
  const { _id, at, by, action, subject, stage, intended, detail, previous } = entry
  const content = [_id, at.toISOString(), by, action, subject, stage, intended, sorted(detail), previous]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

/** Keys in one order, whatever the store did to them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)])
}

export interface ChainReport {
  entries: number
  /** To be written down elsewhere: it gives away an end that was cut off. */
  lastHash: string
  /** The first sequence at which the chain does not hold, or null. */
  brokenAt: number | null
}

/** Walks entries in order of their sequence, from the first one ever written. */
export async function walk(entries: AsyncIterable<AuditRecord>): Promise<ChainReport> {
  let report: ChainReport = { entries: 0, lastHash: '', brokenAt: null }
  for await (const entry of entries) {
    const sequence = report.entries + 1
    const holds = entry._id === sequence && entry.previous === report.lastHash && entry.hash === hashOf(entry)
    if (!holds) return { ...report, brokenAt: sequence }
    report = { entries: sequence, lastHash: entry.hash, brokenAt: null }
  }
  return report
}
