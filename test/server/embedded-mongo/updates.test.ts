import assert from 'node:assert/strict'
import { type Document, Double, Int32, Long } from 'mongodb'
import { failure, useDatabase } from './support.ts'

type Case = [what: string, before: Document, update: Document, after: Document];

const CASES: Case[] = [
  ['$set, also inside a document that is not there yet', { a: 1 }, { $set: { a: 2, 'b.c': 3 } }, { a: 2, b: { c: 3 } }],
  ['$set in an array by position, padding with null', { a: [1] }, { $set: { 'a.0': 9, 'a.3': 4 } }, { a: [9, null, null, 4] }],
  ['$unset', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
  ['$unset of an element leaves null', { a: [1, 2] }, { $unset: { 'a.0': 1 } }, { a: [null, 2] }],
  ['$unset of what is not there', { a: 1 }, { $unset: { 'b.c': 1, 'a.x': 1 } }, { a: 1 }],
  ['$inc, also of a missing field', { a: 1 }, { $inc: { a: 2, b: 5 } }, { a: 3, b: 5 }],
  ['$min of a missing field sets it', { a: 1 }, { $min: { untoldFrom: 3 } }, { a: 1, untoldFrom: 3 }],
  ['$min and $max across types', { a: 'x', b: 5 }, { $min: { a: 1 }, $max: { b: 'y' } }, { a: 1, b: 'y' }],
  ['$push one', { a: [1] }, { $push: { a: [2] } }, { a: [1, [2]] }],
  ['$push makes the array', {}, { $push: { a: 1 } }, { a: [1] }],
  ['$push $each $position $slice', { a: [1, 2, 3] }, { $push: { a: { $each: [8, 9], $position: 1, $slice: 4 } } }, { a: [1, 8, 9, 2] }],
  ['$push with a negative $slice keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
  ['$push with a negative $position', { a: [1, 2] }, { $push: { a: { $each: [9], $position: -1 } } }, { a: [1, 9, 2] }],
  ['$addToSet', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2, 3] } } }, { a: [1, 2, 3] }],
  ['$addToSet of a document whole', { a: [{ x: 1 }] }, { $addToSet: { a: { x: 1 } } }, { a: [{ x: 1 }] }],
  ['$pull by value', { a: [1, 2, 1, 3] }, { $pull: { a: 1 } }, { a: [2, 3] }],
  ['$pull by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  ['$pull by the fields of documents', { a: [{ x: 1, y: 1 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
  ['$pull of what is not there', { a: [{ b: [1, 2] }] }, { $pull: { 'a.0.b': 1, 'a.5.b': 1, 'x.y': 1 } }, { a: [{ b: [2] }] }],
  ['$pull of arrays by what is in them', { a: [[6], 7, 1] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  ['$set inside a document of an array', { a: [{ x: 1 }, { x: 2 }] }, { $set: { 'a.1.x': 9, 'a.1.y.z': 3 } }, { a: [{ x: 1 }, { x: 9, y: { z: 3 } }] }],
  ['new fields by their names', { z: 0 }, { $set: { d: 1, b: 1, 'c.y': 1, 'c.x': 1 } }, { z: 0, b: 1, c: { x: 1, y: 1 }, d: 1 }],
]

const ERRORS: [what: string, before: Document, update: Document, code: number][] = [
  ['two changes of one path', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  ['a path inside another', { a: {} }, { $set: { a: 1, 'a.b': 1 } }, 40],
  ['another _id', {}, { $set: { _id: 2 } }, 66],
  ['$inc of a string', { a: 'x' }, { $inc: { a: 1 } }, 14],
  ['$inc by a string', { a: 1 }, { $inc: { a: 'x' } }, 14],
  ['$push on a scalar', { a: 1 }, { $push: { a: 1 } }, 2],
  ['$addToSet on a scalar', { a: 1 }, { $addToSet: { a: 1 } }, 2],
  ['$pull on a scalar', { a: 1 }, { $pull: { a: 1 } }, 2],
  ['$set through a scalar', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
  ['$set through an array by name', { a: [1] }, { $set: { 'a.b': 1 } }, 28],
  ['an unknown operator', {}, { $foo: { a: 1 } }, 9],
  ['an operator without an object', {}, { $set: 5 }, 9],
  ['a positional update', { a: [1] }, { $set: { 'a.$': 1 } }, 238],
  ['$rename', { a: 1 }, { $rename: { a: 'b' } }, 238],
  // EmptyFieldName: src/mongo/db/field_ref and db/update/field_checker.cpp of MongoDB 7.0.
  ['an empty path segment', {}, { $set: { 'a..b': 1 } }, 56],
  ['$setOnInsert of a path that is set', { a: 1 }, { $set: { 'a.b': 1 }, $setOnInsert: { a: 1 } }, 40],
  ['$push $sort', { a: [1] }, { $push: { a: { $each: [2], $sort: 1 } } }, 238],
  ['$push $each of a scalar', { a: [1] }, { $push: { a: { $each: 2 } } }, 2],
  ['$addToSet $each of a scalar', { a: [1] }, { $addToSet: { a: { $each: 2 } } }, 14],
  // A modifier that creates nothing still fails on a path that could not be: src/mongo/db/update/modifier_node.cpp of MongoDB 7.0.
  ['$pull through a scalar', { a: 5 }, { $pull: { 'a.b': 1 } }, 28],
  ['$pull through an array by name', { a: [{ b: [1] }] }, { $pull: { 'a.b': 1 } }, 28],
  ['$set through a scalar in an array', { a: [{}, 5] }, { $set: { 'a.1.x': 1 } }, 28],
]

describe('Updates', () => {
  const use = useDatabase()
  const collection = () => use.db.collection<Document & { _id: number }>('updates')
  beforeEach(() => collection().deleteMany({}))

  for (const [what, before, update, after] of CASES)
    it(what, async () => {
      await collection().insertOne({ _id: 1, ...before })
      await collection().updateOne({ _id: 1 }, update)
      const found = await collection().findOne({ _id: 1 })
      assert.equal(JSON.stringify(found), JSON.stringify({ _id: 1, ...after }))
    })

  for (const [what, before, update, code] of ERRORS)
    it(`refuse ${what}, and change nothing`, async () => {
      await collection().insertOne({ _id: 1, ...before })
      const error = await failure(use.db.command({ update: 'updates', updates: [{ q: { _id: 1 }, u: update }] }).then(({ writeErrors }) => Promise.reject(writeErrors?.[0])))
      assert.equal(error.code, code)
      assert.deepEqual(await collection().findOne({ _id: 1 }), { _id: 1, ...before })
    })

  it('keep the type of what they touch and the bytes of what they do not', async () => {
    await collection().insertOne({ _id: 1, i: new Int32(1), l: Long.fromNumber(1), d: new Double(1), same: new Double(7) })
    await collection().updateOne({ _id: 1 }, { $inc: { i: new Int32(1), l: new Int32(1), d: new Int32(1) } })
    const raw = await collection().findOne({ _id: 1 }, { promoteValues: false })
    assert.deepEqual([raw!.i, raw!.l, raw!.d, raw!.same].map((value) => (value as { _bsontype: string })._bsontype), ['Int32', 'Long', 'Double', 'Double'])
  })

  it('$inc widens an Int32 that overflows to Long', async () => {
    await collection().insertOne({ _id: 1, i: new Int32(2147483647) })
    await collection().updateOne({ _id: 1 }, { $inc: { i: new Int32(1) } })
    const raw = await collection().findOne({ _id: 1 }, { promoteValues: false })
    assert.equal((raw!.i as Long).toString(), '2147483648')
    await collection().updateOne({ _id: 1 }, { $set: { i: Long.MAX_VALUE } })
    assert.equal((await failure(collection().updateOne({ _id: 1 }, { $inc: { i: 1 } }))).code, 2)
  })

  it('tell a match from a change', async () => {
    await collection().insertOne({ _id: 1, a: 1 })
    const { matchedCount, modifiedCount } = await collection().updateOne({ a: 1 }, { $set: { a: 1 } })
    assert.deepEqual([matchedCount, modifiedCount], [1, 0])
  })

  it('upsert from the equalities of the filter', async () => {
    const result = await collection().updateOne({ _id: 7, a: 1, b: { $gt: 3 }, $and: [{ 'c.d': 4 }] }, { $set: { e: 5 }, $setOnInsert: { f: 6 } }, { upsert: true })
    assert.equal(result.upsertedId, 7)
    assert.deepEqual(await collection().findOne({ _id: 7 }), { _id: 7, a: 1, c: { d: 4 }, e: 5, f: 6 })
    await collection().updateOne({ _id: 7 }, { $setOnInsert: { f: 9 }, $set: { e: 6 } }, { upsert: true })
    assert.equal((await collection().findOne({ _id: 7 }))?.f, 6)
  })

  it('upsert from no path twice, nor from one inside another', async () => {
    const upsert = (filter: Document, update: Document = { $set: { x: 1 } }) =>
      failure(use.db.command({ update: 'updates', updates: [{ q: filter, u: update, upsert: true }] }).then(({ writeErrors }) => Promise.reject(writeErrors?.[0])))
    // NotSingleValueField: src/mongo/db/ops/path_support.cpp of MongoDB 7.0.
    assert.equal((await upsert({ $and: [{ a: 1 }, { a: 2 }] })).code, 54)
    assert.equal((await upsert({ 'a.b': 1, a: { b: 1 } })).code, 54)
    assert.equal((await upsert({ '_id.a': 3 }, { b: 1 })).code, 111)
    assert.equal((await upsert({ _id: 3, b: 1 }, { $set: { _id: 4 } })).code, 66)
    await collection().replaceOne({ _id: 5, $and: [{ a: 1 }, { a: 2 }] }, { c: 1 }, { upsert: true })
    assert.deepEqual(await collection().findOne({ _id: 5 }), { _id: 5, c: 1 })
  })

  it('replace whole documents, but never the _id', async () => {
    await collection().insertOne({ _id: 1, a: 1, b: 2 })
    await collection().replaceOne({ _id: 1 }, { c: 3 })
    assert.deepEqual(await collection().findOne({}), { _id: 1, c: 3 })
    assert.equal((await failure(collection().replaceOne({ _id: 1 }, { _id: 2, c: 3 } as never))).code, 66)
  })

  it('update many, and count them', async () => {
    await collection().insertMany([{ _id: 1, a: 1 }, { _id: 2, a: 1 }, { _id: 3, a: 2 }])
    const { matchedCount, modifiedCount } = await collection().updateMany({ a: 1 }, { $set: { b: 1 } })
    assert.deepEqual([matchedCount, modifiedCount], [2, 2])
    assert.equal((await collection().updateMany({ a: 9 }, { $set: { b: 1 } }, { upsert: true })).upsertedCount, 1)
  })

  it('go on after an error only if the order does not count', async () => {
    await collection().insertOne({ _id: 2 })
    const three = [{ _id: 1 }, { _id: 2 }, { _id: 3 }]
    const ordered = await use.db.command({ insert: 'updates', documents: three })
    assert.deepEqual([ordered.n, ordered.writeErrors[0].index, ordered.writeErrors[0].code], [1, 1, 11000])
    const unordered = await use.db.command({ insert: 'updates', documents: [{ _id: 4 }, { _id: 2 }, { _id: 5 }], ordered: false })
    assert.deepEqual([unordered.n, unordered.writeErrors.length], [2, 1])
  })

  it('findOneAndUpdate gives the document before or after, of the first in the sort', async () => {
    await collection().insertMany([{ _id: 1, a: 1, n: 5 }, { _id: 2, a: 1, n: 3 }])
    const before = await collection().findOneAndUpdate({ a: 1 }, { $inc: { n: 10 } }, { sort: { n: 1 } })
    assert.deepEqual(before, { _id: 2, a: 1, n: 3 })
    const after = await collection().findOneAndUpdate({ _id: 2 }, { $inc: { n: 1 } }, { returnDocument: 'after', projection: { n: 1 } })
    assert.deepEqual(after, { _id: 2, n: 14 })
    assert.equal(await collection().findOneAndUpdate({ _id: 9 }, { $set: { a: 1 } }), null)
    assert.deepEqual(await collection().findOneAndDelete({ _id: 1 }), { _id: 1, a: 1, n: 5 })
  })

  it('refuse what cannot be stored', async () => {
    const codes = await Promise.all([{ _id: [1] }, { _id: { $a: 1 } }].map(async (doc) => (await failure(collection().insertOne(doc as never))).code))
    assert.deepEqual(codes, [53, 52])
  })
})
