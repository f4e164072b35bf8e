import { type ChildProcess, fork } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { answers, liveOwner } from './lock.ts'
import type { Settings } from './worker.ts'

export interface StartOptions {
  /** Where the data lies; made if it is not there. */
  dataDir: string
  /** A port of 127.0.0.1 to listen on as well, for tools that know no unix sockets; nothing protects it. */
  port?: number
  /** How often expired documents are looked for, in milliseconds; MongoDB's minute if not given. */
  expireEveryMs?: number
  /** How much of V8's memory it may take, in megabytes; what V8 thinks fit if not given. */
  memoryMb?: number
}

export interface Running {
  /** What a MongoDB driver connects to. */
  uri: string
  stop(): Promise<void>
}

/** The longest path a unix socket can have on Linux, without its final NUL. */
const MAX_SOCKET_PATH = 107

/**
 * Starts the embedded database on a folder, in a process of its own, and resolves when it can be connected to. It ends with
 * this process; should it die before, it is started again on the same socket.
 * Throws, saying why, if the folder or what is in it cannot be used, or another process has it.
 */
export async function start({ dataDir: folder, port, expireEveryMs = 60_000, memoryMb }: StartOptions): Promise<Running> {
  const dataDir = resolve(folder)
  const socketPath = placeFor(dataDir)
  const boot = () => startWorker({ dataDir, socketPath, port, expireEveryMs }, memoryMb)
  const cleanUp = () => {
    if (dirname(socketPath) !== dataDir) rmSync(dirname(socketPath), { recursive: true, force: true })
  }
  const stopping = new AbortController()
  try {
    const running = keepRunning(await boot(), boot, stopping.signal).finally(cleanUp)
    const uri = port === undefined ? uriOf(socketPath) : `mongodb://127.0.0.1:${port}/?directConnection=true`
    return { uri, stop: () => (stopping.abort(), running) }
  } catch (error) {
    cleanUp()
    throw error
  }
}

/** Where to reach the process that has the folder open, or null if there is none. */
export async function runningUri(dataDir: string): Promise<string | null> {
  const owner = liveOwner(resolve(dataDir))
  return owner && (await answers(owner.socket)) ? uriOf(owner.socket) : null
}

const uriOf = (socket: string) => `mongodb://${encodeURIComponent(socket)}/?directConnection=true`

/** Makes the folder if need be and finds the place for its socket. */
function placeFor(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return socketPath(dataDir)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw code ? new Error(`The data folder ${dataDir} cannot be used: ${message}`) : error
  }
}

/** In the data folder; where that path is too long for a socket, in a private folder of its own. */
function socketPath(dataDir: string): string {
  const path = join(dataDir, 'mongo.sock')
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH) return path
  const elsewhere = join(tmpdir(), 'mongo-XXXXXX', 'mongo.sock')
  if (Buffer.byteLength(elsewhere) > MAX_SOCKET_PATH)
    throw new Error(`Neither ${path} nor ${elsewhere} is short enough for a socket (${MAX_SOCKET_PATH} bytes); use a data folder or a TMPDIR with a shorter path`)
  const folder = mkdtempSync(join(tmpdir(), 'mongo-'))
  chmodSync(folder, 0o700)
  return join(folder, 'mongo.sock')
}

/**
 * Photos pass through as large buffers. A small nursery is swept often and frees them early; with a large one they press on
 * V8's limit for memory outside the heap, and every few photos cost a full collection.
 */
const V8_FLAGS = ['--max-semi-space-size=2', '--heap-growing-percent=200']

/** The compiled worker: beside this file, or in `dist` while this file runs from source. */
function workerPath(): string {
  const here = fileURLToPath(import.meta.url)
  const path = here.endsWith('.ts') ? resolve(dirname(here), '../../dist/server/embedded-mongo/worker.js') : join(dirname(here), '../embedded-mongo/worker.js')
  if (!existsSync(path)) throw new Error(`${path} is missing; build it with: npm run build:server`)
  return path
}

/** Starts the process and resolves when it listens. */
function startWorker(settings: Settings, memoryMb: number | undefined): Promise<ChildProcess> {
  const execArgv = [...V8_FLAGS, ...(memoryMb ? [`--max-old-space-size=${memoryMb}`] : [])]
  const worker = fork(workerPath(), [JSON.stringify(settings)], { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  return new Promise((ready, failed) => {
    worker.once('error', failed)
    worker.once('exit', (code, signal) => failed(new Error(`The embedded database ended as it started (${signal ?? code})`)))
    worker.once('message', ({ failure }: { failure?: string }) => {
      worker.removeAllListeners()
      if (failure) failed(new Error(failure))
      else ready(worker)
    })
  })
}

/** How long it stays down when it has died, by how often it has died lately. */
const DOWN_MS = [0, 1000, 5000, 15_000, 60_000]

/** One that has run this long does not die of its own start. */
const STEADY_MS = 60_000

/** Starts the database again whenever it dies: what it has acknowledged is on disk. Resolves when it has ended on demand. */
async function keepRunning(worker: ChildProcess, boot: () => Promise<ChildProcess>, stopping: AbortSignal) {
  const ended = (worker: ChildProcess) => untilEnd(worker, stopping)
  for (let life = ended(worker), deaths = 0; ; life = boot().then(ended, String)) {
    const startedAt = performance.now()
    const reason = await life
    if (stopping.aborted) return
    if (performance.now() - startedAt > STEADY_MS) deaths = 0
    const wait = DOWN_MS[Math.min(deaths++, DOWN_MS.length - 1)]!
    console.error('embedded-mongo', `The database has died: ${reason}. What it acknowledged is on disk. It starts again in ${wait / 1000} s.`)
    await setTimeout(wait, undefined, { signal: stopping }).catch(() => undefined)
    if (stopping.aborted) return
  }
}

/** Resolves with the reason when it has ended, of itself or because it was told to. */
function untilEnd(worker: ChildProcess, stopping: AbortSignal): Promise<string> {
  const stop = () => worker.send('stop', () => undefined)
  if (stopping.aborted) stop()
  stopping.addEventListener('abort', stop)
  return new Promise((ended) => worker.once('exit', (code, signal) => {
    stopping.removeEventListener('abort', stop)
    ended(signal === 'SIGABRT' ? 'out of memory (SIGABRT)' : `it ended with ${signal ?? code}`)
  }))
}
