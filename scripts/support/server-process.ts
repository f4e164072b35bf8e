import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

const TICKS_PER_SECOND = 100

export interface ServerProcess {
  origin: string
  /** From the spawn to the first 200, in milliseconds. */
  startedInMs: number
  /** CPU time of the process and of the embedded database, in milliseconds. */
  cpuMs(): number
  /** Resident memory of the process and of the embedded database, in MiB. */
  residentMb(): number
  stop(): Promise<void>
  /** kill -9, and waits until the process is gone. */
  kill(): Promise<void>
}

export interface SpawnedServer {
  /** Its first answer; rejects when it ends before that. */
  ready: Promise<ServerProcess>
  kill(): Promise<void>
}

/** Starts the built server on a data folder and waits for its first answer. */
export async function startServer(dataDir: string): Promise<ServerProcess> {
  return (await spawnServer(dataDir)).ready
}

/** Starts the built server on a data folder, on a port of its own, and does not wait for it. */
export async function spawnServer(dataDir: string): Promise<SpawnedServer> {
  const port = await freePort()
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--max-semi-space-size=4', '--heap-growing-percent=200', join(import.meta.dirname, '../../server/main.js')], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, DEMO: '0', NODE_ENV: 'production', LOG_LEVEL: 'warn', MONGODB_URI: '', PUBLIC_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = once(child, 'exit')
  // No server outlives whoever started it.
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  void exited.then(() => process.off('exit', killWithUs))
  const end = (signal: NodeJS.Signals) => async () => {
    child.kill(signal)
    await exited
  }
  const origin = `http://127.0.0.1:${port}`
  const kill = end('SIGKILL')
  const ready = firstAnswer(origin, child).then(() => ({
    origin, startedInMs: performance.now() - startedAt, kill, stop: end('SIGTERM'),
    cpuMs: () => cpuMs(child.pid!), residentMb: () => residentMb(child.pid!),
  }))
  return { ready, kill }
}

async function firstAnswer(origin: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the server did not start')
    const answer = await fetch(`${origin}/health/ready`).catch(() => null)
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const cpuMs = (pid: number) => sumOf(pid, ownCpuMs)

/** A process and those that it has started: the embedded database is one of its own. */
export const withStarted = (pid: number): number[] =>
  [pid, ...readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)]

const sumOf = (pid: number, figure: (pid: number) => number) => withStarted(pid).reduce((sum, each) => sum + figure(each), 0)

/** /proc/PID/stat: the 14th and 15th fields are user and system time, in clock ticks; the 2nd may hold spaces. */
function ownCpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1000
}

function residentMb(pid: number): number {
  return Math.round(sumOf(pid, (each) => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${each}/status`, 'utf8'))?.[1] ?? 0)) / 1024)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}
