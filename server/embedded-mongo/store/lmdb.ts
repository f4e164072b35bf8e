import { type Database, type RootDatabase, open } from 'lmdb';
import { MongoError } from '../error.ts';
import { checkFile } from './check-file.ts';

/** One ordered map of bytes to bytes on disk. */
export type Bytes = Database<Buffer, Buffer>;

interface Job {
  run: () => unknown;
  resolve: (result: never) => void;
  reject: (error: unknown) => void;
}

/** How long one transaction goes on taking in jobs; others wait to read meanwhile. */
const SLICE_MS = 15;

/** Copies out of LMDB's buffer, which the next read overwrites. */
const copying = {
  encode: (value: Buffer) => value,
  decode: (bytes: Buffer) => {
    // LMDB's buffer is longer than the `length` it gives, which `copy` would trip over.
    const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    const copy = Buffer.allocUnsafe(view.length);
    copy.set(view);
    return copy;
  },
};

/**
 * The file on disk. Writes are jobs that run inside a transaction, many in one;
 * a job's promise resolves only when the commit has been flushed to disk.
 */
export class Disk {
  readonly catalog: Bytes;
  readonly documents: Bytes;
  readonly entries: Bytes;
  private readonly env: RootDatabase<Buffer, Buffer>;
  private jobs: Job[] = [];
  private running: Promise<void> | undefined;

  /** `onFailedCommit` is told when memory is ahead of the disk and must be read anew. */
  constructor(
    path: string,
    private readonly onFailedCommit: () => void,
  ) {
    checkFile(path);
    // Without overlappingSync a transaction resolves after the flush, not before it.
    this.env = open({ path, noSubdir: true, keyEncoding: 'binary', encoding: 'binary', overlappingSync: false, maxDbs: 4 });
    this.catalog = this.open('catalog');
    this.documents = this.open('documents');
    this.entries = this.open('entries');
  }

  private open(name: string): Bytes {
    return this.env.openDB<Buffer, Buffer>({ name, keyEncoding: 'binary', encoding: 'binary', encoder: copying } as never);
  }

  /**
   * Runs the job inside the next transaction and resolves with its result once that is on disk.
   * A job that throws does not undo what it wrote before: jobs check everything, then write.
   */
  write<T>(run: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.jobs.push({ run, resolve: resolve as (result: never) => void, reject });
      this.running ??= this.commitAll();
    });
  }

  private async commitAll() {
    while (this.jobs.length > 0) await this.commitSome();
    // In the same step as the check above: a job that comes between the two would wait for ever.
    this.running = undefined;
  }

  private async commitSome() {
    const settle: (() => void)[] = [];
    const taken: Job[] = [];
    try {
      await this.env.transaction(() => this.runJobs(taken, settle));
      for (const answer of settle) answer();
    } catch (error) {
      // LMDB gives the reason apart, in a promise that would end the thread if nobody heard it.
      (error as { commitError?: Promise<never> }).commitError?.catch((reason: unknown) => console.error('embedded-mongo', reason));
      this.onFailedCommit();
      const failure = new MongoError(1, 'InternalError', `The write could not be committed to disk: ${String(error)}`);
      for (const job of taken) job.reject(failure);
    }
  }

  private runJobs(taken: Job[], settle: (() => void)[]) {
    const until = performance.now() + SLICE_MS;
    do {
      const job = this.jobs.shift();
      if (!job) return;
      taken.push(job);
      try {
        const result = job.run() as never;
        settle.push(() => job.resolve(result));
      } catch (error) {
        settle.push(() => job.reject(error));
      }
    } while (performance.now() < until);
  }

  /** A consistent copy of everything committed so far, made while others go on. */
  backup(path: string): Promise<void> {
    return this.env.backup(path, false);
  }

  async close() {
    await this.running;
    await this.env.close();
  }
}

export function u32(n: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(n, 0);
  return bytes;
}
