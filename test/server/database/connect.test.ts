import assert from 'node:assert/strict'
import type { CommandStartedEvent } from 'mongodb'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, databaseIn } from '../../../server/database/connect.ts'
import { dropDatabase, freshDatabase } from '../../support/database.ts'

describe('the database that an address names', () => {
  it('is found behind one host, several hosts and a socket', () => {
    assert.equal(databaseIn('mongodb://a:27017,b:27017,c:27017/safety?replicaSet=rs0'), 'safety')
    assert.equal(databaseIn('mongodb://user:p%40ss@a/%E5%AE%89%E5%85%A8'), '安全')
    assert.equal(databaseIn('mongodb://%2Ftmp%2Fmongodb.sock/safety'), 'safety')
  })

  it('is the default where none is named', () => {
    for (const uri of ['mongodb://a,b', 'mongodb://a/', 'mongodb://a,b/?replicaSet=rs0', 'mongodb+srv://a?w=majority', 'mongodb://a?tlsCAFile=/etc/ca.pem']) {
      assert.equal(databaseIn(uri), 'campus_safety')
    }
  })
})

describe('a connection', () => {
  it('reads and writes only what a failover cannot take back', async () => {
    const connection = await freshDatabase()
    const asked: CommandStartedEvent[] = []
    const note = (event: CommandStartedEvent) => asked.push(event)
    connection.getClient().on('commandStarted', note)
    await connection.collection('things').insertOne({ name: 'one' })
    await connection.collection('things').findOne({ name: 'one' })
    connection.getClient().off('commandStarted', note)
    const of = (name: string) => asked.find(({ commandName }) => commandName === name)!.command
    assert.deepEqual(of('insert').writeConcern, { w: 'majority', j: true })
    assert.equal(of('find').readConcern.level, 'majority')
    await dropDatabase(connection)
  })
})

describe('a data folder that another process has open', () => {
  it('is gone on with when that process ends', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'campus-joined-'))
    const owner = spawn(process.execPath, ['dist/scripts/embedded-mongo.js', '--port', '0', '--data', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(owner.stdout, 'data')
    const { kind, connection, close } = await connect({ DATA_DIR: dataDir, MONGODB_URI: undefined })
    assert.equal(kind, 'joined')
    const things = connection.collection('things')
    await things.insertOne({ name: 'one' })
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    // Whoever asks in that second is told no; what was asked once more is done.
    const until = Date.now() + 10_000
    while (!(await things.insertOne({ name: 'two' }).catch(() => null)) && Date.now() < until) await new Promise((look) => setTimeout(look, 50))
    assert.equal(await things.countDocuments({ name: 'one' }), 1)
    assert.ok(await things.countDocuments({ name: 'two' }) > 0)
    await close()
    rmSync(dataDir, { recursive: true })
  })
})
