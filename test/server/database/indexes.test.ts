import assert from 'node:assert/strict'
import { createIndexes } from '../../../server/database/indexes.ts'
import { startApp, type TestApp } from '../../support/app.ts'

describe('the indexes of a database', () => {
  let t: TestApp
  before(async () => { t = await startApp() })
  after(() => t.stop())

  const names = async () => (await t.connection.collection('hazards').indexes()).map(({ name }) => name!).sort()

  it('are all that the models declare, none of them the beginning of another', async () => {
    for (const { schema, collection } of Object.values(t.connection.models)) {
      const declared = schema.indexes().map(([key]) => JSON.stringify(key))
      const there = declared.length > 0 ? (await collection.indexes()).map(({ key }) => JSON.stringify(key)) : []
      assert.deepEqual(declared.filter((key) => !there.includes(key)), [], collection.name)
    }
  })

  it('are those of this version: what one of them begins with goes, also when two start at once', async () => {
    const hazards = t.connection.collection('hazards')
    const ours = await names()
    await hazards.createIndex({ receivedAt: -1, _id: -1 })
    await hazards.createIndex({ grams: 1, status: 1, receivedAt: -1, _id: -1 })
    await Promise.all([createIndexes(t.connection), createIndexes(t.connection)])
    assert.deepEqual(await names(), ours)
  })

  it('leave alone whatever else somebody made', async () => {
    const hazards = t.connection.collection('hazards')
    const made = [
      await hazards.createIndex({ receivedAt: 1, _id: 1 }), await hazards.createIndex({ receivedAt: -1, spot: 1 }),
      await hazards.createIndex({ schoolId: 1, year: 1 }), await hazards.createIndex({ number: 1 }, { unique: true }),
      await hazards.createIndex({ severity: 1 }, { partialFilterExpression: { severity: 'major' } }),
    ]
    await createIndexes(t.connection)
    const there = await names()
    for (const one of made) assert.ok(there.includes(one), one)
  })
})
