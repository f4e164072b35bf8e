import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { start } from '../../../server/embedded-mongo/start.ts'
import { Store } from '../../../server/embedded-mongo/store/store.ts'
import { differences } from '../../../server/embedded-mongo/store/verify.ts'
import { temporaryFolder } from './support.ts'

interface Row {
  _id: number
  tags: number[]
  n: number
}

/** Thirty keys a document: 8,400 of them are more than one batch of a build. */
const tagsOf = (id: number) => Array.from({ length: 30 }, (_, i) => (id * 7919 + i * 104_729) % 100_003)
const ROWS = Array.from({ length: 8400 }, (_, id): Row => ({ _id: id, tags: tagsOf(id), n: 0 }))

describe('An index built while others write', () => {
  let dataDir: string

  beforeEach(() => void (dataDir = temporaryFolder()))
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('has the keys of what was changed, removed and added meanwhile, and no others', async function () {
    this.timeout(60_000)
    const running = await start({ dataDir })
    const client = await MongoClient.connect(running.uri)
    const rows = client.db('a').collection<Row>('rows')
    await rows.insertMany(ROWS)
    // Sent together, so that some of these writes come to the same transaction as the index.
    const first = rows.updateMany({ _id: { $lt: 50 } }, { $push: { tags: -1 } })
    let building = true
    const built = rows.createIndex({ tags: 1, n: 1 }).finally(() => (building = false))
    for (let round = 0; building; round++) {
      const id = (round * 613) % ROWS.length
      await Promise.all([
        rows.updateOne({ _id: id }, round % 2 ? { $push: { tags: -1 } } : { $set: { tags: [id, round] } }),
        rows.deleteOne({ _id: (id + 4000) % ROWS.length }),
        rows.insertOne({ _id: ROWS.length + round, tags: tagsOf(round), n: round }),
      ])
    }
    await Promise.all([first, built])
    await client.close()
    await running.stop()
    const store = new Store(join(dataDir, 'database.lmdb'))
    const collection = store.collections.get('a.rows')!
    assert.deepEqual([collection.indexes.map(({ building }) => building), differences(store.disk, collection)], [[false, false], []])
    await store.close()
  })

  it('dropped while it is built, leaves nothing behind', async () => {
    const running = await start({ dataDir })
    const client = await MongoClient.connect(running.uri)
    const rows = client.db('a').collection<Row>('rows')
    await rows.insertMany(ROWS)
    const built = rows.createIndex({ tags: 1 })
    for (let dropped = false; !dropped;) dropped = await rows.dropIndex('tags_1').then(() => true, () => false)
    await built
    await client.close()
    await running.stop()
    const store = new Store(join(dataDir, 'database.lmdb'))
    await store.clearGarbage()
    assert.equal(store.disk.entries.getKeysCount({}), ROWS.length)
    await store.close()
  })
})
