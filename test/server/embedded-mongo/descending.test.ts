import assert from 'node:assert/strict'
import { useDatabase } from './support.ts'

describe('A descending string at the end of an index', () => {
  const use = useDatabase()

  it('is read back from its key, be there a NUL in it or not', async () => {
    const rows = use.db.collection<{ _id: string; r: string }>('rows')
    await rows.createIndex({ r: 1, _id: -1 })
    const ids = ['a', 'a\0', 'a\0\0b', 'b']
    await rows.insertMany(ids.map((_id) => ({ _id, r: 'x' })))
    assert.equal(await rows.countDocuments({ r: 'x' }), 4)
    const covered = await rows.find({ r: 'x' }).sort({ _id: -1 }).project({ _id: 1 }).toArray()
    assert.deepEqual(covered.map(({ _id }) => _id as unknown), [...ids].reverse())
    assert.equal(await rows.countDocuments({ r: 'x', _id: 'a' }), 1)
  })
})
