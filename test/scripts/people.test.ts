import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Database } from '../../server/database/connect.ts'

interface Outcome { code: number; out: string; err: string }

describe('the commands of a real installation', function () {
  this.timeout(60_000)
  let folder: string
  let database: Database
  let env: Record<string, string>
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'campus-scripts-'))
    const server = process.env.MONGODB_URI
    env = { DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'error', ...(server && { MONGODB_URI: databaseOn(server) }) }
    // As with the server running: the commands join its database.
    database = await connect({ DATA_DIR: env.DATA_DIR!, MONGODB_URI: env.MONGODB_URI })
  })
  after(async () => {
    await database.connection.dropDatabase()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const run = (script: string, ...args: string[]) => new Promise<Outcome>((resolve) => {
    // Compiled, as people run them; `npm test` builds first.
    execFile(process.execPath, [`dist/scripts/${script}.js`, ...args], { env: { PATH: process.env.PATH, ...env } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }))
  })
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }

  const SCHOOLS = 'code,name,lat_wgs84,lng_wgs84\nSC013,石林中心小学,35.9187,114.2476\nSC014,石林北村小学,,\n'
  const ACCOUNTS = 'username,name,role,post,schools,email\nwang,王海燕,officer,primary,SC013,\nli,"李,建国",inspector,,SC013;SC014,\n'

  it('make the first administrator, and not the same one twice', async () => {
    const made = await run('create-admin', '--username', 'chen', '--name', '陈')
    assert.equal(made.code, 0, made.err)
    assert.match(made.out, /^用户名：chen\n一次性密码：[\w-]{14}\n$/)
    const again = await run('create-admin', '--username', 'chen', '--name', '陈')
    assert.equal(again.code, 1)
    assert.match(again.err, /username-taken/)
  })

  it('say how they are called', async () => {
    const wrong = [['create-admin', '--username', 'chen'], ['import-schools', '/no/such/file'], ['import-accounts', 'a', 'b'], ['create-admin', '--user', 'x']]
    for (const { code, err } of await Promise.all(wrong.map(([script, ...args]) => run(script!, ...args)))) {
      assert.equal(code, 2)
      assert.match(err, /用法：npm run/)
    }
    assert.match((await run('import-accounts', '--help')).out, /username,name,role,post,schools,email/)
  })

  it('import schools, once', async () => {
    const path = write('schools.csv', SCHOOLS)
    assert.match((await run('import-schools', path)).out, /新增 2，更新 0，未变 0/)
    assert.match((await run('import-schools', path)).out, /新增 0，更新 0，未变 2/)
  })

  it('import accounts, once, and keep the passwords where only their owner reads them', async () => {
    const path = write('accounts.csv', ACCOUNTS)
    const first = await run('import-accounts', path)
    assert.equal(first.code, 0, first.err)
    assert.match(first.out, /新增 2，更新 0，未变 0/)
    assert.match((await run('import-accounts', path)).out, /新增 0，更新 0，未变 2/)
    const [kept, ...more] = readdirSync(folder).filter((name) => name.includes('密码'))
    assert.deepEqual(more, [])
    assert.ok(first.out.includes(kept!))
    assert.equal(statSync(join(folder, kept!)).mode & 0o777, 0o600)
    const text = readFileSync(join(folder, kept!), 'utf8')
    assert.match(text, /^\ufeffusername,name,one_time_password\r\n"wang","王海燕","([\w-]{14})"\r\n"li","李,建国","[\w-]{14}"\r\n$/)
    assert.ok(!first.out.includes(/"([\w-]{14})"\r\n/.exec(text)![1]!))
  })

  it('name every bad row and write nothing', async () => {
    const count = () => database.connection.collection('accounts').countDocuments()
    const before = await count()
    const { code, err } = await run('import-accounts', write('bad.csv', `${ACCOUNTS}sun,孙,officer,,SC013,\nzhou,周,bureau,desk,SC999,\nwu,吴,inspector,,SC998,\n`))
    assert.equal(code, 1)
    assert.match(err, /文件有 4 处要改，什么都没有写入：\n第 4 行：岗位.*\n第 5 行：范围.*\n第 5 行：没有代码为 SC999.*\n第 6 行：没有代码为 SC998/)
    assert.equal(await count(), before)
  })

  it('prove the record whole, and show where it is not', async () => {
    assert.match((await run('verify-audit')).out, /审计记录完整：\d+ 条，最后的哈希 [0-9a-f]{64}/)
    await database.connection.collection('audit').updateOne({ _id: 2 as never }, { $set: { subject: 'nobody' } })
    const { code, err } = await run('verify-audit')
    assert.equal(code, 1)
    assert.match(err, /在第 2 条断开/)
  })
})

function databaseOn(server: string): string {
  const uri = new URL(server)
  uri.pathname = `/scripts_${process.pid}`
  return uri.href
}
