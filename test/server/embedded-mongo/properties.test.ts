import assert from 'node:assert/strict'
import { BSON, Binary, type Document, Double, Int32, Long, MaxKey, MinKey, ObjectId } from 'mongodb'
import fc from 'fast-check'
import { compare } from '../../../server/embedded-mongo/value/compare.ts'
import { decodableType, decodeField, encodeKey, endOf } from '../../../server/embedded-mongo/value/key.ts'
import { field } from '../../../server/embedded-mongo/value/elements.ts'
import { type Value, documentOf } from '../../../server/embedded-mongo/value/value.ts'
import { useDatabase } from './support.ts'

const scalar = fc.oneof(
  fc.integer().map((n) => new Int32(n)),
  fc.double().map((n) => new Double(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
  fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n)).map((n) => Long.fromBigInt(n)),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 2 ** 53, 2 ** 63).map((n) => new Double(n)),
  fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\x01', '\x02', 'ÿ', '安', '😀') }),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((id) => new ObjectId(id)),
  fc.uint8Array({ maxLength: 3 }).map((bytes) => new Binary(bytes)),
  fc.constantFrom(new MinKey(), new MaxKey()),
)
const name = fc.constantFrom('a', 'b', 'ab', '')
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}))

const asValue = (plain: unknown): Value => field(documentOf(Buffer.from(BSON.serialize({ v: plain }))), Buffer.from('v'))!
const key = (values: Value[], descending: boolean) => encodeKey(values, values.map(() => descending))

describe('For any values', () => {
  it('the order of keys is the order of values, upwards and downwards', () =>
    fc.assert(
      fc.property(value, value, (x, y) => {
        const [a, b] = [asValue(x), asValue(y)]
        const order = Math.sign(compare(a, b))
        assert.equal(Math.sign(Buffer.compare(key([a], false), key([b], false))), order)
        assert.equal(Math.sign(Buffer.compare(key([a], true), key([b], true))), -order || 0)
        assert.equal(Math.sign(compare(b, a)), -order || 0)
      }),
      { numRuns: 3000 },
    ))

  it('a key of several fields orders by the first that differs, and no key is the start of another', () =>
    fc.assert(
      fc.property(fc.array(scalar, { minLength: 2, maxLength: 2 }), fc.array(scalar, { minLength: 2, maxLength: 2 }), fc.boolean(), (x, y, descending) => {
        const [a, b] = [x.map(asValue), y.map(asValue)]
        const order = Math.sign(compare(a[0]!, b[0]!) || compare(a[1]!, b[1]!)) * (descending ? -1 : 1)
        assert.equal(Math.sign(Buffer.compare(key(a, descending), key(b, descending))), order || 0)
      }),
      { numRuns: 2000 },
    ))

  it('a key that can be turned back gives the value byte for byte, whatever follows it', () =>
    fc.assert(
      fc.property(scalar, fc.boolean(), fc.uint8Array({ minLength: 1, maxLength: 4 }), (x, descending, tail) => {
        const original = asValue(x)
        const type = decodableType(original)
        if (type === 0) return
        const bytes = Buffer.concat([key([original], descending), tail])
        const end = endOf(bytes, 0, descending)
        assert.equal(end, bytes.length - tail.length)
        assert.deepEqual(decodeField(bytes, 0, end!, type, descending)?.slice(), original.slice())
      }),
      { numRuns: 3000 },
    ))
})

describe('For any documents and queries', () => {
  const use = useDatabase()

  it('what is stored comes back byte for byte', async () => {
    const collection = use.db.collection('bytes')
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }).filter((s) => !/[$.\0\d]/.test(s)), value, { noNullPrototype: true }), async (doc) => {
        const stored = BSON.serialize({ _id: new ObjectId(), ...doc })
        await collection.insertOne(BSON.deserialize(stored, { promoteValues: false }))
        const [found] = (await collection.find({}, { raw: true }).sort({ _id: -1 }).toArray()) as unknown as Uint8Array[]
        assert.deepEqual(Buffer.from(found!), Buffer.from(stored))
        await collection.deleteMany({})
      }),
      { numRuns: 60 },
    )
  })

  const small = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constantFrom<unknown>(null, 'a', 'b', 1.5, new Date(1), true, { x: 1 }))
  const cell = fc.oneof({ weight: 4, arbitrary: small }, { weight: 1, arbitrary: fc.array(small, { maxLength: 3 }) })
  // One array in a row: two under one index are refused.
  const row = fc.oneof(fc.record({ a: cell, b: small, c: small }, { requiredKeys: [] }), fc.record({ a: small, b: cell, c: small }, { requiredKeys: [] }))
  const condition = fc.oneof(
    small,
    fc.record({ $in: fc.array(small, { minLength: 1, maxLength: 3 }) }),
    fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$ne'), small).map(([op, v]) => ({ [op]: v })),
    fc.record({ $gte: fc.integer({ min: -2, max: 2 }), $lt: fc.integer({ min: -1, max: 4 }) }),
    fc.boolean().map(($exists) => ({ $exists })),
  )
  const simple = fc.record({ a: condition, b: condition, c: condition }, { requiredKeys: [] })
  const filter: fc.Arbitrary<Document> = fc.oneof(simple, fc.tuple(simple, fc.array(simple.filter((f) => Object.keys(f).length > 0), { minLength: 1, maxLength: 3 })).map(([f, $or]) => ({ ...f, $or })))
  const sort = fc.subarray(['a', 'b', 'c']).chain((paths) => fc.tuple(...paths.map((path) => fc.constantFrom(1 as const, -1 as const).map((d) => [path, d] as const))))

  it('an indexed query finds the same, in the same order, as a scan', async function () {
    this.timeout(60000)
    const scanned = use.db.collection<Document>('scanned')
    const indexed = use.db.collection<Document>('indexed')
    await indexed.createIndexes([{ key: { a: 1, b: -1, c: 1 } }, { key: { b: 1, c: -1 } }, { key: { c: 1, a: 1, _id: 1 } }, { key: { c: -1 }, partialFilterExpression: { c: { $gt: 0 } }, name: 'part' }])
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 25 }), fc.array(fc.tuple(filter, sort, fc.nat(6)), { minLength: 6, maxLength: 6 }), async (rows, queries) => {
        await Promise.all([scanned.deleteMany({}), indexed.deleteMany({})])
        const documents = rows.map((each, _id) => ({ _id, ...each })) as Document[]
        if (documents.length > 0) await Promise.all([scanned.insertMany(documents as never), indexed.insertMany(documents as never)])
        for (const [where, order, limit] of queries) {
          const by = Object.fromEntries([...order, ['_id', 1]]) as Record<string, 1 | -1>
          const find = (collection: typeof scanned, options = {}) => collection.find(where, options).sort(by).limit(limit).toArray()
          const expected = await find(scanned)
          assert.deepEqual(await find(indexed), expected, JSON.stringify(where))
          const options = { projection: { c: 1, a: 1, _id: 1 } }
          assert.deepEqual(await find(indexed, options), await find(scanned, options), JSON.stringify(where))
          assert.equal(await indexed.countDocuments(where), await scanned.countDocuments(where))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('updates leave the indexes equal to the documents', async function () {
    this.timeout(60000)
    const collection = use.db.collection<Document>('changing')
    await collection.createIndexes([{ key: { a: 1, c: -1 } }, { key: { b: 1 } }])
    const change = fc.oneof(
      fc.tuple(fc.constant('$set'), fc.constantFrom('a', 'b', 'c'), cell), fc.tuple(fc.constant('$unset'), fc.constantFrom('a', 'b', 'c'), fc.constant(1)),
    ).map(([op, path, operand]) => ({ [op]: { [path]: operand } }))
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 10 }), fc.array(fc.tuple(fc.nat(9), change), { maxLength: 10 }), async (rows, changes) => {
        await collection.deleteMany({})
        await collection.insertMany(rows.map((each, _id) => ({ _id, ...each })) as never)
        for (const [_id, update] of changes) await collection.updateOne({ _id } as never, update).catch((error: { code: number }) => assert.equal(error.code, 171))
        const documents = await collection.find().sort({ _id: 1 }).toArray()
        for (const path of ['a', 'b'])
          for (const { [path]: wanted } of documents.filter((doc) => doc[path] !== undefined && !Array.isArray(doc[path]))) {
            const expected = documents.filter((doc) => [doc[path]].flat().some((each) => JSON.stringify(each) === JSON.stringify(wanted) || (wanted === null && doc[path] === undefined)))
            assert.equal(await collection.countDocuments({ [path]: wanted }), expected.length, JSON.stringify(wanted))
          }
      }),
      { numRuns: 40 },
    )
  })

  // What MongoDB's manual says of each operator, on plain numbers.
  const naive: Record<string, (old: number | undefined, operand: number) => number | undefined> = {
    $set: (_, operand) => operand, $unset: () => undefined, $inc: (old, operand) => (old ?? 0) + operand,
    $min: (old, operand) => Math.min(old ?? operand, operand), $max: (old, operand) => Math.max(old ?? operand, operand),
  }
  const n = fc.integer({ min: -3, max: 3 })
  const numbers = fc.array(n, { maxLength: 5 })
  const onNumber = fc.option(fc.tuple(fc.constantFrom(...Object.keys(naive)), n), { nil: undefined })
  const pushed = fc.record({ $each: numbers, $position: n, $slice: n }, { requiredKeys: ['$each'] })
  const onList = fc.oneof(
    fc.tuple(fc.constant('$push'), pushed), fc.tuple(fc.constant('$addToSet'), fc.record({ $each: numbers })), fc.tuple(fc.constant('$pull'), fc.record({ $gte: n })),
  )

  /** The list after the change; undefined if there still is none. */
  function naiveList(list: number[] | undefined, operator: string, operand: { $each?: number[]; $position?: number; $slice?: number; $gte?: number }) {
    if (operator === '$pull') return list?.filter((item) => !(item >= operand.$gte!))
    if (operator === '$addToSet') return [...(list ?? []), ...operand.$each!.filter((item, i, all) => !list?.includes(item) && all.indexOf(item) === i)]
    const all = [...(list ?? [])]
    all.splice(operand.$position ?? all.length, 0, ...operand.$each!)
    return operand.$slice === undefined ? all : operand.$slice >= 0 ? all.slice(0, operand.$slice) : all.slice(operand.$slice)
  }

  it('an update and a reading give what a naive model gives', async () => {
    const collection = use.db.collection<Document>('modelled')
    const before = fc.record({ a: n, x: n, z: n, list: numbers }, { requiredKeys: [] })
    await fc.assert(
      fc.asyncProperty(before, onNumber, onNumber, onNumber, onList, async ({ a, x, z, list }, onA, onX, onZ, [operator, operand]) => {
        const document = (fields: Record<string, unknown>) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
        await collection.deleteMany({})
        await collection.insertOne({ _id: 1, ...document({ a, list }), c: { ...document({ x }), y: document({ z }) } } as never)
        const update: Record<string, Record<string, unknown>> = { [operator]: { list: operand } }
        for (const [path, change] of [['a', onA], ['c.x', onX], ['c.y.z', onZ]] as const) if (change) (update[change[0]] ??= {})[path] = change[1]
        await collection.updateOne({ _id: 1 } as never, update)
        const after = (old: number | undefined, change: [string, number] | undefined) => (change ? naive[change[0]]!(old, change[1]) : old)
        const expected = { _id: 1, ...document({ a: after(a, onA), list: naiveList(list, operator, operand) }), c: { ...document({ x: after(x, onX) }), y: document({ z: after(z, onZ) }) } }
        assert.deepEqual(await collection.findOne({}), expected, JSON.stringify(update))
      }),
      { numRuns: 300 },
    )
  })
})
