import type { Connection } from 'mongoose'
import type { AuditEntry } from '../contract/audit.ts'
import { isDuplicate } from '../database/duplicate.ts'
import { createTurns } from '../database/turns.ts'
import { Problem } from '../http/problem.ts'
import { hashOf, walk, type ChainReport } from './audit.chain.ts'
import { auditModel, type AuditModel, type AuditRecord } from './audit.model.ts'

export interface AuditDeps {
  connection: Connection
  now(): Date
  /** For the names shown beside ids; asked when the list is read. */
  peopleOf(ids: string[]): Promise<{ id: string; name: string }[]>
}

/** `subject` names the kind and the id, as in `school:SC013`. Never a password, a hash or a secret in `detail`. */
export interface Deed {
  by: string
  action: string
  subject: string
  detail?: Record<string, unknown>
}

export type AuditService = ReturnType<typeof createAuditService>

type Link = Pick<AuditRecord, 'by' | 'action' | 'subject' | 'stage' | 'intended' | 'detail'>

/** Other instances may take a sequence first; more losses in a row than this means something else is wrong. */
const TRIES = 100

/** The record of what people did outside hazards, which keep their own history. Only ever added to. */
export function createAuditService(deps: AuditDeps) {
  const entries = auditModel(deps.connection)
  const inTurn = createTurns()
  // One after the other within this process, so that only other instances can take a sequence first.
  const append = (link: Link) => inTurn('chain', () => insertNext(entries, link, deps.now()))

  /**
   * Writes "intended", runs the effect, writes "done": an effect without its record cannot exist.
   * An effect that throws leaves "intended" alone. Without an effect there is one entry, `done`.
   */
  async function record<T = void>(deed: Deed, effect?: () => Promise<T>): Promise<T> {
    const link = { by: deed.by, action: deed.action, subject: deed.subject, detail: plain(deed.detail ?? {}) }
    if (!effect) {
      await append({ ...link, stage: 'done', intended: null })
      return undefined as T
    }
    const intended = await append({ ...link, stage: 'intended', intended: null })
    const result = await effect()
    await append({ ...link, stage: 'done', intended })
    return result
  }

  /** Newest first. Throws `malformed` for a cursor that no list gave out. */
  async function list(query: { cursor?: string; limit: number }): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
    const before = query.cursor === undefined ? {} : { _id: { $lt: sequenceOf(query.cursor) } }
    const found = await entries.find(before).sort({ _id: -1 }).limit(query.limit + 1).lean()
    const shown = found.slice(0, query.limit)
    const people = await deps.peopleOf([...new Set(shown.map((entry) => entry.by))])
    const names = new Map(people.map(({ id, name }) => [id, name]))
    return {
      items: shown.map((entry) => onTheWire(entry, names.get(entry.by) ?? entry.by)),
      nextCursor: found.length > shown.length ? String(shown.at(-1)?._id) : null,
    }
  }

  /** Walks the whole chain. */
  async function verify(): Promise<ChainReport> {
    return walk(entries.find().sort({ _id: 1 }).lean().cursor())
  }

  return { record, list, verify }
}

/** The insert is the allocation: whoever inserts the sequence has it, the loser reads the new end and tries again. */
async function insertNext(entries: AuditModel, link: Link, at: Date): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const last = await entries.findOne().sort({ _id: -1 }).lean()
    const entry = { _id: (last?._id ?? 0) + 1, at, ...link, previous: last?.hash ?? '' }
    try {
      await entries.create({ ...entry, hash: hashOf(entry) })
      return entry._id
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
  }
  throw new Error('the audit chain found no free sequence')
}

/** What comes back from the store must hash as what went in: no undefined, no Date, no class. */
const plain = (detail: Record<string, unknown>) => JSON.parse(JSON.stringify(detail)) as Record<string, unknown>

function sequenceOf(cursor: string): number {
  const sequence = Number(cursor)
  if (!Number.isSafeInteger(sequence)) throw new Problem('malformed', { errors: [{ path: 'cursor', code: 'cursor' }] })
  return sequence
}

function onTheWire(entry: AuditRecord, byName: string): AuditEntry {
  const { _id, at, by, action, subject, stage, intended, detail, hash } = entry
  return { sequence: _id, at: at.toISOString(), by, byName, action, subject, stage, intended, detail, hash }
}
