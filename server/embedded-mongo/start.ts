import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { answers, liveOwner, releaseLock, takeLock } from './lock.ts';
import type { WorkerData } from './worker.ts';

export interface StartOptions {
  /** Where the data lies; made if it is not there. */
  dataDir: string;
  /** A port of 127.0.0.1 to listen on as well, for tools that know no unix sockets; nothing protects it. */
  port?: number;
  /** How often expired documents are looked for, in milliseconds; MongoDB's minute if not given. */
  expireEveryMs?: number;
  /** Told if the database dies of itself, for instance of a lack of memory. */
  onExit?: (error: Error) => void;
}

export interface Running {
  /** What a MongoDB driver connects to. */
  uri: string;
  stop(): Promise<void>;
}

/** The longest path a unix socket can have on Linux, without its final NUL. */
const MAX_SOCKET_PATH = 107;

/**
 * Starts the embedded database on a folder and resolves when it can be connected to.
 * Throws if another process has the folder.
 */
export async function start(options: StartOptions): Promise<Running> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const socket = socketPath(dataDir);
  const afterCrash = takeLock(dataDir, socket);
  const release = () => {
    releaseLock(dataDir);
    rmSync(dirname(socket) === dataDir ? socket : dirname(socket), { recursive: true, force: true });
  };
  try {
    rmSync(socket, { force: true });
    const worker = await startWorker({ dataDir, socketPath: socket, port: options.port, afterCrash, expireEveryMs: options.expireEveryMs ?? 60000 });
    const uri = options.port === undefined ? uriOf(socket) : `mongodb://127.0.0.1:${options.port}/?directConnection=true`;
    return { uri, stop: supervise(worker, release, options.onExit) };
  } catch (error) {
    release();
    throw error;
  }
}

/** Where to reach the process that has the folder open, or null if there is none. */
export async function runningUri(dataDir: string): Promise<string | null> {
  const owner = liveOwner(resolve(dataDir));
  return owner && (await answers(owner.socket)) ? uriOf(owner.socket) : null;
}

const uriOf = (socket: string) => `mongodb://${encodeURIComponent(socket)}/?directConnection=true`;

/** In the data folder; where that path is too long for a socket, in a private folder of its own. */
function socketPath(dataDir: string): string {
  const path = join(dataDir, 'mongo.sock');
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH) return path;
  const folder = mkdtempSync(join(tmpdir(), 'mongo-'));
  chmodSync(folder, 0o700);
  return join(folder, 'mongo.sock');
}

/**
 * Photos pass through as large buffers. A small nursery is swept often and frees them early; with a large one they press on
 * V8's limit for memory outside the heap, and every few photos cost a full collection.
 */
const YOUNG_MB = 6;

/** The compiled worker: beside this file, or in `dist` while this file runs from source. */
function workerPath(): string {
  const here = fileURLToPath(import.meta.url);
  const path = here.endsWith('.ts')
    ? resolve(dirname(here), '../../dist/server/embedded-mongo/worker.js')
    : join(dirname(here), '../embedded-mongo/worker.js');
  if (!existsSync(path)) throw new Error(`${path} is missing; build it with: npm run build:server`);
  return path;
}

/** Starts the thread and resolves when it listens. */
export function startWorker(workerData: WorkerData): Promise<Worker> {
  // Without execArgv of its own the thread would load the loaders of a development run once more.
  const worker = new Worker(workerPath(), { workerData, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  return new Promise((ready, failed) => {
    worker.once('error', failed);
    worker.once('exit', (code) => failed(new Error(`The embedded database ended with code ${code} as it started`)));
    worker.once('message', (message: { failed?: string }) => {
      worker.removeAllListeners();
      if (message.failed) failed(new Error(`The embedded database cannot listen: ${message.failed}`));
      else ready(worker);
    });
  });
}

/** Watches over a running worker; returns what stops it. */
function supervise(worker: Worker, release: () => void, onExit: StartOptions['onExit']): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  let failure = new Error('The embedded database ended');
  worker.on('error', (error: Error) => (failure = error));
  const exited = new Promise<void>((done) => worker.once('exit', () => done()));
  void exited.then(() => {
    release();
    if (!stopping) onExit?.(failure);
  });
  return () => {
    if (!stopping) worker.postMessage('stop');
    return (stopping ??= exited);
  };
}
