import assert from 'node:assert/strict'
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { Binary, BSON, BSONRegExp, Double, Int32, Long, ObjectId, UUID, type Document } from 'mongodb'
import { exportFrom } from '../../../server/backup/export.ts'
import { importInto } from '../../../server/backup/import.ts'
import { withDatabase, type Where } from '../../../server/backup/open.ts'
import { connect } from '../../../server/database/connect.ts'
import { makeDemonstration } from '../../../server/demonstration/make-demonstration.ts'
import { filesIn, places, refused } from './support.ts'

/** One document of every type that both databases keep. */
const EVERY_TYPE: Document = {
  _id: 'types', double: new Double(1), int: new Int32(1), long: Long.fromString('9007199254740993'), minus: new Double(-0), nan: new Double(NaN),
  text: '消火栓 "a"\u2028\n\\', yes: true, none: null, at: new Date('2026-11-24T01:00:00.001Z'), old: new Date(-62_135_596_800_001), id: new ObjectId('65a1b2c3d4e5f6a7b8c9d0e1'),
  bytes: new Binary(Buffer.from([0, 255])), uuid: new UUID('0f0e0d0c-0b0a-4908-8706-050403020100'), pattern: new BSONRegExp('a/b', 'i'),
  list: [[], [1, ['two']], { three: {} }], 10: 'a name of digits', constructor: 'a name that objects have',
}

describe('an export and its import', function () {
  this.timeout(120_000)
  let folder: string
  let at: ReturnType<typeof places>
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'campus-export-'))
    at = places(folder)
  })
  afterEach(async () => {
    await at.clear()
    rmSync(folder, { recursive: true, force: true })
  })

  const path = (name: string) => join(folder, name)
  const countIn = (where: Where, name: string) => withDatabase(where, (db) => db.collection(name).countDocuments())

  async function filled(chunks = 2): Promise<Where> {
    const where = at.another()
    await withDatabase(where, async (db) => {
      await db.collection('hazards').insertMany([EVERY_TYPE, { _id: 'b' as never, n: 2 }, { _id: 'a' as never, n: 1 }])
      await db.collection('hazards').createIndex({ n: 1, 'list.three': -1 }, { unique: true, partialFilterExpression: { n: { $gt: 0 } }, name: 'numbered' })
      await db.collection('hazards').createIndex({ at: 1 }, { expireAfterSeconds: 1_000_000_000 })
      await db.collection('fs.chunks').insertMany(Array.from({ length: chunks }, (_, n) => ({ n, data: Buffer.alloc(1024 * 1024, n) })))
      await db.collection('sessions').insertOne({ _id: 'somebody' as never })
      await db.createCollection('empty')
    })
    return where
  }

  /** Exports, imports into an empty place and exports again. */
  async function thereAndBack(where: Where, options = {}): Promise<Where> {
    await exportFrom(where, path('first'), options)
    const elsewhere = at.another()
    await importInto(elsewhere, path('first'))
    await exportFrom(elsewhere, path('second'), options)
    return elsewhere
  }

  it('keep every type, index and empty collection, and leave sessions behind', async () => {
    const elsewhere = await thereAndBack(await filled(12))
    assert.deepEqual(readdirSync(path('first')).sort(), ['empty.ndjson', 'export.json', 'fs.chunks.ndjson', 'hazards.ndjson'])
    assert.deepEqual(filesIn(path('second')), filesIn(path('first')))
    for (const name of readdirSync(path('first'))) assert.equal(statSync(join(path('first'), name)).mode & 0o777, 0o600, name)
    assert.equal(statSync(path('first')).mode & 0o777, 0o700)
    assert.deepEqual(readFileSync(join(path('first'), 'hazards.ndjson'), 'utf8').split('\n').slice(0, 2), [
      '{"_id":"a","n":{"$numberInt":"1"}}', '{"_id":"b","n":{"$numberInt":"2"}}',
    ])
    await withDatabase(elsewhere, async (db) => {
      assert.deepEqual((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort(), ['empty', 'fs.chunks', 'hazards'])
      const raw = await db.collection('hazards').findOne({ _id: 'types' as never }, { raw: true }) as unknown as Uint8Array
      assert.deepEqual(BSON.deserialize(raw, { promoteValues: false }), BSON.deserialize(BSON.serialize(EVERY_TYPE), { promoteValues: false }))
      const specs = new Map((await db.collection('hazards').indexes()).map(({ name, ...spec }) => [name, spec]))
      assert.deepEqual(specs.get('numbered'), { v: 2, key: { n: 1, 'list.three': -1 }, unique: true, partialFilterExpression: { n: { $gt: 0 } } })
      assert.equal(specs.get('at_1')!.expireAfterSeconds, 1_000_000_000)
    })
  })

  it('keep whatever documents hold', async () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 },
        fc.string({ unit: 'grapheme' }), fc.boolean(), fc.constant(null), fc.double().map((n) => new Double(n)), fc.integer().map((n) => new Int32(n)),
        fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map((n) => Long.fromBigInt(n)), fc.date({ noInvalidDate: true }), fc.uint8Array({ maxLength: 20 }).map((bytes) => new Binary(bytes)),
        fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.stringMatching(/^[a-z中0-9]{1,6}$/), tie('value'), { maxKeys: 4 })),
    })).value
    const documents = fc.sample(value, 300).map((one, n) => ({ _id: n as never, value: one }))
    const where = at.another()
    await withDatabase(where, (db) => db.collection('things').insertMany(documents))
    await thereAndBack(where)
    assert.deepEqual(filesIn(path('second')), filesIn(path('first')))
  })

  it('of the demonstration district are the same again', async () => {
    const where = at.another()
    const { connection, close } = await connect(where)
    await makeDemonstration({ config: where, connection, now: new Date('2026-11-24T01:00:00Z'), wanted: true, photoWidth: 200, say: () => {} })
    await close()
    const elsewhere = await thereAndBack(where)
    assert.deepEqual(filesIn(path('second')), filesIn(path('first')))
    assert.equal(await countIn(elsewhere, 'hazards'), await countIn(where, 'hazards'))
  })

  it('can be packed: the same hashes, the same lines', async () => {
    const where = await filled()
    await exportFrom(where, path('plain'))
    await thereAndBack(where, { gzip: true })
    assert.deepEqual(filesIn(path('second')), filesIn(path('first')))
    assert.ok(gunzipSync(readFileSync(join(path('first'), 'hazards.ndjson.gz'))).equals(readFileSync(join(path('plain'), 'hazards.ndjson'))))
    const manifest = (name: string) => readFileSync(join(path(name), 'export.json'), 'utf8')
    assert.equal(manifest('first').replaceAll('.ndjson.gz', '.ndjson'), manifest('plain'))
  })

  it('can be taken while the application runs, and hold what was acknowledged', async () => {
    const where = await filled()
    const running = await connect(where)
    try {
      const writing = Promise.all(Array.from({ length: 50 }, () => running.connection.collection('things').insertOne({})))
      await exportFrom(where, path('first'))
      await writing
      await running.connection.collection('things').insertOne({})
    } finally {
      await running.close()
    }
    await importInto(at.another(), path('first'))
  })

  it('stop at what Extended JSON cannot hold, and leave nothing', async () => {
    const where = at.another()
    await withDatabase(where, (db) => db.collection('things').insertOne({ when: { $date: 'no date' } }, { checkKeys: false }))
    await assert.rejects(exportFrom(where, path('first')), refused(/Extended JSON/))
    assert.ok(!existsSync(path('first')))
  })

  it('go only into an empty folder and an empty database, from a database that is there', async () => {
    const where = await filled()
    writeFileSync(path('mine.txt'), 'mine')
    await assert.rejects(exportFrom(where, folder), refused(/不是空的/))
    await assert.rejects(exportFrom({ DATA_DIR: path('none'), MONGODB_URI: undefined }, path('first')), refused(/没有数据库/))
    assert.ok(!existsSync(path('none')))
    await exportFrom(where, path('first'))
    await assert.rejects(importInto(where, path('first')), refused(/不是空的（有 .*没有改动/))
    assert.equal(await countIn(where, 'hazards'), 3)
  })

  it('are refused before anything is written when a file is not what was exported', async () => {
    await exportFrom(await filled(), path('whole'), { gzip: true })
    await exportFrom(await filled(), path('plain'))
    const damages: [string, RegExp, (folder: string) => void][] = [
      ['whole', /没有 export.json/, (one) => rmSync(join(one, 'export.json'))],
      ['whole', /别的版本/, (one) => writeFileSync(join(one, 'export.json'), '{"format":"campus-safety-export","version":2,"collections":[]}')],
      ['whole', /hazards.ndjson.gz 不在/, (one) => rmSync(join(one, 'hazards.ndjson.gz'))],
      ['whole', /hazards.ndjson.gz 解不开/, (one) => writeFileSync(join(one, 'hazards.ndjson.gz'), 'no archive')],
      ['plain', /hazards.ndjson 和 export.json/, (one) => appendFileSync(join(one, 'hazards.ndjson'), '{}\n')],
      ['plain', /hazards.ndjson 和 export.json/, (one) => writeFileSync(join(one, 'hazards.ndjson'), readFileSync(join(one, 'hazards.ndjson'), 'utf8').replace('"1"', '"3"'))],
    ]
    const where = at.another()
    for (const [n, [which, words, damage]] of damages.entries()) {
      cpSync(path(which), path(`damaged-${n}`), { recursive: true })
      damage(path(`damaged-${n}`))
      await assert.rejects(importInto(where, path(`damaged-${n}`)), refused(words))
    }
    assert.ok(!existsSync(where.DATA_DIR))
    await importInto(where, path('plain'))
  })

  it('cut short, keep the application away and are done again', async () => {
    const source = await filled()
    await exportFrom(source, path('first'))
    const where = at.another()
    const cut = (name: string) => (line: string) => {
      if (line.startsWith(name)) throw new Error('cut short')
    }
    for (const name of ['empty', 'fs.chunks', 'hazards']) await assert.rejects(importInto(where, path('first'), cut(name)), /cut short/)
    await assert.rejects(connect(where), refused(/还没有做完/))
    await assert.rejects(exportFrom(where, path('half')), refused(/还没有做完/))
    assert.ok(!existsSync(path('half')))
    await withDatabase(source, (db) => db.collection('more').insertOne({}))
    await exportFrom(source, path('other'))
    await assert.rejects(importInto(where, path('other')), refused(/另一份导出没有导完/))
    await importInto(where, path('first'))
    await exportFrom(where, path('second'))
    assert.deepEqual(filesIn(path('second')), filesIn(path('first')))
    await (await connect(where)).close()
  })
})
