import { createHash } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { Actor } from '../account/actor.ts'
import type { AuditService } from '../audit/audit.service.ts'
import { IMPORT_KINDS, MAX_IMPORT_COLUMNS, MAX_IMPORT_ROWS, type ImportedFile, type ImportKind, type ImportRow, type Mapping, type RowOutcome } from '../contract/import.ts'
import { isDuplicate } from '../database/duplicate.ts'
import { Problem } from '../http/problem.ts'
import type { Workbook } from '../xlsx/workbook.ts'
import { UnreadableWorkbook, WorkbookTooLarge } from '../xlsx/read-parts.ts'
import { readWorkbook } from '../xlsx/read-workbook.ts'
import { findTable, missingColumns, wrongColumns } from './import.columns.ts'
import { kindsOf, type KindDeps, type Rows } from './import.kinds.ts'
import { chunkModel, CHUNK_ROWS, importModel, type ChunkRecord, type ImportRecord } from './import.model.ts'
import type { SentFile } from './import.intake.ts'
import type { Seal } from './import.passwords.ts'
import { createRunning } from './import.running.ts'
import { passwordBook, refusedBook, templateBook, templateName } from './import.books.ts'
import { onTheWire, rowOnTheWire } from './import.wire.ts'

export interface ImportDeps extends Omit<KindDeps, 'keepPasswords'> {
  connection: Connection
  audit: Pick<AuditService, 'record'>
  seal: Seal
  now(): Date
  log: Logger
}

const SAMPLES = 5
const MOST_LISTED = 50
/** Staff hand schools over to each other within one file, so all of them are looked at together. */
const MOST_STAFF = 2000
const rowsAChunk = (kind: ImportKind) => (kind === 'staff' ? MOST_STAFF : CHUNK_ROWS)
const CHUNKS_AT_ONCE = 2
const DAY_MS = 86_400_000
const UPLOADS_KEPT_DAYS = 7
const PASSWORDS_KEPT_DAYS = 1

export type ImportService = ReturnType<typeof createImportService>

/** Bringing in what the office already has: past hazards, schools, staff. Nothing is written before every row was judged. */
export function createImportService(deps: ImportDeps) {
  const imports = importModel(deps.connection)
  const chunks = chunkModel(deps.connection)
  const kinds = kindsOf({
    ...deps,
    keepPasswords: async (importId, issued) => void await imports.updateOne({ _id: importId }, { $push: { passwords: { $each: issued.map((one) => deps.seal.seal(one)) } } }),
  })
  const running = createRunning({ imports, chunks, kinds, now: deps.now, log: deps.log })

  /** The import if it is one of this person's kind. Throws not-found, not-this-person. */
  async function seen(actor: Actor, id: string): Promise<ImportRecord> {
    const record = await imports.findById(id).lean<ImportRecord>()
    if (!record) throw new Problem('not-found')
    if (!kinds[record.kind].mayImport(actor)) throw new Problem('not-this-person')
    return record
  }

  const find = async (actor: Actor, id: string): Promise<ImportedFile> => onTheWire(await seen(actor, id))

  async function list(actor: Actor): Promise<ImportedFile[]> {
    const mine = IMPORT_KINDS.filter((kind) => kinds[kind].mayImport(actor))
    const found = await Promise.all(mine.map((kind) => imports.find({ kind }, { passwords: 0 }).sort({ at: -1 }).limit(MOST_LISTED).lean<ImportRecord[]>()))
    return found.flat().sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, MOST_LISTED).map((record) => onTheWire(record))
  }

  /** Whether this person may bring in files at all, before one is read. */
  function expect(actor: Actor): void {
    if (!IMPORT_KINDS.some((kind) => kinds[kind].mayImport(actor))) throw new Problem('not-this-person')
  }

  /**
   * Takes a file in and proposes which column holds what. The same file under the same id answers as the first time.
   * Throws `file-unreadable`, `too-many-rows`, `table-not-found`, `id-taken`, not-this-person.
   */
  async function upload(actor: Actor, id: string, { kind, fileName, bytes }: SentFile, now: Date): Promise<ImportedFile> {
    if (!kinds[kind].mayImport(actor)) throw new Problem('not-this-person')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const earlier = await imports.findById(id).lean<ImportRecord>()
    if (earlier) return repeated(actor, earlier, { kind, sha256 })
    const found = findTable(kind, await read(bytes))
    if (!found || found.rows.length === 0) throw new Problem('table-not-found')
    if (kind === 'staff' && found.rows.length > MOST_STAFF) throw new Problem('too-many-rows')
    const pieces = inPieces(found.rows, rowsAChunk(kind))
    // The rows first: an import without its rows would be one that nobody can finish.
    await chunks.deleteMany({ importId: id })
    for (const [n, rows] of pieces.entries()) await chunks.collection.insertOne({ _id: `${id}:${n}`, importId: id, n, rows, verdicts: [], effects: [] } as never)
    const record: ImportRecord = {
      _id: id, kind, state: 'uploaded', by: actor.id, at: now, fileName, sheetName: found.sheet.name, sha256, heads: found.heads,
      samples: found.rows.slice(0, SAMPLES).map(({ cells }) => cells), columns: found.columns, defaults: {},
      rows: found.rows.length, chunks: pieces.length, accepted: 0, already: 0, refused: 0, nextChunk: 0, handled: 0, imported: 0, changed: 0, kept: [], leaseUntil: null, passwords: [], ranAt: null,
    }
    try {
      await imports.collection.insertOne(record as never)
    } catch (error) {
      throw isDuplicate(error) ? new Problem('id-taken') : error
    }
    return onTheWire(record)
  }

  function repeated(actor: Actor, earlier: ImportRecord, { kind, sha256 }: Pick<ImportRecord, 'kind' | 'sha256'>): ImportedFile {
    if (earlier.by !== actor.id || earlier.kind !== kind || earlier.sha256 !== sha256) throw new Problem('id-taken')
    return onTheWire(earlier)
  }

  async function read(bytes: Buffer) {
    try {
      // The heads and what stands above them are rows too.
      return await readWorkbook(bytes, { rows: MAX_IMPORT_ROWS + 100, columns: MAX_IMPORT_COLUMNS })
    } catch (error) {
      if (error instanceof UnreadableWorkbook) throw new Problem('file-unreadable', { detail: error.message })
      if (error instanceof WorkbookTooLarge) throw new Problem('too-many-rows', { detail: error.message })
      throw error
    }
  }

  /** Judges every row under this mapping, and writes nothing but the verdicts. Throws `import-moved-on`, `columns-missing`, malformed. */
  async function check(actor: Actor, id: string, { columns, defaults }: Mapping, now: Date): Promise<ImportedFile> {
    const record = await seen(actor, id)
    if (record.state !== 'uploaded' && record.state !== 'checked') throw new Problem('import-moved-on')
    checkMapping(record, columns, defaults)
    const judge = await kinds[record.kind].checker({ ...record, columns, defaults }, now)
    const counts: Record<RowOutcome, number> = { accepted: 0, already: 0, refused: 0 }
    for (let n = 0; n < record.chunks; n++) {
      const chunk = await chunks.findOne({ importId: id, n }).lean<ChunkRecord>()
      const verdicts = await judge(chunk?.rows ?? [])
      for (const { outcome } of verdicts) counts[outcome]++
      await chunks.updateOne({ importId: id, n }, { $set: { verdicts } })
    }
    const after = await imports.findOneAndUpdate({ _id: id, state: { $in: ['uploaded', 'checked'] } },
      { $set: { ...counts, columns, defaults, state: 'checked' } }, { returnDocument: 'after' }).lean<ImportRecord>()
    if (!after) throw new Problem('import-moved-on')
    return onTheWire(after)
  }

  function checkMapping({ kind, heads }: ImportRecord, columns: Mapping['columns'], defaults: Mapping['defaults']): void {
    const wrong = [...wrongColumns(kind, columns), ...Object.keys(columns).filter((field) => columns[field]! >= heads.length)]
    if (wrong.length > 0) throw new Problem('malformed', { errors: wrong.map((field) => ({ path: `columns.${field}`, code: 'invalid-value' })) })
    const missing = missingColumns(kind, columns)
    if (missing.length > 0) throw new Problem('columns-missing', { errors: missing.map((field) => ({ path: `columns.${field}`, code: 'missing' })) })
    if (defaults.category && !deps.categories.some(({ code }) => code === defaults.category)) throw new Problem('unknown-code', { errors: [{ path: 'defaults.category', code: 'unknown' }] })
  }

  /** Rows with their verdicts, in the order of the file. The cursor is a place among all rows, so that a page begins at its chunk. */
  async function rows(actor: Actor, id: string, { outcome, after, limit }: { outcome?: RowOutcome | undefined; after: number; limit: number }) {
    const record = await seen(actor, id)
    const size = rowsAChunk(record.kind)
    const items: ImportRow[] = []
    for await (const chunk of inOrder(id, { n: { $gte: Math.floor(after / size) }, ...(outcome && { 'verdicts.outcome': outcome }) })) {
      for (const [at, verdict] of chunk.verdicts.entries()) {
        const place = chunk.n * size + at
        if (place < after || (outcome && verdict.outcome !== outcome)) continue
        if (items.length === limit) return { items, nextCursor: String(place) }
        items.push(rowOnTheWire(chunk, at, record.columns))
      }
    }
    return { items, nextCursor: null }
  }

  /** Starts what was checked; asked again it changes nothing. Throws `import-moved-on` for one that was not checked, or was undone. */
  async function run(actor: Actor, id: string, now: Date): Promise<ImportedFile> {
    const record = await seen(actor, id)
    if (record.state === 'uploaded' || record.state === 'undoing' || record.state === 'undone') throw new Problem('import-moved-on')
    if (record.state === 'checked') {
      await deps.audit.record({ by: actor.id, action: 'import.run', subject: `import:${id}`, detail: detailOf(record) },
        async () => { await imports.updateOne({ _id: id, state: 'checked' }, { $set: { state: 'running', ranAt: now } }) })
    }
    void running.drive(id)
    return find(actor, id)
  }

  /** Starts taking a whole import back. Throws `import-acted-on`, with what stands in the way, and `import-moved-on`. */
  async function undo(actor: Actor, id: string): Promise<ImportedFile> {
    const record = await seen(actor, id)
    if (record.state !== 'done' && record.state !== 'undoing') throw new Problem('import-moved-on')
    if (record.state === 'done') {
      const kept = await kinds[record.kind].inTheWay(record)
      if (kept.length > 0) throw new Problem('import-acted-on', { current: onTheWire({ ...record, kept: kept.slice(0, 500) }) })
      await deps.audit.record({ by: actor.id, action: 'import.undo', subject: `import:${id}`, detail: detailOf(record) },
        async () => { await imports.updateOne({ _id: id, state: 'done' }, { $set: { state: 'undoing' } }) })
    }
    void running.drive(id)
    return find(actor, id)
  }

  const detailOf = ({ kind, fileName, accepted }: ImportRecord) => ({ kind, fileName, accepted })

  /** The rows that were refused, as they stand in the file and with their reasons: to be put right and brought in again. */
  async function refused(actor: Actor, id: string, now: Date): Promise<{ fileName: string; book: Workbook }> {
    const record = await seen(actor, id)
    return { fileName: `未导入的行-${record.fileName.replace(/\.xlsx$/i, '')}.xlsx`, book: refusedBook(record, inOrder(id), actor, now) }
  }

  const inOrder = (id: string, only: object = {}): AsyncIterable<ChunkRecord> =>
    chunks.find({ importId: id, ...only }).sort({ n: 1 }).lean<ChunkRecord[]>().cursor({ batchSize: CHUNKS_AT_ONCE })

  const template = (kind: ImportKind, actor: Actor, now: Date) => ({ fileName: templateName(kind), book: templateBook(kind, deps.categories, actor, now) })

  /** The one-time passwords of new accounts, to whoever brought them in. Throws not-found once they are gone. */
  async function passwords(actor: Actor, id: string, now: Date): Promise<{ fileName: string; book: Workbook }> {
    const record = await seen(actor, id)
    if (record.passwords.length === 0 || record.by !== actor.id) throw new Problem('not-found')
    await deps.audit.record({ by: actor.id, action: 'import.passwords', subject: `import:${id}`, detail: { accounts: record.passwords.length } })
    // One that was made twice, because a crash came between, is the account's by its last.
    const issued = new Map(record.passwords.map((sealed) => deps.seal.unseal(sealed)).map((one) => [one.username, one]))
    return { fileName: '一次性密码.xlsx', book: passwordBook([...issued.values()], actor, now) }
  }

  /** Goes on with what a crash or another instance left, and throws away what nobody will come back for. */
  async function sweep(now: Date): Promise<void> {
    const left = await imports.find({ state: { $in: ['running', 'undoing'] } }, { _id: 1 }).lean()
    for (const { _id } of left) await running.drive(_id)
    const old = await imports.find({ state: { $in: ['uploaded', 'checked'] }, at: { $lt: new Date(now.getTime() - UPLOADS_KEPT_DAYS * DAY_MS) } }, { _id: 1 }).limit(20).lean()
    for (const { _id } of old) {
      await imports.deleteOne({ _id, state: { $in: ['uploaded', 'checked'] } })
      await chunks.deleteMany({ importId: _id })
    }
    await imports.updateMany({ kind: 'staff', ranAt: { $lt: new Date(now.getTime() - PASSWORDS_KEPT_DAYS * DAY_MS) }, 'passwords.0': { $exists: true } }, { $set: { passwords: [] } })
  }

  return { expect, upload, find, list, check, rows, run, undo, refused, template, passwords, sweep, settled: running.settled }
}

function inPieces(rows: Rows, size: number): Rows[] {
  const pieces: Rows[] = []
  for (let at = 0; at < rows.length; at += size) pieces.push(rows.slice(at, at + size).map(({ row, cells }) => ({ row, cells })))
  return pieces
}
