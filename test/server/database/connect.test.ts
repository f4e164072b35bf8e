import assert from 'node:assert/strict'
import type { CommandStartedEvent } from 'mongodb'
import { databaseIn } from '../../../server/database/connect.ts'
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
