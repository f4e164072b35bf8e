import { type Database, type RootDatabase, open } from 'lmdb'
import { MongoError } from '../error.ts'
import { checkFile } from './check-file.ts'

/** One ordered map of bytes to bytes on disk. */
export type Bytes = Database<Buffer, Buffer>

/** A stretch of keys: from `start` on and before `end`. */
export interface Range {
  start: Buffer
  end: Buffer
}

interface Job {
  run: () => unknown
  resolve: (result: never) => void
  reject: (error: unknown) => void
}

/** How long one transaction goes on taking in jobs; others wait to read meanwhile. */
const SLICE_MS = 8

/** Copies out of LMDB's buffer, which the next read overwrites, and which is longer than the `length` it gives. */
function copied(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafe(bytes.length)
  copy.set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length))
  return copy
}

/** A key that no collection has: it is shorter than theirs. */
const PROBE = Buffer.from([0])

const BINARY = { keyEncoding: 'binary', encoding: 'binary' } as const

/**
 * The file on disk. Writes are jobs that run inside a transaction, many in one;
 * a job's promise resolves only when the commit has been flushed to disk.
 */
export class Disk {
  readonly catalog: Bytes
  readonly documents: Bytes
  readonly entries: Bytes
  /** Why the last commit failed; undefined if it did not. */
  private failure: MongoError | undefined
  private readonly env: RootDatabase<Buffer, Buffer>
  private jobs: Job[] = []
  private running: Promise<void> | undefined

  /** `onFailedCommit` is told when memory is ahead of the disk and must be read anew. */
  constructor(path: string, private readonly onFailedCommit: () => void) {
    checkFile(path)
    // Without overlappingSync a transaction resolves after the flush, not before it.
    this.env = open({ path, noSubdir: true, overlappingSync: false, maxDbs: 4, ...BINARY })
    const table = (name: string): Bytes =>
      this.env.openDB({ name, ...BINARY, encoder: { encode: (value: Buffer) => value, decode: copied } } as never)
    this.catalog = table('catalog')
    this.documents = table('documents')
    this.entries = table('entries')
  }

  /**
   * Runs the job inside the next transaction and resolves with its result once that is on disk.
   * A job that throws does not undo what it wrote before: jobs check everything, then write.
   */
  write<T>(run: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.jobs.push({ run, resolve: resolve as (result: never) => void, reject })
      this.running ??= this.commitAll()
    })
  }

  private async commitAll() {
    while (this.jobs.length > 0) await this.commitSome()
    // In the same step as the check above: a job that comes between the two would wait for ever.
    this.running = undefined
  }

  private async commitSome() {
    const settle: (() => void)[] = []
    const taken: Job[] = []
    try {
      await this.env.transaction(() => this.runJobs(taken, settle))
      this.failure = undefined
      for (const answer of settle) answer()
    } catch (error) {
      // LMDB gives the reason apart, in a promise that would end the process if nobody heard it.
      const reason = await (error as { commitError?: Promise<never> }).commitError?.catch(String)
      console.error('embedded-mongo', error, reason)
      this.failure = new MongoError(1, 'InternalError', `The write could not be committed to disk: ${String(reason ?? error)}`)
      this.onFailedCommit()
      for (const job of taken) job.reject(this.failure)
    }
  }

  private runJobs(taken: Job[], settle: (() => void)[]) {
    const until = performance.now() + SLICE_MS
    for (let job = this.jobs.shift(); job; job = performance.now() < until ? this.jobs.shift() : undefined) {
      const { run, resolve, reject } = job
      taken.push(job)
      try {
        const result = run() as never
        settle.push(() => resolve(result))
      } catch (error) {
        settle.push(() => reject(error))
      }
    }
  }

  /** Throws if the disk refused the last write and still refuses to take so much as a photo. */
  async checkWritable() {
    if (!this.failure) return
    await this.write(() => this.documents.put(PROBE, Buffer.alloc(1 << 20)))
    await this.write(() => this.documents.remove(PROBE))
  }

  /** A consistent copy of everything committed so far, made while others go on. */
  backup(path: string): Promise<void> {
    return this.env.backup(path, false)
  }

  async close() {
    await this.running
    await this.env.close()
  }
}

/** How many rows of a range are read at once, at most. */
const MOST_ROWS = 256

const withKeys = (table: Bytes, options: object): { key: Buffer }[] => Array.from(table.getKeys(options as never) as Iterable<Buffer>, (key) => ({ key }))
const withValues = (table: Bytes, options: object) => [...table.getRange(options as never)] as { key: Buffer; value: Buffer }[]

/**
 * Reads a range in order, `size` rows and then ever more at a time, and goes on after the last key it has seen: so no read
 * transaction stays open between turns, and nobody's writes are held up.
 */
function* inChunks<Row extends { key: Buffer }>(read: (table: Bytes, options: object) => Row[], table: Bytes, { start, end }: Range, reverse: boolean, size: number): Generator<Row> {
  const to = reverse ? start : end
  let from = reverse ? end : start
  for (let exclusiveStart = false; ; exclusiveStart = true) {
    const rows = read(table, { start: from, end: to, reverse, limit: size, exclusiveStart })
    yield* rows
    if (rows.length < size) return
    from = rows.at(-1)!.key
    size = Math.min(size * 4, MOST_ROWS)
  }
}

export const rowsIn = (table: Bytes, range: Range, size = 16) => inChunks(withValues, table, range, false, size)

export function* keysIn(table: Bytes, ranges: Range[], reverse = false, size = 16): Generator<Buffer> {
  for (const range of reverse ? ranges.toReversed() : ranges)
    for (const { key } of inChunks(withKeys, table, range, reverse, size)) yield key
}

export function u32(n: number): Buffer {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeUInt32BE(n, 0)
  return bytes
}

const END = Buffer.from([0xff])

/** The end of all keys that begin with these bytes. */
export const after = (prefix: Buffer) => Buffer.concat([prefix, END])

/** All keys that begin with these bytes. */
export const under = (prefix: Buffer): Range => ({ start: prefix, end: after(prefix) })
