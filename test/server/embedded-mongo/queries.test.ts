import assert from 'node:assert/strict'
import { Binary, Double, Int32, Long, MaxKey, MinKey, ObjectId } from 'mongodb'
import { failure, useDatabase } from './support.ts'

type Case = [what: string, filter: object, documents: unknown[], matching: number[]];

/** Each value is stored as the field `a` of a document; `matching` are the positions that must be found. */
const CASES: Case[] = [
  ['a value by equality across number types', { a: 5 }, [5, new Double(5), Long.fromNumber(5), '5', [1, 5]], [0, 1, 2, 4]],
  ['null by null, as well as what is missing', { a: null }, [null, undefined, 0, [null], []], [0, 1, 3]],
  ['an array whole, or as an element', { a: [1, 2] }, [[1, 2], [2, 1], [[1, 2]], [1, 2, 3]], [0, 2]],
  ['sub-documents only with the same order of fields', { a: { x: 1, y: 2 } }, [{ x: 1, y: 2 }, { y: 2, x: 1 }, { x: 1, y: 2, z: 3 }], [0]],
  ['$ne also where the field is missing', { a: { $ne: 1 } }, [1, 2, undefined, [1, 2]], [1, 2]],
  ['$gt only within the type', { a: { $gt: 5 } }, [6, '6', null, new Date(9), [1, 9], undefined], [0, 4]],
  ['$gte of null finds null and missing', { a: { $gte: null } }, [null, undefined, 1], [0, 1]],
  ['$gt of null finds nothing', { a: { $gt: null } }, [null, undefined, 1], []],
  ['$lt leaves NaN out', { a: { $lt: 5 } }, [NaN, 4, -Infinity], [1, 2]],
  ['$lte of NaN finds NaN', { a: { $lte: NaN } }, [NaN, 4], [0]],
  ['$gt MinKey finds every other type', { a: { $gt: new MinKey() } }, [1, 'a', null, new MinKey()], [0, 1, 2]],
  ['$lt MaxKey finds every other type', { a: { $lt: new MaxKey() } }, [1, 'a', new MaxKey()], [0, 1]],
  ['a range on an array by different elements', { a: { $gt: 3, $lt: 2 } }, [[1, 4], [2.5], 3], [0]],
  ['$in with null finds missing', { a: { $in: [1, null] } }, [1, undefined, null, 2], [0, 1, 2]],
  ['$in with an array finds it whole or inside', { a: { $in: [[1], 2] } }, [[1], 1, 2, [[1], 3]], [0, 2, 3]],
  ['$nin', { a: { $nin: [1, 2] } }, [1, 3, undefined, [2, 3]], [1, 2]],
  ['$exists true finds null too', { a: { $exists: true } }, [null, undefined, []], [0, 2]],
  ['$exists false', { a: { $exists: false } }, [null, undefined], [1]],
  ['$size only of arrays', { a: { $size: 2 } }, [[1, 2], [1], 'ab', { length: 2 }], [0]],
  ['$all on an array or a single value', { a: { $all: [1] } }, [[1, 2], 1, [2]], [0, 1]],
  ['$all of nothing finds nothing', { a: { $all: [] } }, [[], 1], []],
  ['$elemMatch on values needs one element for all', { a: { $elemMatch: { $gt: 3, $lt: 5 } } }, [[4], [1, 9], 4], [0]],
  ['$elemMatch with $not needs an element that fails', { a: { $elemMatch: { $not: { $gt: 3 } } } }, [[4, 1], [4], []], [0]],
  ['$elemMatch on arrays inside the array', { a: { $elemMatch: { $size: 2, $elemMatch: { $eq: 1 } } } }, [[[1, 2]], [[1], [2, 3]], [1, 2]], [0]],
  ['$elemMatch on documents', { a: { $elemMatch: { x: 1, y: 2 } } }, [[{ x: 1, y: 2 }], [{ x: 1 }, { y: 2 }]], [0]],
  ['$not finds what is missing', { a: { $not: { $gt: 5 } } }, [6, 5, undefined], [1, 2]],
  ['$type by name and by number', { a: { $type: ['string', 16] } }, ['a', 1, 1.5, [1]], [0, 1, 3]],
  ['a dotted path through an array of documents', { 'a.b': 2 }, [[{ b: 1 }, { b: 2 }], { b: [2] }, [{ b: 1 }]], [0, 1]],
  ['a dotted path by position', { 'a.1': 7 }, [[6, 7], { 1: 7 }, [7]], [0, 1]],
  ['null at a dotted path through a scalar', { 'a.b': null }, [5, { c: 1 }, { b: 1 }], [0, 1]],
  ['nothing at a dotted path through an empty array', { 'a.b': null }, [[], [1], [{ c: 1 }]], [2]],
  ['$ne on history entries', { 'a.id': { $ne: 'x' } }, [[{ id: 'x' }], [{ id: 'y' }], []], [1, 2]],
  ['$all by different documents of an array', { 'a.b': { $all: [1, 2] } }, [[{ b: 1 }, { b: 2 }], [{ b: 1 }]], [0]],
  ['$or and $and', { $or: [{ a: 1 }, { $and: [{ a: { $gt: 3 } }, { a: { $lt: 5 } }] }] }, [1, 4, 6], [0, 1]],
  ['$nor', { $nor: [{ a: 1 }, { a: 2 }] }, [1, 2, 3, undefined], [2, 3]],
  ['dates, ids, booleans and binaries by equality', { a: { $in: [new Date(1), new ObjectId('0'.repeat(24)), true, new Binary(Buffer.from('x'))] } },
    [new Date(1), new ObjectId('0'.repeat(24)), true, new Binary(Buffer.from('x')), new Date(2), false], [0, 1, 2, 3]],
  ['Longs beyond 2^53 exactly', { a: Long.fromString('9007199254740993') }, [Long.fromString('9007199254740993'), Long.fromString('9007199254740992')], [0]],
  ['a field called like JavaScript\'s own', { 'a.constructor': 1 }, [{ constructor: 1 }, {}], [0]],
]

const REFUSED: [what: string, filter: object, code: number][] = [
  ['an unknown operator', { a: { $foo: 1 } }, 2],
  ['an unknown top-level operator', { $foo: 1 }, 2],
  ['$in without an array', { a: { $in: 1 } }, 2],
  ['$or of nothing', { $or: [] }, 2],
  ['$not of a value', { a: { $not: 1 } }, 2],
  ['$size of a fraction', { a: { $size: 1.5 } }, 2],
  ['$expr', { $expr: { $eq: ['$a', 1] } }, 238],
  ['$where', { $where: 'true' }, 238],
  ['$text', { $text: { $search: 'x' } }, 238],
  ['$regex', { a: { $regex: 'x' } }, 238],
  ['a regular expression', { a: /x/ }, 238],
  ['$mod', { a: { $mod: [2, 0] } }, 238],
  ['$near', { a: { $near: [0, 0] } }, 238],
]

describe('Queries', () => {
  const use = useDatabase()
  let collections = 0

  for (const [what, filter, values, matching] of CASES)
    for (const indexed of [false, true])
      it(`find ${what}${indexed ? ', with an index' : ''}`, async () => {
        const collection = use.db.collection<{ _id: number; a?: unknown }>(`c${++collections}`)
        if (indexed) await collection.createIndex({ a: 1 })
        await collection.insertMany(values.map((a, _id) => (a === undefined ? { _id } : { _id, a })))
        const found = await collection.find(filter).sort({ _id: 1 }).toArray()
        assert.deepEqual(found.map(({ _id }) => _id), matching)
        assert.equal(await collection.countDocuments(filter), matching.length)
      })

  for (const [what, filter, code] of REFUSED)
    it(`refuse ${what}`, async () => {
      const error = await failure(use.db.collection('refused').find(filter).toArray())
      assert.equal(error.code, code)
      assert.equal(typeof error.codeName, 'string')
    })

  it('sort all types in the order of the manual', async () => {
    const inOrder = [new MinKey(), null, -Infinity, -1, new Double(0.5), new Int32(1), Long.fromNumber(2), 'A', 'a', 'b', { a: 1 }, { a: 2 }, { b: 1 },
      new Binary(Buffer.from('z')), new Binary(Buffer.from('aa')), new ObjectId('0'.repeat(24)), false, true, new Date(-5), new Date(5), new MaxKey()]
    const collection = use.db.collection<{ _id: number; a: unknown }>('order')
    await collection.insertMany(inOrder.map((a, _id) => ({ _id, a })).reverse())
    const ids = async () => (await collection.find().sort({ a: 1, _id: 1 }).toArray()).map(({ _id }) => _id)
    assert.deepEqual(await ids(), inOrder.map((_, i) => i))
    await collection.createIndex({ a: 1, _id: 1 })
    assert.deepEqual(await ids(), inOrder.map((_, i) => i))
    const backwards = await collection.find().sort({ a: -1, _id: -1 }).toArray()
    assert.deepEqual(backwards.map(({ _id }) => _id), inOrder.map((_, i) => i).reverse())
  })

  it('sort arrays by their least element upwards and their greatest downwards', async () => {
    const collection = use.db.collection<{ _id: number; a: unknown }>('arrays')
    await collection.insertMany([{ _id: 1, a: [5, 1] }, { _id: 2, a: 3 }, { _id: 3, a: [2, 9] }, { _id: 4, a: [] }])
    assert.deepEqual((await collection.find().sort({ a: 1 }).toArray()).map(({ _id }) => _id), [4, 1, 3, 2])
    assert.deepEqual((await collection.find().sort({ a: -1 }).toArray()).map(({ _id }) => _id), [3, 1, 2, 4])
  })

  it('skip, limit and batches give each document once', async () => {
    const collection = use.db.collection<{ _id: number }>('pages')
    await collection.insertMany(Array.from({ length: 250 }, (_, _id) => ({ _id })))
    const ids = (await collection.find().sort({ _id: 1 }).skip(10).limit(205).batchSize(7).toArray()).map(({ _id }) => _id)
    assert.deepEqual(ids, Array.from({ length: 205 }, (_, i) => i + 10))
  })

  it('project by inclusion, exclusion and _id', async () => {
    const collection = use.db.collection<{ _id: number }>('projected')
    await collection.insertOne({ _id: 1, a: 1, b: { c: 2, d: 3 }, e: [{ f: 1, g: 2 }, 5, { f: 3 }] } as never)
    const shown = (projection: object) => collection.findOne({}, { projection })
    assert.deepEqual(await shown({ a: 1 }), { _id: 1, a: 1 })
    assert.deepEqual(await shown({ _id: 0, 'b.c': 1 }), { b: { c: 2 } })
    assert.deepEqual(await shown({ 'e.f': 1 }), { _id: 1, e: [{ f: 1 }, { f: 3 }] })
    assert.deepEqual(await shown({ 'e.f': 0, b: 0 }), { _id: 1, a: 1, e: [{ g: 2 }, 5, {}] })
    assert.deepEqual(await shown({ _id: 0 }), { a: 1, b: { c: 2, d: 3 }, e: [{ f: 1, g: 2 }, 5, { f: 3 }] })
    assert.deepEqual(await shown({ b: { c: 1 } }), { _id: 1, b: { c: 2 } })
    assert.equal((await failure(shown({ a: 1, b: 0 }))).code, 31254)
    // Codes of collisions: src/mongo/db/query/projection_parser.cpp of MongoDB 7.0.
    assert.equal((await failure(shown({ b: 1, 'b.c': 1 }))).code, 31249)
    assert.equal((await failure(shown({ 'b.c': 1, b: 1 }))).code, 31250)
    assert.equal((await failure(shown({ 'e.$': 1 }))).code, 238)
    assert.equal((await failure(shown({ e: { $slice: 1 } }))).code, 238)
  })

  it('distinct collects the elements of arrays, sorted, each once', async () => {
    const collection = use.db.collection('distinct')
    await collection.insertMany([{ a: [3, 1] }, { a: 1 }, { a: new Double(1) }, { b: 1 }, { a: 'x' }])
    assert.deepEqual(await collection.distinct('a'), [1, 3, 'x'])
  })

  it('a cursor is gone after killCursors', async () => {
    const collection = use.db.collection<{ _id: number }>('killed')
    await collection.insertMany(Array.from({ length: 10 }, (_, _id) => ({ _id })))
    const { cursor } = await use.db.command({ find: 'killed', batchSize: 2 })
    const id = Long.fromNumber(cursor.id)
    const killed = await use.db.command({ killCursors: 'killed', cursors: [id] })
    assert.deepEqual(killed.cursorsKilled, [cursor.id])
    const error = await failure(use.db.command({ getMore: id, collection: 'killed' }))
    assert.equal(error.code, 43)
  })
})
