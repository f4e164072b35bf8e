import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { open } from 'lmdb'
import { BSON, MongoClient } from 'mongodb'
import { type Running, runningUri, start } from '../../../server/embedded-mongo/start.ts'
import { failure, temporaryFolder, uriOf } from './support.ts'

interface Row {
  _id: number
  tags?: number[]
  text?: string
}

const SCRIPT = fileURLToPath(new URL('../../../dist/scripts/embedded-mongo.js', import.meta.url))

/** Asks again and again until it is so; the test's own time limit ends the asking. */
async function until(holds: () => Promise<boolean>) {
  while (!(await holds())) await setTimeout(20)
}

/** How long a process's main thread has worked, in milliseconds: what else the machine does meanwhile does not count. */
const cpuMs = (pid: number) => Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6

describe('When things go wrong', () => {
  let dataDir: string
  let running: Running | undefined
  let child: ChildProcess | undefined
  let client: MongoClient | undefined
  beforeEach(() => (dataDir = temporaryFolder()))
  afterEach(async () => {
    await client?.close()
    await running?.stop()
    child?.kill('SIGKILL')
    running = child = client = undefined
    rmSync(dataDir, { recursive: true, force: true })
  })

  /** Starts the database in a process of its own, under this limit for the size of a file in blocks of 1,024 bytes. */
  async function startProcess(fileBlocks: number | 'unlimited' = 'unlimited') {
    const command = `ulimit -Sf ${fileBlocks}; exec "${process.execPath}" "${SCRIPT}" --data "${dataDir}" --port 0`
    child = spawn('bash', ['-c', command], { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()))
    return { ended: once(child, 'exit') as Promise<[number]>, said: () => said }
  }

  /** The process that does the database's work. */
  const ownerPid = () => (JSON.parse(readFileSync(join(dataDir, 'owner.json'), 'utf8')) as { pid: number }).pid

  it('out of memory in the midst of writes, it starts again by itself: nothing acknowledged is lost, and its clients go on', async () => {
    running = await start({ dataDir, memoryMb: 40 })
    client = await MongoClient.connect(running.uri, { serverSelectionTimeoutMS: 5000, maxPoolSize: 10 })
    const rows = client.db('a').collection<Row>('rows')
    await rows.createIndex({ tags: 1 })
    const acknowledged: number[] = []
    let died = false
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let _id = writer; !died; _id += 4) {
        await rows.insertOne({ _id })
        acknowledged.push(_id)
      }
    }).map((writing) => writing.catch((error: unknown) => error))
    const greedy = rows.insertOne({ _id: -1, tags: Array.from({ length: 900_000 }, (_, n) => n) })
    assert.match(String(await failure(greedy)), /MongoNetworkError/)
    died = true
    for (const error of await Promise.all(writers)) if (error) assert.match(String(error), /MongoNetworkError|MongoServerSelectionError|PoolCleared/)
    await until(() => client!.db('a').command({ ping: 1 }).then(() => true, () => false))
    const kept = new Set((await rows.find().toArray()).map(({ _id }) => _id))
    assert.ok(acknowledged.length > 0 && !kept.has(-1))
    assert.deepEqual(acknowledged.filter((_id) => !kept.has(_id)), [])
    await rows.insertOne({ _id: -2 })
    assert.equal(await runningUri(dataDir), running.uri)
  })

  it('on a full disk writes are refused and a ping says why, reads go on, and with room again so do writes', async () => {
    await startProcess(6000)
    client = await MongoClient.connect(await uriOf(dataDir))
    const rows = client.db('a').collection<Row>('rows')
    const acknowledged: number[] = []
    const filling = async () => {
      for (let _id = 0; ; _id++) {
        await rows.insertOne({ _id, text: 'x'.repeat(100_000) })
        acknowledged.push(_id)
      }
    }
    assert.match((await failure(filling())).message, /could not be committed to disk/)
    assert.ok(acknowledged.length > 10)
    assert.match((await failure(client.db('a').command({ ping: 1 }))).message, /could not be committed to disk/)
    const ids = async () => (await rows.find({}, { projection: { _id: 1 }, sort: { _id: 1 } }).toArray()).map(({ _id }) => _id)
    assert.deepEqual(await ids(), acknowledged)
    execFileSync('prlimit', ['--pid', String(ownerPid()), '--fsize=unlimited:unlimited'])
    await until(() => client!.db('a').command({ ping: 1 }).then(() => true, () => false))
    await rows.insertOne({ _id: 1000, text: 'x'.repeat(100_000) })
    assert.deepEqual(await ids(), [...acknowledged, 1000])
  })

  it('neither a long grouping or sort nor an index build holds others up', async () => {
    await startProcess()
    client = await MongoClient.connect(await uriOf(dataDir))
    const rows = client.db('a').collection<Row & { n: number }>('rows')
    await rows.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ _id: n, n: n % 1000, text: 'x'.repeat(300) + ((n * 7919) % 20_000) })))
    let built = 0
    const works = [
      () => rows.aggregate([{ $group: { _id: '$n', n: { $sum: 1 }, last: { $max: '$text' } } }]).toArray(),
      () => rows.aggregate([{ $sort: { text: 1, n: -1 } }, { $group: { _id: null, last: { $last: '$n' } } }]).toArray(),
      () => rows.createIndex({ n: 1, text: 1, [`b${++built}`]: 1 }),
    ]
    const longestWait = async (work: () => Promise<unknown>) => {
      const waits: number[] = []
      let working = true
      const done = work().finally(() => (working = false))
      while (working) {
        const before = cpuMs(ownerPid())
        await client!.db('a').command({ ping: 1 })
        waits.push(cpuMs(ownerPid()) - before)
      }
      await done
      assert.ok(waits.length > 5, `${waits.length} waits`)
      return Math.max(...waits)
    }
    // A collection of garbage may fall into one wait or another: of three times, one is free of it.
    for (const work of works) assert.ok(Math.min(await longestWait(work), await longestWait(work), await longestWait(work)) < 20)
  })

  it('killed outright, it starts again at once, and after that less and less soon', async () => {
    running = await start({ dataDir })
    client = await MongoClient.connect(running.uri, { serverSelectionTimeoutMS: 5000 })
    const again = async () => {
      const killedAt = performance.now()
      process.kill(ownerPid(), 'SIGKILL')
      await until(() => client!.db('a').command({ ping: 1 }).then(() => false, () => true))
      await until(() => client!.db('a').command({ ping: 1 }).then(() => true, () => false))
      return performance.now() - killedAt
    }
    await again()
    assert.ok((await again()) >= 1000)
  })

  it('it ends with the process that started it', async () => {
    await startProcess()
    await uriOf(dataDir)
    const pid = ownerPid()
    child!.kill('SIGKILL')
    running = await start({ dataDir })
    assert.notEqual(ownerPid(), pid)
  })

  it('a second process on the folder ends and names the first', async () => {
    running = await start({ dataDir })
    const { ended, said } = await startProcess()
    assert.equal((await ended)[0], 1)
    assert.match(said(), new RegExp(`is in use by process ${process.pid}; stop it first`))
  })

  it('a folder that cannot be made or written in is an error with its reason', async () => {
    writeFileSync(join(dataDir, 'file'), '')
    await assert.rejects(start({ dataDir: join(dataDir, 'file', 'folder') }), /The data folder .* cannot be used: E/)
    await assert.rejects(start({ dataDir: '/sys' }), /The data folder \/sys cannot be used: E/)
  })

  it('a socket that finds no short enough place is an error that says what to do', async () => {
    const { TMPDIR } = process.env
    process.env.TMPDIR = join(dataDir, 'y'.repeat(100))
    try {
      await assert.rejects(start({ dataDir: join(dataDir, 'x'.repeat(100)) }), /use a data folder or a TMPDIR with a shorter path/)
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = TMPDIR
    }
  })

  it('the data of another version is refused rather than misread', async () => {
    const file = open({ path: join(dataDir, 'database.lmdb'), noSubdir: true, keyEncoding: 'binary', encoding: 'binary' })
    const catalog = file.openDB({ name: 'catalog', keyEncoding: 'binary', encoding: 'binary' })
    await catalog.put(Buffer.from('\0format'), Buffer.from(BSON.serialize({ version: 99 })))
    await file.close()
    await assert.rejects(start({ dataDir }), /has format 99; this version reads format \d/)
    assert.equal(await runningUri(dataDir), null)
  })
})
