import assert from 'node:assert/strict'
import { Decimal128, type Document, Double, Int32, Long } from 'mongodb'
import { failure, useDatabase } from './support.ts'

const DATE = new Date('2026-03-07T23:30:00.123Z')
const FIELDS = { _id: 1, i: 7, d: 2.5, s: 'ab', n: null, list: [1, 2, 3], day: DATE, o: { x: 1 }, docs: [{ x: 1 }, { y: 2 }, { x: 3 }] }

/** Each expression over FIELDS; `undefined` means that the field is missing in the result. */
const EXPRESSIONS: [expression: unknown, result: unknown][] = [
  ['$o.x', 1], ['$docs.x', [1, 3]], ['$missing', undefined], [{ $literal: '$i' }, '$i'], [['$i', '$missing'], [7, null]],
  [{ $eq: ['$i', new Double(7)] }, true], [{ $eq: ['$n', '$missing'] }, false], [{ $lt: ['$missing', '$n'] }, true], [{ $gt: ['$s', 99] }, true],
  [{ $cmp: [1, 2] }, -1], [{ $ne: [1, 1] }, false], [{ $gte: ['$day', DATE] }, true], [{ $lte: [[1, 2], [1, 3]] }, true],
  [{ $and: [] }, true], [{ $or: [] }, false], [{ $and: [1, '', '$o'] }, true], [{ $or: [0, null, '$missing'] }, false], [{ $not: [0] }, true], [{ $not: '$n' }, true],
  [{ $in: [2, '$list'] }, true], [{ $in: ['x', '$list'] }, false],
  [{ $cond: ['$n', 1, 2] }, 2], [{ $cond: { if: '$i', then: 'yes', else: 'no' } }, 'yes'],
  [{ $ifNull: ['$n', '$missing', 'default'] }, 'default'], [{ $ifNull: ['$n', '$missing'] }, undefined],
  [{ $switch: { branches: [{ case: false, then: 1 }, { case: true, then: 2 }], default: 3 } }, 2],
  [{ $add: ['$i', 1] }, 8], [{ $add: [] }, 0], [{ $add: ['$day', 1000] }, new Date(DATE.getTime() + 1000)], [{ $add: [1, '$n'] }, null], [{ $add: ['$n', '$s'] }, null],
  [{ $add: [0.1, 0.2, 0.3] }, 0.6], [{ $subtract: ['$i', 2.5] }, 4.5], [{ $subtract: ['$day', new Date(DATE.getTime() - 5)] }, 5],
  [{ $multiply: [3, '$d'] }, 7.5], [{ $divide: ['$i', 2] }, 3.5], [{ $divide: [1, '$missing'] }, null], [{ $mod: [-7, 3] }, -1], [{ $mod: [7.5, 2] }, 1.5], [{ $type: { $mod: ['$i', new Double(2)] } }, 'int'], [{ $type: { $mod: [new Double(7), 2] } }, 'double'],
  [{ $abs: -3 }, 3], [{ $ceil: '$d' }, 3], [{ $floor: '$d' }, 2], [{ $floor: '$n' }, null],
  [{ $size: '$list' }, 3], [{ $arrayElemAt: ['$list', -1] }, 3], [{ $arrayElemAt: ['$list', 9] }, undefined], [{ $arrayElemAt: ['$n', 0] }, null],
  [{ $isArray: '$list' }, true], [{ $isArray: ['$s'] }, false], [{ $concat: ['$s', '-', 'c'] }, 'ab-c'], [{ $concat: ['$s', '$n'] }, null],
  [{ $type: '$missing' }, 'missing'], [{ $type: '$i' }, 'int'],
  [{ $dateTrunc: { date: '$day', unit: 'day', timezone: 'Asia/Shanghai' } }, new Date('2026-03-07T16:00:00Z')],
  [{ $dateTrunc: { date: '$day', unit: 'month' } }, new Date('2026-03-01T00:00:00Z')],
  [{ $dateTrunc: { date: '$day', unit: 'week', startOfWeek: 'monday' } }, new Date('2026-03-02T00:00:00Z')],
  [{ $dateTrunc: { date: '$day', unit: 'quarter', timezone: '+08:00' } }, new Date('2025-12-31T16:00:00Z')],
  [{ $dateTrunc: { date: '$day', unit: 'hour', binSize: 6 } }, new Date('2026-03-07T18:00:00Z')],
  [{ $dateTrunc: { date: '$n', unit: 'day' } }, null],
  [{ $dateTrunc: { date: new Date('2026-03-29T12:00:00Z'), unit: 'day', timezone: 'Europe/Berlin' } }, new Date('2026-03-28T23:00:00Z')],
  [{ $dateToString: { date: '$day', format: '%Y-%m-%d %H:%M:%S.%L', timezone: 'Asia/Shanghai' } }, '2026-03-08 07:30:00.123'],
  [{ $dateToString: { date: '$day' } }, '2026-03-07T23:30:00.123Z'], [{ $dateToString: { date: '$day', format: '%G-W%V-%u %j %z' } }, '2026-W10-6 066 +0000'],
  // The manual of $dateTrunc: startOfWeek is used only when unit is week.
  [{ $dateTrunc: { date: '$day', unit: 'year', startOfWeek: '$n' } }, new Date('2026-01-01T00:00:00Z')],
  [{ $dateTrunc: { date: '$day', unit: 'hour', binSize: 24, timezone: 'Europe/Berlin' } }, new Date('2026-03-07T23:00:00Z')],
  [{ $dateToString: { date: '$day', timezone: 'UTC' } }, '2026-03-07T23:30:00.123Z'],
  [{ $dateToString: { date: new Date('1900-01-01T00:00:00Z'), format: '%H:%M:%S', timezone: 'Asia/Shanghai' } }, '08:05:43'],
  [{ $dateToString: { date: '$n', onNull: 'never' } }, 'never'], [{ $dateToString: { date: '$missing' } }, null],
]

const ERRORS: [what: string, pipeline: Document[], code: number][] = [
  ['$add of a string', [{ $project: { x: { $add: ['$s', 1] } } }], 14],
  ['$divide by zero', [{ $project: { x: { $divide: [1, 0] } } }], 2],
  ['$size of a scalar', [{ $project: { x: { $size: '$s' } } }], 17124],
  ['$concat of a number', [{ $project: { x: { $concat: ['$i'] } } }], 16702],
  ['$switch without a match', [{ $project: { x: { $switch: { branches: [{ case: false, then: 1 }] } } } }], 40066],
  // Numbers of errors: src/mongo/db/pipeline/expression.cpp, variable_validation.cpp and field_path.cpp of MongoDB.
  ['a path of nothing', [{ $project: { x: { $add: ['$', 1] } } }], 16872],
  ['a variable without a name', [{ $project: { x: '$$' } }], 16866],
  ['a variable that begins with a digit', [{ $project: { x: '$$1a' } }], 16867],
  ['a variable with a strange letter', [{ $project: { x: '$$a-b' } }], 16868],
  ['a field without a name in a document', [{ $set: { x: [{ '': 1 }] } }], 15998],
  ['two operators in one expression', [{ $set: { x: { $add: [1], $abs: 1 } } }], 15983],
  ['$mod by zero', [{ $project: { x: { $mod: [1, 0] } } }], 16610],
  ['$in without an array', [{ $project: { x: { $in: [1, null] } } }], 40081],
  ['$arrayElemAt by a fraction', [{ $project: { x: { $arrayElemAt: ['$list', 0.5] } } }], 28691],
  // jstests/aggregation/expressions/switch_errors.js of MongoDB.
  ['$switch of a string', [{ $project: { x: { $switch: 'x' } } }], 40060],
  ['a branch that is no document', [{ $project: { x: { $switch: { branches: ['x'] } } } }], 40062],
  ['a branch without a case', [{ $project: { x: { $switch: { branches: [{}] } } } }], 40064],
  ['a branch with something else', [{ $project: { x: { $switch: { branches: [{ case: 1, then: 1, or: 1 }] } } } }], 40063],
  ['$switch with something else', [{ $project: { x: { $switch: { or: 1 } } } }], 40067],
  ['$switch of no branches', [{ $project: { x: { $switch: {} } } }], 40068],
  ['$cond without else', [{ $project: { x: { $cond: { if: 1, then: 1 } } } }], 17082],
  ['$cond with something else', [{ $project: { x: { $cond: { if: 1, then: 1, else: 1, or: 1 } } } }], 17083],
  ['$switch without a list', [{ $project: { x: { $switch: { branches: 1 } } } }], 40061],
  ['a branch without then', [{ $project: { x: { $switch: { branches: [{ case: 1 }] } } } }], 40065],
  ['$ifNull of one', [{ $project: { x: { $ifNull: ['$a'] } } }], 1257300],
  ['$dateTrunc without a unit', [{ $project: { x: { $dateTrunc: { date: '$day' } } } }], 5439010],
  // jstests/aggregation/expressions/date_trunc.js of MongoDB.
  ['$dateTrunc of a string', [{ $project: { x: { $dateTrunc: 'A' } } }], 5439007],
  ['$dateTrunc with something else', [{ $project: { x: { $dateTrunc: { endDate: 1 } } } }], 5439008],
  ['$dateTrunc without a date', [{ $project: { x: { $dateTrunc: { unit: 'week' } } } }], 5439009],
  ['$dateTrunc of no date', [{ $project: { x: { $dateTrunc: { date: '$s', unit: 'hour' } } } }], 5439012],
  ['$dateTrunc by a number as unit', [{ $project: { x: { $dateTrunc: { date: '$day', unit: 1 } } } }], 5439013],
  ['$dateTrunc by half an hour', [{ $project: { x: { $dateTrunc: { date: '$day', unit: 'hour', binSize: 2.5 } } } }], 5439017],
  ['$dateTrunc by no hours', [{ $project: { x: { $dateTrunc: { date: '$day', unit: 'hour', binSize: 0 } } } }], 5439018],
  ['a number as zone', [{ $project: { x: { $dateTrunc: { date: '$day', unit: 'hour', timezone: 1 } } } }], 40517],
  ['a number as first day of the week', [{ $project: { x: { $dateTrunc: { date: '$day', unit: 'week', startOfWeek: 1 } } } }], 5439015],
  ['an unknown first day of the week', [{ $project: { x: { $dateTrunc: { date: '$day', unit: 'week', startOfWeek: 'FRIDIE' } } } }], 5439016],
  // A format and a zone are checked before the date: ExpressionDateToString::evaluate in expression.cpp of MongoDB.
  ['$dateToString of nothing with an unknown letter', [{ $project: { x: { $dateToString: { date: '$n', format: '%q' } } } }], 18536],
  ['$dateToString of nothing with half a directive', [{ $project: { x: { $dateToString: { date: '$n', format: '100%' } } } }], 18535],
  ['$dateToString of nothing in an unknown zone', [{ $project: { x: { $dateToString: { date: '$n', timezone: 'Mars/Base', onNull: 1 } } } }], 40485],
  ['$dateToString with a number as format', [{ $project: { x: { $dateToString: { date: '$day', format: 1 } } } }], 18533],
  ['an unknown unit', [{ $project: { x: { $dateTrunc: { date: '$day', unit: 'moon' } } } }], 5439014],
  ['$dateToString with an unknown letter', [{ $project: { x: { $dateToString: { date: '$day', format: '%q' } } } }], 18536],
  ['a string before null in $add', [{ $project: { x: { $add: ['$s', null] } } }], 14],
  ['an unknown expression', [{ $set: { x: { $foo: 1 } } }], 168],
  // parseSubObject in src/mongo/db/query/projection_parser.cpp of MongoDB.
  ['an unknown expression in $project', [{ $project: { x: { $foo: 1 } } }], 31325],
  ['two operators in $project', [{ $project: { x: { $add: [1], $abs: 1 } } }], 16410],
  ['two paths into one in $set', [{ $set: { a: 1, 'a.b': 2 } }], 40176],
  ['a path twice in $unset', [{ $unset: ['a', 'a'] }], 31250],
  ['exclusion mixed with inclusion', [{ $project: { i: 0, s: 1 } }], 31253],
  ['an expression in an exclusion', [{ $project: { i: 0, s: { $add: [1, 1] } } }], 31252],
  ['an empty document in $project', [{ $project: { i: {} } }], 51270],
  ['$unwind without a path', [{ $unwind: {} }], 28812],
  ['$unwind of a number', [{ $unwind: 1 }], 15981],
  ['a sort by an array position', [{ $sort: { 'list.0': 1 } }], 238],
  ['Decimal128 in an expression', [{ $project: { x: { $eq: ['$i', Decimal128.fromString('7')] } } }], 238],
  ['$$NOW', [{ $project: { x: '$$NOW' } }], 238],
  ['too many arguments', [{ $project: { x: { $eq: [1, 2, 3] } } }], 16020],
  ['an unknown zone', [{ $project: { x: { $dateTrunc: { date: '$day', unit: 'day', timezone: 'Mars/Base' } } } }], 40485],
  // DocumentSourceLimit and its kin: src/mongo/db/pipeline/document_source_{limit,count,project,group_base,unwind}.cpp of MongoDB.
  ['a negative $limit', [{ $limit: -1 }], 5107201],
  ['a $limit that is no number', [{ $limit: 'x' }], 5107201],
  ['a $limit of nothing', [{ $limit: 0 }], 15958],
  ['$count into a number', [{ $count: 1 }], 40156],
  ['$count into no name', [{ $count: '' }], 40157],
  ['$project of a number', [{ $project: 1 }], 15969],
  ['$project of nothing', [{ $project: {} }], 51272],
  ['$unset of a number', [{ $unset: 1 }], 31002],
  ['$unset of nothing', [{ $unset: [] }], 31119],
  ['$unset of a number in a list', [{ $unset: ['a', 1] }], 31120],
  ['$unwind of an empty path', [{ $unwind: { path: '' } }], 28812],
  ['a number in the _id of $group', [{ $group: { _id: { a: 1 } } }], 17390],
  // AccumulationStatement::parseAccumulationStatement in src/mongo/db/pipeline/accumulation_statement.cpp of MongoDB.
  ['a field of $group without an operator', [{ $group: { _id: null, 'a.b': { c: 1 } } }], 40234],
  ['a dotted field of $group', [{ $group: { _id: null, 'a.b': { $sum: 1 } } }], 40235],
  ['two accumulators in one', [{ $group: { _id: null, a: { $sum: 1, $min: 1 } } }], 40238],
  ['$sum of a list', [{ $group: { _id: null, a: { $sum: [1] } } }], 40237],
  // safeNumberLong in src/mongo/db/query/sort_pattern.cpp of MongoDB cuts off a fraction.
  ['a sort by 2.5', [{ $sort: { i: 2.5 } }], 15975],
  ['$group without _id', [{ $group: { n: { $sum: 1 } } }], 15955],
  ['an unknown accumulator', [{ $group: { _id: null, n: { $foo: 1 } } }], 15952],
  ['an unknown stage', [{ $foo: {} }], 40324],
  ['a path without $ in $unwind', [{ $unwind: 'list' }], 28818],
  ['inclusion mixed with exclusion', [{ $project: { i: 1, s: 0 } }], 31254],
  ['$lookup', [{ $lookup: { from: 'x', localField: 'a', foreignField: 'b', as: 'c' } }], 238],
  ['$facet', [{ $facet: {} }], 238],
  ['$out', [{ $out: 'x' }], 238],
  ['$sample', [{ $sample: { size: 1 } }], 238],
  ['an expression that is not done', [{ $project: { x: { $toUpper: '$s' } } }], 238],
]

describe('Aggregation', () => {
  const use = useDatabase()
  const rows = [
    { _id: 1, school: 'a', n: 1, tags: ['x', 'y'] }, { _id: 2, school: 'b', n: 2.5, tags: [] },
    { _id: 3, school: 'a', n: null, tags: ['x'] }, { _id: 4, n: 4 },
  ]
  before(async () => {
    await use.db.collection('one').insertOne(FIELDS as never)
    await use.db.collection('rows').insertMany(rows as never)
  })
  const one = async (...pipeline: Document[]) => (await use.db.collection('one').aggregate(pipeline).toArray())[0]
  const all = (...pipeline: Document[]) => use.db.collection('rows').aggregate(pipeline).toArray()

  for (const [expression, result] of EXPRESSIONS)
    it(`${JSON.stringify(expression)} is ${JSON.stringify(result)}`, async () => {
      const shown = await one({ $project: { _id: 0, x: expression } })
      assert.deepEqual(shown, result === undefined ? {} : { x: result })
    })

  for (const [what, pipeline, code] of ERRORS)
    it(`refuses ${what}`, async () => assert.equal((await failure(one(...pipeline))).code, code))

  it('groups with every accumulator', async () => {
    const fields = {
      sum: { $sum: '$n' }, avg: { $avg: '$n' }, min: { $min: '$n' }, max: { $max: '$n' }, first: { $first: '$_id' },
      last: { $last: '$_id' }, all: { $push: '$n' }, set: { $addToSet: '$school' }, count: { $count: {} },
    }
    const [a, b, none] = await all({ $sort: { _id: 1 } }, { $group: { _id: '$school', ...fields } }, { $sort: { first: 1 } })
    assert.deepEqual(a, { _id: 'a', sum: 1, avg: 1, min: 1, max: 1, first: 1, last: 3, all: [1, null], set: ['a'], count: 2 })
    assert.deepEqual(b, { _id: 'b', sum: 2.5, avg: 2.5, min: 2.5, max: 2.5, first: 2, last: 2, all: [2.5], set: ['b'], count: 1 })
    assert.deepEqual(none, { _id: null, sum: 4, avg: 4, min: 4, max: 4, first: 4, last: 4, all: [4], set: [], count: 1 })
  })

  it('sums to the narrowest type that holds it', async () => {
    const numbers = use.db.collection('numbers')
    const sumOf = async (...values: unknown[]) => {
      await numbers.deleteMany({})
      await numbers.insertMany(values.map((n) => ({ n })))
      const [{ sum }] = (await numbers.aggregate([{ $group: { _id: null, sum: { $sum: '$n' } } }], { promoteValues: false }).toArray()) as [Document]
      return `${sum._bsontype} ${sum}`
    }
    assert.equal(await sumOf(new Int32(1), new Int32(2)), 'Int32 3')
    assert.equal(await sumOf(new Int32(2147483647), new Int32(1)), 'Long 2147483648')
    assert.equal(await sumOf(new Int32(1), Long.fromNumber(1)), 'Long 2')
    assert.equal(await sumOf(...Array.from({ length: 10 }, () => new Double(0.1))), 'Double 1')
    assert.equal(await sumOf('text', new Int32(1)), 'Int32 1')
  })

  it('makes no document beyond the limit, and goes on afterwards', async () => {
    const large = use.db.collection('large')
    await large.insertMany(Array.from({ length: 18 }, () => ({ text: 'x'.repeat(1024 * 1024) })))
    assert.equal((await failure(large.aggregate([{ $group: { _id: null, all: { $push: '$text' } } }]).toArray())).code, 10334)
    assert.deepEqual(await large.aggregate([{ $count: 'n' }]).toArray(), [{ n: 18 }])
  })

  it('groups by several fields, a missing one apart from null', async () => {
    const groups = await all({ $group: { _id: { s: '$school', n: '$n' } } }, { $count: 'groups' })
    assert.deepEqual(groups, [{ groups: 4 }])
  })

  it('unwinds arrays, with position and without losing the empty ones', async () => {
    assert.deepEqual((await all({ $unwind: '$tags' }, { $sort: { _id: 1, tags: 1 } })).map(({ _id, tags }) => [_id, tags]), [[1, 'x'], [1, 'y'], [3, 'x']])
    const kept = await all({ $unwind: { path: '$tags', includeArrayIndex: 'at', preserveNullAndEmptyArrays: true } }, { $project: { tags: 1, at: 1 } })
    assert.deepEqual(kept, [{ _id: 1, tags: 'x', at: 0 }, { _id: 1, tags: 'y', at: 1 }, { _id: 2, at: null }, { _id: 3, tags: 'x', at: 0 }, { _id: 4, at: null }])
  })

  it('sets, unsets and shapes fields', async () => {
    const shaped = await one({ $set: { 'o.z': '$i', i: 0, list: '$$REMOVE' } }, { $unset: ['docs', 'day', 's'] })
    assert.equal(JSON.stringify(shaped), JSON.stringify({ _id: 1, i: 0, d: 2.5, n: null, o: { x: 1, z: 7 } }))
    assert.deepEqual(await one({ $project: { 'docs.x': 1, o: { y: '$i' } } }), { _id: 1, docs: [{ x: 1 }, {}, { x: 3 }], o: { y: 7 } })
    assert.deepEqual(await one({ $project: { '_id': 0, 'o': { x: 1, y: { $add: ['$i', 1] } } } }), { o: { x: 1, y: 8 } })
    assert.deepEqual(await one({ $project: { docs: 0, list: 0, day: 0, o: 0, n: 0 } }), { _id: 1, i: 7, d: 2.5, s: 'ab' })
  })

  it('sorts, skips and limits wherever they stand', async () => {
    assert.deepEqual((await all({ $match: { _id: { $gt: 1 } } }, { $sort: { _id: -1 } }, { $skip: 1 }, { $limit: 1 })).map(({ _id }) => _id), [3])
    assert.deepEqual((await all({ $set: { k: { $subtract: [0, '$_id'] } } }, { $sort: { k: 1 } }, { $limit: 2 })).map(({ _id }) => _id), [4, 3])
    assert.deepEqual((await all({ $limit: 2 }, { $match: { _id: 2 } })).map(({ _id }) => _id), [2])
  })
})
