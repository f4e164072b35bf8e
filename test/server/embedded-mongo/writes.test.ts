import assert from 'node:assert/strict'
import { useDatabase } from './support.ts'

describe('Writes', () => {
  const use = useDatabase()

  it('takes in a batch that needs many commits', async () => {
    const many = Array.from({ length: 3000 }, (_, n) => ({ n, text: 'x'.repeat(1000) }))
    const { insertedCount } = await use.db.collection('batch').insertMany(many)
    assert.equal(insertedCount, 3000)
    assert.equal(await use.db.collection('batch').countDocuments({ n: { $gte: 0 } }), 3000)
  })

  it('of many that look for the same document at once, each changes one of its own', async () => {
    const jobs = use.db.collection('jobs')
    await jobs.insertMany(Array.from({ length: 2000 }, (_, n) => ({ n, state: n % 100 === 99 ? 'waiting' : 'done' })))
    const claims = Array.from({ length: 30 }, (_, by) => jobs.findOneAndUpdate({ state: 'waiting' }, { $set: { state: 'taken', by } }, { sort: { n: -1 } }))
    const taken = (await Promise.all(claims)).filter((job) => job !== null).map(({ n }) => n as number)
    assert.equal(new Set(taken).size, 20)
    assert.equal(taken.length, 20)
    const more = Array.from({ length: 30 }, () => jobs.updateOne({ state: 'taken' }, { $set: { state: 'done' } }))
    assert.equal((await Promise.all(more)).reduce((sum, { modifiedCount }) => sum + modifiedCount, 0), 20)
    const gone = Array.from({ length: 30 }, () => jobs.deleteOne({ by: { $exists: true } }))
    assert.equal((await Promise.all(gone)).reduce((sum, { deletedCount }) => sum + deletedCount, 0), 20)
    assert.equal((await jobs.updateOne({ state: 'new' }, { $set: { a: 1 } }, { upsert: true })).upsertedCount, 1)
  })

  it('deletes and updates many, a part at a time', async () => {
    const many = use.db.collection('many')
    await many.insertMany(Array.from({ length: 5000 }, (_, n) => ({ n, odd: n % 2 })))
    assert.equal((await many.updateMany({ odd: 1 }, { $inc: { n: 10000 } })).modifiedCount, 2500)
    assert.equal((await many.deleteMany({ n: { $lt: 10000 } })).deletedCount, 2500)
    assert.equal(await many.estimatedDocumentCount(), 2500)
  })
})
