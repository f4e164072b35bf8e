import assert from 'node:assert/strict';
import { type Collection, type Document } from 'mongodb';
import { failure, stagesOf, useDatabase } from './support.ts';

describe('Indexes', () => {
  const use = useDatabase();
  let hazards: Collection<{ _id: number; [field: string]: unknown }>;
  const SCHOOLS = Array.from({ length: 30 }, (_, i) => `s${i}`);

  before(async () => {
    hazards = use.db.collection('hazards');
    await hazards.createIndexes([
      { key: { schoolId: 1, status: 1, dueAt: 1, _id: 1 } },
      { key: { status: 1, closedAt: -1, schoolId: 1 } },
      { key: { untoldFrom: 1 }, partialFilterExpression: { untoldFrom: { $exists: true } } },
      { key: { grams: 1 } },
    ]);
    await hazards.insertMany(
      Array.from({ length: 3000 }, (_, _id) => ({
        _id, schoolId: SCHOOLS[_id % 30], status: ['open', 'closed', 'void'][_id % 3], dueAt: new Date(1e12 + ((_id * 7919) % 3000)),
        closedAt: new Date(1e12 + _id), grams: [`g${_id % 7}`, `g${_id % 11}`], ...(_id % 500 === 0 ? { untoldFrom: 0 } : {}),
      })),
    );
  });

  const explain = async (filter: Document, sort: Document = {}, limit = 0) => {
    const { queryPlanner, executionStats } = await hazards.find(filter).sort(sort).limit(limit).explain('executionStats');
    return { stages: stagesOf(queryPlanner.winningPlan), ...(executionStats as { totalKeysExamined: number; totalDocsExamined: number; nReturned: number }) };
  };

  it('a list of many schools in order of its deadline reads little more than its page', async () => {
    const filter = { schoolId: { $in: SCHOOLS }, status: 'open' };
    const { stages, totalKeysExamined } = await explain(filter, { dueAt: 1, _id: 1 }, 50);
    assert.ok(stages.includes('SORT_MERGE') && !stages.includes('SORT'));
    assert.ok(totalKeysExamined <= 80, String(totalKeysExamined));
    const page = await hazards.find(filter).sort({ dueAt: 1, _id: 1 }).limit(50).toArray();
    const sorted = (await hazards.find({ status: 'open' }).toArray()).sort((a, b) => Number(a.dueAt) - Number(b.dueAt) || a._id - b._id);
    assert.deepEqual(page, sorted.slice(0, 50));
    const backwards = await hazards.find(filter).sort({ dueAt: -1, _id: -1 }).limit(50).toArray();
    assert.deepEqual(backwards, sorted.reverse().slice(0, 50));
  });

  it('an equality, the order and a range come from one index', async () => {
    const { stages, nReturned, totalKeysExamined } = await explain({ schoolId: 's0', status: 'open', dueAt: { $gte: new Date(1e12 + 1000) } }, { dueAt: 1 });
    assert.deepEqual(stages, ['FETCH', 'IXSCAN']);
    assert.equal(totalKeysExamined, nReturned);
  });

  it('an $or of indexed branches is their union, each document once', async () => {
    const filter = { $or: [{ schoolId: 's1' }, { status: 'open', closedAt: { $lt: new Date(1e12 + 100) } }] };
    assert.ok((await explain(filter)).stages.includes('OR'));
    const found = await hazards.find(filter).toArray();
    const expected = (await hazards.find().toArray()).filter((h) => h.schoolId === 's1' || (h.status === 'open' && Number(h.closedAt) < 1e12 + 100));
    assert.deepEqual(found.map(({ _id }) => _id).sort((a, b) => a - b), expected.map(({ _id }) => _id));
  });

  it('a partial index serves only what it holds', async () => {
    assert.deepEqual((await explain({ untoldFrom: { $exists: true } })).stages, ['FETCH', 'IXSCAN']);
    assert.deepEqual((await explain({ untoldFrom: 0 })).stages, ['FETCH', 'IXSCAN']);
    assert.deepEqual((await explain({ untoldFrom: null })).stages, ['COLLSCAN']);
    assert.equal(await hazards.countDocuments({ untoldFrom: { $exists: true } }), 6);
  });

  it('a long list of ids is looked up, however long', async () => {
    const { stages } = await explain({ _id: { $in: Array.from({ length: 5000 }, (_, i) => i) } });
    assert.deepEqual(stages, ['FETCH', 'IXSCAN']);
  });

  it('an array is found by any of its elements, once', async () => {
    const { stages, nReturned } = await explain({ grams: { $in: ['g1', 'g2'] } });
    assert.deepEqual(stages, ['FETCH', 'IXSCAN']);
    const expected = (await hazards.find().toArray()).filter(({ grams }) => (grams as string[]).some((gram) => ['g1', 'g2'].includes(gram)));
    assert.equal(nReturned, expected.length);
    assert.equal(await hazards.countDocuments({ $and: [{ grams: 'g1' }, { grams: 'g2' }] }), expected.filter(({ grams }) => (grams as string[]).includes('g1') && (grams as string[]).includes('g2')).length);
  });

  it('an index over an array and a date yields the date’s order under one element', async () => {
    const notes = use.db.collection<{ _id: number; grams: string[]; at: Date | Date[] }>('ordered_notes');
    await notes.createIndex({ grams: 1, at: -1, _id: -1 });
    await notes.insertMany(Array.from({ length: 500 }, (_, _id) => ({ _id, grams: ['all', `g${_id % 5}`, `h${_id % 7}`], at: new Date(1e12 + ((_id * 7919) % 500)) })));
    const filter = { $and: [{ grams: 'g1' }, { grams: 'all' }], at: { $lte: new Date(1e12 + 400), $gte: new Date(1e12 + 100) } };
    const look = () => notes.find(filter).sort({ at: -1, _id: -1 }).limit(10).explain('executionStats');
    const { queryPlanner, executionStats } = await look();
    assert.deepEqual(stagesOf(queryPlanner.winningPlan).filter((stage) => stage === 'SORT'), []);
    assert.ok(executionStats.totalKeysExamined <= 20, String(executionStats.totalKeysExamined));
    const expected = (await notes.find({ grams: 'g1' }).toArray()).filter(({ at }) => Number(at) >= 1e12 + 100 && Number(at) <= 1e12 + 400).sort((a, b) => Number(b.at) - Number(a.at));
    assert.deepEqual(await notes.find(filter).sort({ at: -1, _id: -1 }).toArray(), expected);

    // An array in the field that is sorted by: its order is then no longer the documents'.
    await notes.insertOne({ _id: 9999, grams: 'g1' as never, at: [new Date(1e12 + 399), new Date(1e12 + 101)] });
    const after = await look();
    assert.ok(stagesOf(after.queryPlanner.winningPlan).includes('SORT'));
    assert.equal((await notes.find({ grams: 'g1' }).sort({ at: 1, _id: 1 }).toArray()).filter(({ _id }) => _id === 9999).length, 1);
  });

  it('two fields of an array may be met by two of its elements', async () => {
    const pairs = use.db.collection<{ _id: number; a: unknown }>('pairs');
    await pairs.createIndex({ 'a.b': 1, 'a.c': 1 });
    await pairs.insertMany([{ _id: 1, a: [{ b: 1, c: 9 }, { b: 9, c: 2 }] }, { _id: 2, a: { b: 1, c: 2 } }, { _id: 3, a: [{ b: 1 }] }]);
    const ids = async (filter: Document) => (await pairs.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
    assert.deepEqual(await ids({ 'a.b': 1, 'a.c': 2 }), [1, 2]);
    assert.deepEqual(await ids({ a: { $elemMatch: { b: 1, c: 9 } } }), [1]);
    assert.deepEqual(await ids({ 'a.b': 1, 'a.c': null }), [3]);
  });

  it('a grouping that an index holds reads no document', async () => {
    const pipeline = [
      { $match: { status: 'closed', closedAt: { $gte: new Date(1e12 + 300) }, schoolId: { $in: SCHOOLS.slice(0, 9) } } },
      { $group: { _id: '$schoolId', n: { $sum: 1 }, last: { $max: '$closedAt' }, late: { $sum: { $cond: [{ $gt: ['$closedAt', new Date(1e12 + 2000)] }, 1, 0] } } } },
      { $sort: { _id: 1 as const } },
    ];
    const plan = await hazards.aggregate(pipeline).explain('executionStats');
    assert.ok(stagesOf(plan.queryPlanner.winningPlan).includes('PROJECTION_COVERED'));
    assert.equal(plan.executionStats.totalDocsExamined, 0);
    const matching = (await hazards.find().toArray()).filter((h) => h.status === 'closed' && Number(h.closedAt) >= 1e12 + 300 && SCHOOLS.indexOf(h.schoolId as string) < 9);
    const expected = SCHOOLS.slice(0, 9).sort().map((school) => {
      const own = matching.filter(({ schoolId }) => schoolId === school);
      const times = own.map(({ closedAt }) => Number(closedAt));
      return { _id: school, n: own.length, last: new Date(Math.max(...times)), late: times.filter((at) => at > 1e12 + 2000).length };
    });
    assert.deepEqual(await hazards.aggregate(pipeline).toArray(), expected.filter(({ n }) => n > 0));
  });

  it('what the keys tell is asked before a document is read', async () => {
    const own = await explain({ status: 'closed', schoolId: 's1' }, { closedAt: -1 });
    assert.ok(own.totalKeysExamined > own.nReturned);
    assert.deepEqual([own.totalDocsExamined, own.nReturned], [100, 100]);

    const said = use.db.collection<{ _id: number; words: string[]; at: Date; kind: unknown }>('said');
    await said.createIndex({ words: 1, at: -1, kind: 1 });
    await said.insertMany(Array.from({ length: 300 }, (_, _id) => ({ _id, words: ['all', `w${_id % 3}`], at: new Date(1e12 + _id), kind: ['x', 'y', null, -0, { x: 1 }][_id % 5] })));
    const filter = { words: 'w1', kind: 'x' };
    const expected = Array.from({ length: 300 }, (_, id) => id).filter((id) => id % 3 === 1);
    for (const [kind, at] of [['x', 0], ['y', 1], [null, 2], [0, 3], [{ x: 1 }, 4]] as const) {
      const ids = expected.filter((id) => id % 5 === at);
      assert.deepEqual((await said.find({ ...filter, kind }).sort({ at: 1 }).toArray()).map(({ _id }) => _id), ids);
      assert.equal(await said.countDocuments({ ...filter, kind }), ids.length);
    }

    const other = use.db.collection<{ _id: number; words: string[]; at: Date; kind: string }>('other_said');
    await other.createIndex({ words: 1, at: -1, kind: 1 });
    await other.insertMany(Array.from({ length: 300 }, (_, _id) => ({ _id, words: ['all', `w${_id % 3}`], at: new Date(1e12 + _id), kind: 'xyz'[_id % 3 === 1 ? _id % 2 : 2]! })));
    const { executionStats } = await other.find(filter).sort({ at: 1 }).explain('executionStats');
    assert.deepEqual([executionStats.totalKeysExamined, executionStats.totalDocsExamined, executionStats.nReturned], [100, 50, 50]);
    const counted = await other.aggregate([{ $match: filter }, { $group: { _id: 1, n: { $sum: 1 } } }]).explain('executionStats');
    assert.deepEqual([counted.executionStats.totalDocsExamined, await other.countDocuments(filter), await other.countDocuments({ words: { $in: ['w1', 'all'] }, kind: 'x' })], [0, 50, 50]);
  });

  it('what an index cannot turn back into its value is fetched', async () => {
    const mixed = use.db.collection<{ _id: number; a?: unknown }>('mixed');
    await mixed.createIndex({ a: 1 });
    const values = [null, undefined, -0, { x: 1 }, 'text', 5, 5.5, new Date(7), true];
    await mixed.insertMany(values.map((a, _id) => (a === undefined ? { _id } : { _id, a })));
    const shown = await mixed.find({}, { projection: { _id: 0, a: 1 }, sort: { a: 1 } }).toArray();
    assert.deepEqual(shown, [{ a: null }, {}, { a: -0 }, { a: 5 }, { a: 5.5 }, { a: 'text' }, { a: { x: 1 } }, { a: true }, { a: new Date(7) }]);
  });

  it('count, update, delete and findAndModify are explained', async () => {
    const top = async (command: Document) => stagesOf((await use.db.command({ explain: command, verbosity: 'queryPlanner' })).queryPlanner.winningPlan);
    assert.deepEqual(await top({ count: 'hazards', query: { schoolId: 's1' } }), ['COUNT', 'IXSCAN']);
    assert.equal((await top({ update: 'hazards', updates: [{ q: { _id: 1 }, u: { $set: { a: 1 } } }] }))[0], 'UPDATE');
    assert.equal((await top({ delete: 'hazards', deletes: [{ q: { _id: 1 }, limit: 1 }] }))[0], 'DELETE');
    assert.equal((await top({ findAndModify: 'hazards', query: { _id: 1 }, remove: true }))[0], 'DELETE');
    assert.deepEqual(await top({ find: 'nothing', filter: { a: 1 } }), ['EOF']);
  });

  it('a long sort without an index is in order, whatever is skipped and wherever it ends', async () => {
    const rows = use.db.collection<{ _id: number, n: number }>('unsorted')
    await rows.insertMany(Array.from({ length: 7000 }, (_, _id) => ({ _id, n: (_id * 7919) % 3001 })))
    const expected = (await rows.find().toArray()).sort((a, b) => b.n - a.n || a._id - b._id)
    for (const [skip, limit] of [[0, 0], [0, 5], [10, 500], [0, 1500], [2500, 3000], [6990, 100]] as const)
      assert.deepEqual(await rows.find().sort({ n: -1 }).skip(skip).limit(limit).toArray(), expected.slice(skip, limit ? skip + limit : undefined), `${skip} ${limit}`)
  })

  it('explain shows the bounds that are read', async () => {
    const bounds = use.db.collection('bounds');
    await bounds.createIndexes([{ key: { n: 1, d: -1 } }, { key: { text: 1 } }, { key: { at: -1 } }]);
    const boundsOf = async (filter: Document, sort: Document = {}) => {
      const { queryPlanner } = await bounds.find(filter).sort(sort).explain('queryPlanner');
      return (queryPlanner.winningPlan.inputStage as Document).indexBounds as Document;
    };
    assert.deepEqual(await boundsOf({ n: 1 }), { n: ['[1, 1]'], d: ['[MaxKey, MinKey]'] });
    assert.deepEqual(await boundsOf({ n: 1 }, { d: 1 }), { n: ['[1, 1]'], d: ['[MinKey, MaxKey]'] });
    assert.deepEqual(await boundsOf({ n: { $in: [2, 1] }, d: { $gt: 5 } }), { n: ['[1, 1]', '[2, 2]'], d: ['[inf.0, 5)'] });
    assert.deepEqual(await boundsOf({ n: { $gte: 1, $lt: 9 } }), { n: ['[1, 9)'], d: ['[MaxKey, MinKey]'] });
    assert.deepEqual(await boundsOf({ n: { $lte: 9 } }), { n: ['[-inf.0, 9]'], d: ['[MaxKey, MinKey]'] });
    assert.deepEqual(await boundsOf({ n: { $lte: 9 } }, { n: -1, d: 1 }), { n: ['[9, -inf.0]'], d: ['[MinKey, MaxKey]'] });
    assert.deepEqual(await boundsOf({ text: { $gt: 'a' } }), { text: ['("a", {})'] });
    assert.deepEqual(await boundsOf({ text: { $lt: 'b' } }), { text: ['["", "b")'] });
    assert.deepEqual(await boundsOf({ at: { $gte: new Date(7) } }), { at: ['[new Date(9223372036854775807), new Date(7)]'] });
    assert.deepEqual(await boundsOf({ at: { $lt: new Date(7) } }), { at: ['(new Date(7), new Date(-9223372036854775808)]'] });
  });

  it('a unique index holds among several fields, and a partial one among its own documents', async () => {
    const unique = use.db.collection('unique');
    await unique.createIndex({ a: 1, b: 1 }, { unique: true });
    await unique.createIndex({ c: 1 }, { unique: true, partialFilterExpression: { c: { $gt: 10 } } });
    await unique.insertMany([{ a: 1, b: 1, c: 5 }, { a: 1, b: 2, c: 5 }, { a: 2, b: 2, c: 11 }]);
    const error = await failure(unique.insertOne({ a: 1, b: 2, c: 6 }));
    assert.equal(error.code, 11000);
    assert.deepEqual([error.keyPattern, error.keyValue], [{ a: 1, b: 1 }, { a: 1, b: 2 }]);
    assert.equal((await failure(unique.insertOne({ a: 9, b: 9, c: 11 }))).code, 11000);
    assert.equal((await failure(unique.updateOne({ a: 2 }, { $set: { a: 1, b: 1 } }))).code, 11000);
    await unique.updateOne({ a: 2 }, { $set: { b: 3 } });
  });

  it('an index is built on what is there, or not at all', async () => {
    const built = use.db.collection('built');
    await built.insertMany(Array.from({ length: 1000 }, (_, n) => ({ n, half: n >> 1 })));
    await built.createIndex({ n: 1 });
    assert.equal((await failure(built.createIndex({ half: 1 }, { unique: true }))).code, 11000);
    assert.deepEqual((await built.indexes()).map(({ name }) => name), ['_id_', 'n_1']);
    assert.equal(await built.countDocuments({ n: { $lt: 500 } }), 500);
    await built.dropIndex('n_1');
    assert.equal((await failure(built.dropIndex('n_1'))).code, 27);
  });

  it('an option of an index that is null is as good as left out', async () => {
    await use.db.command({ createIndexes: 'nulls', indexes: [{ key: { a: 1 }, name: 'a', unique: null, expireAfterSeconds: null }] });
    assert.deepEqual((await use.db.collection('nulls').indexes())[1], { v: 2, key: { a: 1 }, name: 'a' });
  });

  it('refuse wrong indexes', async () => {
    const refused = async (key: Document, options = {}) => (await failure(use.db.collection('wrong').createIndex(key as never, options))).code;
    assert.equal(await refused({ a: 0 }), 67);
    assert.equal(await refused({ a: 1 }, { expireAfterSeconds: -1 }), 67);
    assert.equal(await refused({ a: 'text' }), 238);
    assert.equal(await refused({ a: '2dsphere' }), 238);
    assert.equal(await refused({ a: 1 }, { sparse: true }), 238);
    assert.equal(await refused({ a: 1 }, { collation: { locale: 'zh' } }), 238);
    const parallel = use.db.collection('parallel');
    await parallel.createIndex({ a: 1, b: 1 });
    assert.equal((await failure(parallel.insertOne({ a: [1], b: [2] }))).code, 171);
    assert.equal((await failure(parallel.insertOne({ a: 'x'.repeat(2000) }))).code, 17280);
  });
});
