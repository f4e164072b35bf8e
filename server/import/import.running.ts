import type { Logger } from 'pino'
import { RowErrors } from '../csv/row-errors.ts'
import type { Brought, Kind, Rows, StillAtWork } from './import.kinds.ts'
import type { ChunkModel, ChunkRecord, ImportModel, ImportRecord } from './import.model.ts'
import type { ImportKind } from '../contract/import.ts'

export interface RunningDeps {
  imports: ImportModel
  chunks: ChunkModel
  kinds: Readonly<Record<ImportKind, Kind>>
  now(): Date
  log: Logger
}

/** Whoever holds the lease works; when it is over, another may think the holder dead. Renewed with every chunk, and on the way back in time. */
const LEASE_MS = 120_000
const RENEWED_AFTER_MS = LEASE_MS / 4

/** Carries imports out and takes them back, chunk by chunk, from where the job document says. */
export function createRunning({ imports, chunks, kinds, now, log }: RunningDeps) {
  const working = new Set<Promise<void>>()

  /** Goes on with one import, if nobody else is at it. What fails is logged and gone on with at the next sweep. */
  function drive(id: string): Promise<void> {
    const work = go(id).catch((error: unknown) => log.error({ err: error, import: id }, 'an import stopped; the sweep goes on with it')).finally(() => working.delete(work))
    working.add(work)
    return work
  }

  async function go(id: string): Promise<void> {
    const job = await claim(id)
    if (job?.state === 'running') await run(job)
    if (job?.state === 'undoing') await takeBack(job)
  }

  const lease = () => new Date(now().getTime() + LEASE_MS)

  const claim = (id: string): Promise<ImportRecord | null> => imports.findOneAndUpdate(
    { _id: id, state: { $in: ['running', 'undoing'] }, $or: [{ leaseUntil: null }, { leaseUntil: { $lte: now() } }] },
    { $set: { leaseUntil: lease() } }, { returnDocument: 'after' }).lean<ImportRecord>()

  async function run(job: ImportRecord): Promise<void> {
    for (let n = job.nextChunk; n < job.chunks; n++) {
      const chunk = await chunks.findOne({ importId: job._id, n }).lean<ChunkRecord>()
      if (!chunk || !(await moveOn(chunk, await carryOut(job, chunk)))) return
    }
    await imports.updateOne({ _id: job._id, state: 'running', nextChunk: job.chunks }, { $set: { state: 'done', leaseUntil: null } })
  }

  async function carryOut(job: ImportRecord, chunk: ChunkRecord) {
    const accepted = chunk.rows.filter((_, at) => chunk.verdicts[at]?.outcome === 'accepted')
    const none = { imported: 0, changed: 0, already: 0, refused: 0 }
    if (accepted.length === 0) return none
    try {
      return { ...none, ...await kinds[job.kind].carryOut(job, accepted, now(), (effects) => note(chunk._id, effects)) }
    } catch (error) {
      if (!(error instanceof RowErrors)) throw error
      return { ...none, refused: await refuse(chunk, accepted) }
    }
  }

  async function note(chunkId: string, effects: ChunkRecord['effects']): Promise<void> {
    if (effects.length > 0) await chunks.updateOne({ _id: chunkId, effects: { $size: 0 } }, { $set: { effects } })
  }

  /** Accepted when they were looked at, and no longer possible: somebody was first. */
  async function refuse(chunk: ChunkRecord, accepted: Rows): Promise<number> {
    const gone = new Set(accepted.map(({ row }) => row))
    const verdicts = chunk.verdicts.map((verdict, at) => (gone.has(chunk.rows[at]!.row)
      ? { outcome: 'refused' as const, refusals: [{ field: 'schools', code: 'changed-meanwhile' as const, with: null }] } : verdict))
    await chunks.updateOne({ _id: chunk._id }, { $set: { verdicts } })
    return accepted.length
  }

  /** Counts and place move together, once: false when another has done this chunk. */
  async function moveOn({ importId, n, rows }: ChunkRecord, { imported, changed, already, refused }: Brought & { refused: number }): Promise<boolean> {
    const { matchedCount } = await imports.updateOne({ _id: importId, state: 'running', nextChunk: n }, {
      $inc: { handled: rows.length, imported, changed, already, refused, accepted: -already - refused },
      $set: { nextChunk: n + 1, leaseUntil: lease() },
    })
    return matchedCount === 1
  }

  async function takeBack(job: ImportRecord): Promise<void> {
    const all = chunks.find({ importId: job._id }).sort({ n: 1 }).lean<ChunkRecord[]>().cursor({ batchSize: 1 })
    const kept = await kinds[job.kind].takeBack(job, all, renewal(job._id))
    await imports.updateOne({ _id: job._id, state: 'undoing' }, { $set: { state: 'undone', leaseUntil: null, kept: kept.slice(0, 500), passwords: [] } })
  }

  /** To be called between one step and the next. Throws when another has finished meanwhile. */
  function renewal(id: string): StillAtWork {
    let renewed = now().getTime()
    return async () => {
      if (now().getTime() - renewed < RENEWED_AFTER_MS) return
      renewed = now().getTime()
      const { matchedCount } = await imports.updateOne({ _id: id, state: 'undoing' }, { $set: { leaseUntil: lease() } })
      if (matchedCount === 0) throw new Error(`the undo of ${id} was finished by another`)
    }
  }

  return { drive, settled: async () => { await Promise.all(working) } }
}
