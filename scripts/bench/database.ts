import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { MongoClient, type Db } from 'mongodb'
import { reach } from '../../server/database/connect.ts'
import { median, run } from '../support/client.ts'
import { withStarted } from '../support/server-process.ts'

const CONCURRENCIES = [1, 8, 64]
const ROUNDS = 5
const SCHOOLS = 500
const DOCUMENTS = 29_000
const MANY = 100_000

const document = (n: number) => ({
  _id: n, schoolId: `SC${n % SCHOOLS}`, status: ['open', 'closed', 'void'][n % 3], dueAt: new Date(1e12 + ((n * 7919) % MANY) * 1e6), n: 0,
  description: '消火栓箱前堆放纸箱，箱门打不开。'.repeat(20),
})

let inserted = 0

/** What is done so many times in a round, each at the given concurrency. */
const OPERATIONS: [what: string, count: number, work: (db: Db, n: number) => Promise<unknown>][] = [
  ['insert', 1500, (db) => db.collection<{ _id: number }>('inserted').insertOne(document(inserted++))],
  ['update by _id', 1500, (db, n) => db.collection<{ _id: number }>('rows').updateOne({ _id: (n * 31) % DOCUMENTS }, { $inc: { n: 1 }, $set: { status: 'closed' } })],
  ['find by _id', 2000, (db, n) => db.collection<{ _id: number }>('rows').findOne({ _id: (n * 31) % DOCUMENTS })],
  ['find of 50, indexed and sorted', 300, (db, n) => db.collection('rows').find({ schoolId: `SC${n % SCHOOLS}` }).sort({ dueAt: 1 }).limit(50).toArray()],
]

const grouping = (db: Db, from: string) => db.collection(from).aggregate([{ $group: { _id: '$schoolId', n: { $sum: 1 } } }]).toArray()

/**
 * npm run bench -- --database [--against URI]: the embedded database by itself, and beside it, round by round in turn, another
 * server that speaks MongoDB's protocol. Prints medians of five rounds; writes are acknowledged when they are on disk.
 */
export async function benchDatabase(against: string | undefined, row: (what: string, ...figures: string[]) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'database-bench-'))
  const own = await reach({ MONGODB_URI: '', DATA_DIR: folder })
  const clients = await Promise.all([own.uri, ...(against ? [against] : [])].map((uri) => MongoClient.connect(uri, { maxPoolSize: 64, writeConcern: { w: 'majority', journal: true } })))
  const dbs = clients.map((client) => client.db('bench'))
  /** Measures each server in turn, five times; with a second one also the share of its figure. */
  const compare = async (what: string, unit: string, measure: (db: Db) => Promise<number>) => {
    const figures = dbs.map((): number[] => [])
    for (let round = 0; round < ROUNDS; round++) for (const [i, db] of dbs.entries()) figures[i]!.push(await measure(db))
    const medians = figures.map(median)
    row(what, ...medians.map((figure) => `${figure.toFixed(0)}${unit}`), ...(against ? [(medians[0]! / medians[1]!).toFixed(2)] : []))
  }
  const timeOf = async (work: () => Promise<unknown>) => {
    const startedAt = performance.now()
    await work()
    return performance.now() - startedAt
  }
  try {
    for (const db of dbs) await fill(db)
    for (const [what, count, work] of OPERATIONS)
      for (const concurrency of CONCURRENCIES)
        await compare(`${what}, concurrency ${concurrency}`, '/s', async (db) => {
          const each = concurrency === 1 ? Math.ceil(count / 3) : count
          return (each / (await timeOf(() => run(each, concurrency, (n) => work(db, n))))) * 1000
        })
    await compare(`grouping ${DOCUMENTS} documents`, ' ms', (db) => timeOf(() => grouping(db, 'rows')))
    const finds = (db: Db, until: { over: boolean }) => Promise.all(Array.from({ length: 8 }, async () => {
      for (let n = 0; ; n++) {
        if (until.over) return n
        await db.collection<{ _id: number }>('rows').findOne({ _id: n % DOCUMENTS })
      }
    })).then((counts) => counts.reduce((sum, count) => sum + count, 0))
    const rateWhile = async (db: Db, work: () => Promise<unknown>) => {
      const until = { over: false }
      const counting = finds(db, until)
      const took = await timeOf(work)
      until.over = true
      return ((await counting) / took) * 1000
    }
    await compare('find by _id, concurrency 8, alone', '/s', (db) => rateWhile(db, () => setTimeout(700)))
    await compare(`… while a grouping of ${MANY} runs`, '/s', (db) => rateWhile(db, () => grouping(db, 'many')))
  } finally {
    await Promise.all(clients.map((client) => client.close()))
    await own.stop()
  }
  const starts: { ms: number; mb: number }[] = []
  for (let round = 0; round < ROUNDS; round++) starts.push(await startAlone(folder))
  row(`started alone on ${MANY} documents`, `${median(starts.map(({ ms }) => ms)).toFixed(0)} ms`, `RssAnon ${median(starts.map(({ mb }) => mb)).toFixed(0)} MB`)
  rmSync(folder, { recursive: true, force: true })
}

async function fill(db: Db): Promise<void> {
  await db.dropDatabase()
  for (const name of ['rows', 'inserted']) await db.collection(name).createIndex({ schoolId: 1, dueAt: 1 })
  for (const [name, size] of [['rows', DOCUMENTS], ['many', MANY]] as const)
    for (let at = 0; at < size; at += 1000) await db.collection<{ _id: number }>(name).insertMany(Array.from({ length: 1000 }, (_, n) => document(at + n)))
}

/** From the spawn of the database to the moment it can be connected to, and the memory that the larger of its processes holds then: the database. */
async function startAlone(folder: string): Promise<{ ms: number; mb: number }> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'embedded-mongo.js'), '--data', folder, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  const ms = performance.now() - startedAt
  const kilobytes = withStarted(child.pid!).map((pid) => Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]))
  child.kill('SIGTERM')
  await once(child, 'exit')
  return { ms, mb: Math.max(...kilobytes) / 1024 }
}
