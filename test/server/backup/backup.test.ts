import assert from 'node:assert/strict'
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeBackup } from '../../../server/backup/backup.ts'
import { withDatabase } from '../../../server/backup/open.ts'
import { restoreBackup } from '../../../server/backup/restore.ts'
import { connect } from '../../../server/database/connect.ts'
import { refused } from './support.ts'

const NOW = new Date('2026-11-24T01:00:00Z')
const embedded = (dataDir: string) => ({ DATA_DIR: dataDir, MONGODB_URI: undefined })

describe('a backup of the embedded database', function () {
  this.timeout(30_000)
  let folder: string
  let dataDir: string
  let backup: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'campus-backup-'))
    dataDir = join(folder, 'data')
    backup = join(folder, 'backup')
    await withDatabase(embedded(dataDir), async (db) => {
      await db.collection('hazards').createIndex({ spot: 1 }, { unique: true })
      await db.collection('hazards').insertMany(Array.from({ length: 200 }, (_, n) => ({ spot: `教室${n}` })))
    })
    writeFileSync(join(dataDir, 'session-secret'), 'a secret of thirty-two characters\n', { mode: 0o600 })
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const make = (to = backup) => makeBackup({ where: embedded(dataDir), folder: to, now: NOW })
  const restore = (to = join(folder, 'restored')) => restoreBackup({ where: embedded(to), folder: backup })
  const count = (at: string) => withDatabase(embedded(at), (db) => db.collection('hazards').countDocuments())
  const mode = (...path: string[]) => statSync(join(...path)).mode & 0o777

  it('holds what was there, for its owner alone, and is restored to the same', async () => {
    const { collections, files } = await make()
    assert.deepEqual(collections, { 'campus_safety.hazards': 200 })
    assert.deepEqual(files.map(({ name }) => name), ['database.lmdb', 'session-secret'])
    assert.deepEqual(readdirSync(backup).sort(), ['backup.json', 'database.lmdb', 'session-secret'])
    assert.equal(mode(backup), 0o700)
    for (const name of readdirSync(backup)) assert.equal(mode(backup, name), 0o600, name)
    await restore()
    const restored = join(folder, 'restored')
    assert.deepEqual(readdirSync(restored).sort(), ['database.lmdb', 'session-secret'])
    assert.equal(mode(restored), 0o700)
    for (const name of readdirSync(restored)) assert.equal(mode(restored, name), 0o600, name)
    assert.equal(readFileSync(join(restored, 'session-secret'), 'utf8'), 'a secret of thirty-two characters\n')
    await withDatabase(embedded(restored), async (db) => {
      assert.deepEqual((await db.collection('hazards').indexes()).map(({ name }) => name), ['_id_', 'spot_1'])
      assert.equal(await db.collection('hazards').countDocuments({ spot: '教室7' }), 1)
    })
  })

  it('is taken while people write: all that was acknowledged before, and the application goes on', async () => {
    const running = await connect(embedded(dataDir))
    try {
      const hazards = running.connection.collection('hazards')
      const writing = Promise.all(Array.from({ length: 100 }, (_, n) => hazards.insertOne({ spot: `走廊${n}` })))
      const { collections } = await make()
      await writing
      assert.ok(collections['campus_safety.hazards']! >= 200)
      await hazards.insertOne({ spot: '之后' })
      await restore()
      assert.equal(await count(join(folder, 'restored')), collections['campus_safety.hazards'])
    } finally {
      await running.close()
    }
    assert.equal(await count(dataDir), 301)
  })

  it('fills only a new or an empty folder, and never one in the data folder', async () => {
    mkdirSync(backup)
    writeFileSync(join(backup, 'mine.txt'), 'mine')
    await assert.rejects(make(), refused(/不是空的（有 mine.txt）/))
    assert.deepEqual(readdirSync(backup), ['mine.txt'])
    rmSync(join(backup, 'mine.txt'))
    await make()
    await assert.rejects(make(), refused(/不是空的/))
    for (const inside of [dataDir, join(dataDir, 'copy')]) await assert.rejects(make(inside), refused(/不能放在数据文件夹/))
  })

  it('is not what a folder without a database or a MongoDB server needs', async () => {
    await assert.rejects(makeBackup({ where: embedded(join(folder, 'none')), folder: backup, now: NOW }), refused(/没有数据库/))
    const where = { DATA_DIR: dataDir, MONGODB_URI: 'mongodb://127.0.0.1:1' }
    await assert.rejects(makeBackup({ where, folder: backup, now: NOW }), refused(/mongodump.*export-data/))
    await assert.rejects(restoreBackup({ where, folder: backup }), refused(/mongorestore.*import-data/))
    assert.deepEqual(readdirSync(folder), ['data'])
  })

  it('leaves nothing behind when it fails', async () => {
    mkdirSync(join(dataDir, 'demo-logins.json'))
    await assert.rejects(make())
    assert.ok(!existsSync(backup))
  })

  it('restores nothing from half a backup, a damaged one, or one of another version', async () => {
    await make()
    const damages: [RegExp, (path: string) => void][] = [
      [/没有 backup.json/, () => rmSync(join(backup, 'backup.json'))],
      [/database.lmdb 和记下的不一样/, () => appendFileSync(join(backup, 'database.lmdb'), 'x')],
      [/session-secret 不在/, () => rmSync(join(backup, 'session-secret'))],
      [/别的版本/, () => writeFileSync(join(backup, 'backup.json'), readFileSync(join(backup, 'backup.json'), 'utf8').replace('"version": 1', '"version": 2'))],
      [/坏了/, () => writeFileSync(join(backup, 'backup.json'), '{')],
      [/hazards: 201 ≠ 200/, () => writeFileSync(join(backup, 'backup.json'), readFileSync(join(backup, 'backup.json'), 'utf8').replace(': 200', ': 201'))],
    ]
    const whole = join(folder, 'whole')
    cpSync(backup, whole, { recursive: true })
    for (const [words, damage] of damages) {
      damage(backup)
      await assert.rejects(restore(), refused(words))
      assert.ok(!existsSync(join(folder, 'restored')), String(words))
      cpSync(whole, backup, { recursive: true })
    }
    await restore()
  })

  it('restores into no folder where something lies', async () => {
    await make()
    await assert.rejects(restore(dataDir), refused(/不是空的/))
    assert.equal(await count(dataDir), 200)
    const cut = join(folder, 'cut-short')
    mkdirSync(join(cut, 'unfinished'), { recursive: true })
    await assert.rejects(restore(cut), refused(/没有做完/))
  })
})
