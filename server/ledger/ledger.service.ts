import type { Writable } from 'node:stream'
import type { Connection } from 'mongoose'
import type { AccountService } from '../account/account.service.ts'
import type { Actor } from '../account/actor.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { LedgerProgress, LedgerRequest } from '../contract/ledger.ts'
import type { School } from '../contract/school.ts'
import { isDuplicate } from '../database/duplicate.ts'
import type { HazardWalk, Walked } from '../hazard/hazard.walk.ts'
import { Problem } from '../http/problem.ts'
import type { SchoolService } from '../school/school.service.ts'
import { writeWorkbook } from '../xlsx/write-workbook.ts'
import { ledgerBook, ledgerFileName, type LedgerStatement, type LedgerTally } from './ledger.book.ts'
import { filterWords, orderWords } from './ledger.filter-words.ts'
import { createLines, type LedgerPapers } from './ledger.lines.ts'
import { exportModel } from './ledger.model.ts'

export interface LedgerDeps {
  connection: Connection
  audit: Pick<AuditService, 'record'>
  hazards: HazardWalk
  schools: Pick<SchoolService, 'list'>
  accounts: Pick<AccountService, 'peopleOf' | 'contacts'>
  papers: LedgerPapers
  checklists: { findCategory(code: string): { nameZh: string } | undefined }
}

export interface Ledger {
  fileName: string
  /** Writes the file; rejects when the reader goes away or the rows fail, and then what was written is no workbook. */
  writeTo(output: Writable): Promise<void>
}

/** Each holds a few hundred rows in memory and keeps one processor busy. */
const MOST_AT_ONCE = 4
const ROWS_BETWEEN_MARKS = 1000

export type LedgerService = ReturnType<typeof createLedgerService>

/** 隐患台账 as a spreadsheet, of any list that a person sees. */
export function createLedgerService(deps: LedgerDeps) {
  const exports = exportModel(deps.connection)
  let running = 0

  /**
   * Prepares an export; its rows are read while it is written. Throws `too-many-requests` while others are being made,
   * `id-taken` for an id that stands for another export.
   */
  async function open(actor: Actor, request: LedgerRequest, now: Date): Promise<Ledger> {
    if (running >= MOST_AT_ONCE) throw new Problem('too-many-requests', { retryAfterSeconds: 15 })
    const walked: Walked = request.ids ? { ids: request.ids } : { filter: request.filter }
    const schools = new Map((await deps.schools.list(actor)).map((school) => [school.id, school]))
    const missing = request.ids ? await deps.hazards.missing(actor, request.ids) : []
    const total = request.ids ? request.ids.length - missing.length : await deps.hazards.count(actor, request.filter, now)
    const statement = await stated(actor, request, missing.length, schools, now)
    await begin(actor, request.id, total, missing, now)
    await deps.audit.record({ by: actor.id, action: 'ledger.export', subject: 'ledger', detail: { filter: statement.filter, levels: request.levels, total } })
    const tally: LedgerTally = { rows: 0, serious: 0, demo: false }
    const lines = createLines({ ...deps, schools, levels: request.levels, now, tally })
    const rows = marking(request.id, lines(deps.hazards.walk(actor, walked, now)), tally)
    return { fileName: ledgerFileName(now), writeTo: (output) => run(request.id, tally, () => writeWorkbook(output, ledgerBook(statement, rows, tally))) }
  }

  async function stated(actor: Actor, request: LedgerRequest, missing: number, schools: ReadonlyMap<string, School>, at: Date): Promise<LedgerStatement> {
    const { assigneeId, reporterId } = request.filter
    const people = new Map((await deps.accounts.peopleOf([assigneeId, reporterId].filter((id) => id !== undefined))).map(({ id, name }) => [id, name]))
    const filter = request.ids ? `选定的 ${request.ids.length} 条${missing > 0 ? `，其中 ${missing} 条已看不到，没有列入` : ''}` : filterWords(request.filter, {
      school: (id) => schools.get(id)?.name ?? id, person: (id) => people.get(id) ?? id,
      category: (code) => deps.checklists.findCategory(code)?.nameZh ?? code,
    })
    return { filter, order: request.ids ? '按选定的顺序' : orderWords(deps.hazards.orderOf(request.filter)), levels: request.levels, actor, at }
  }

  async function begin(actor: Actor, id: string, total: number, missing: string[], now: Date): Promise<void> {
    try {
      await exports.create({ _id: id, by: actor.id, startedAt: now, state: 'running', rows: 0, total, missing })
    } catch (error) {
      throw isDuplicate(error) ? new Problem('id-taken') : error
    }
  }

  async function* marking<T>(id: string, batches: AsyncIterable<T>, tally: LedgerTally): AsyncGenerator<T> {
    let marked = 0
    for await (const batch of batches) {
      if (tally.rows - marked >= ROWS_BETWEEN_MARKS) await exports.updateOne({ _id: id }, { $set: { rows: marked = tally.rows } })
      yield batch
    }
  }

  async function run(id: string, tally: LedgerTally, write: () => Promise<void>): Promise<void> {
    running++
    try {
      await write()
      await end(id, 'done', tally)
    } catch (error) {
      await end(id, (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE' ? 'abandoned' : 'failed', tally)
      throw error
    } finally {
      running--
    }
  }

  const end = (id: string, state: LedgerProgress['state'], { rows }: LedgerTally) => exports.updateOne({ _id: id }, { $set: { state, rows } })

  /** How far an export of this person is. Throws `not-found`. */
  async function progress(actor: Actor, id: string): Promise<LedgerProgress> {
    const record = await exports.findById(id).lean()
    if (!record || record.by !== actor.id) throw new Problem('not-found')
    const { state, rows, total, missing } = record
    return { id, state, rows, total, missing: missing ?? [] }
  }

  return { open, progress }
}
