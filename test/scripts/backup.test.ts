import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../server/database/connect.ts'
import { createServices } from '../../server/services.ts'
import { parseConfig } from '../../server/config.ts'
import { createLog } from '../../server/log.ts'

describe('the commands that keep the data', function () {
  this.timeout(60_000)
  let folder: string
  let dataDir: string
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'campus-keep-'))
    dataDir = join(folder, 'data')
    const config = parseConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'error' })
    const { connection, close } = await connect(config)
    const services = createServices({ connection, config, log: createLog(config), now: () => new Date() })
    await services.schools.create({ id: 'system' }, { id: 'SC013', name: '石林中心小学', kind: '小学', cluster: '', place: null, students: null, boarding: false, canteen: false, schoolBus: false })
    await services.close()
    await close()
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const run = (script: string, args: string[], env: Record<string, string> = {}) => new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [`dist/scripts/${script}.js`, ...args], { env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...env } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }))
  })
  const at = (name: string) => join(folder, name)

  it('say how they are called', async () => {
    for (const script of ['backup', 'restore', 'export-data', 'import-data']) {
      const { code, err } = await run(script, [])
      assert.equal(code, 2, script)
      assert.match(err, new RegExp(`要给出一个文件夹[^]*用法：.*npm run ${script}`))
    }
  })

  it('back up and restore', async () => {
    const made = await run('backup', [at('backup')])
    assert.equal(made.code, 0, made.err)
    assert.match(made.out, /备份好了.*\n\d+ 个集合，\d+ 条，[\d.]+ MB：database.lmdb/)
    const restored = await run('restore', [at('backup')], { DATA_DIR: at('restored') })
    assert.equal(restored.code, 0, restored.err)
    assert.match(restored.out, /恢复好了/)
    const again = await run('restore', [at('backup')], { DATA_DIR: at('restored') })
    assert.equal(again.code, 1)
    assert.match(again.err, /^\S+ 不是空的[^]*is not empty; nothing was changed/)
  })

  it('export and import', async () => {
    const exported = await run('export-data', [at('export'), '--gzip'])
    assert.equal(exported.code, 0, exported.err)
    assert.match(exported.out, /schools：1 条\n导出好了.*个集合/)
    const imported = await run('import-data', [at('export')], { DATA_DIR: at('imported') })
    assert.equal(imported.code, 0, imported.err)
    assert.match(imported.out, /导入好了，已核对/)
    assert.equal((await run('import-data', [at('export')], { DATA_DIR: at('imported') })).code, 1)
  })

  it('refuse in one sentence what cannot be done, without a stack', async () => {
    cpSync(at('export'), at('damaged'), { recursive: true })
    writeFileSync(join(at('damaged'), 'schools.ndjson.gz'), 'x')
    mkdirSync(at('ruin'))
    writeFileSync(join(at('ruin'), 'database.lmdb'), 'no database')
    const refusals: [string, string[], Record<string, string>, RegExp][] = [
      ['backup', [at('b2')], { MONGODB_URI: 'mongodb://127.0.0.1:1/x' }, /mongodump/],
      ['backup', [at('b2')], { DATA_DIR: at('nowhere') }, /没有数据库/],
      ['backup', [join(at('export'), 'export.json')], {}, /同名的文件/],
      ['backup', [at('b2')], { DATA_DIR: at('ruin') }, /打不开.*no database/],
      ['restore', [at('nowhere')], { DATA_DIR: at('r2') }, /没有 backup.json/],
      ['import-data', [at('damaged')], { DATA_DIR: at('i2') }, /schools.ndjson.gz 解不开/],
    ]
    for (const [script, args, env, words] of refusals) {
      const { code, err } = await run(script, args, env)
      assert.equal(code, 1, err)
      assert.match(err, words)
      assert.ok(!err.includes('    at '), err)
    }
    for (const name of ['b2', 'nowhere', 'r2', 'i2']) assert.ok(!existsSync(at(name)), name)
    assert.ok(!readdirSync(dataDir).includes('unfinished'))
  })
})
