import assert from 'node:assert/strict'
import { readAccounts } from '../../../server/account/account.file.ts'
import type { IssuedPassword } from '../../../server/account/account.import.ts'
import { RowErrors } from '../../../server/csv/row-errors.ts'
import { startApp, type TestApp } from '../../support/app.ts'

const HEAD = 'username,name,role,post,schools,email\n'
const read = (text: string) => readAccounts(new TextEncoder().encode(HEAD + text))
const refusedFor = (...reasons: RegExp[]) => (error: unknown) => {
  assert.ok(error instanceof RowErrors, String(error))
  assert.equal(error.rows.length, reasons.length, error.message)
  reasons.forEach((reason, at) => assert.match(error.message.split('\n')[at]!, reason))
  return true
}

describe('reading a list of accounts', () => {
  it('takes every role, schools joined by either semicolon, and empty cells', () => {
    const { rows, errors } = read('LI,李建国,inspector,,all,\nwang,王海燕,Officer,primary,SC013；SC014,w@example.invalid\nzhou,周科员,bureau,desk,all,\nadmin,管理员,administrator,,,\n')
    assert.deepEqual(errors, [])
    assert.deepEqual(rows.map(({ fields: { username, role, post, schoolIds, email } }) => [username, role, post, schoolIds, email]), [
      ['li', 'inspector', null, 'all', null], ['wang', 'officer', 'primary', ['SC013', 'SC014'], 'w@example.invalid'],
      ['zhou', 'bureau', 'desk', 'all', null], ['admin', 'administrator', null, [], null],
    ])
  })

  it('names every bad row with its line and what is wrong', () => {
    const { errors } = read(
      'li,李,inspector,,all,\nLi,李二,inspector,,all,\n王,王,officer,primary,SC013,\nzhao,,king,,SC 1,not-mail\nsun,孙,officer,,SC013,\nqian,钱,officer,deputy,all,\n')
    refusedFor(/^第 3 行：用户名 li 在第 2 行/, /^第 4 行：用户名/, /^第 5 行：姓名/, /^第 5 行：角色/, /^第 5 行：学校/, /^第 5 行：邮箱/, /^第 6 行：岗位/, /^第 7 行：范围/)(new RowErrors(errors))
  })
})

describe('importing accounts', () => {
  let t: TestApp
  let issued: IssuedPassword[]
  beforeEach(async () => {
    t = await startApp()
    issued = []
    for (const id of ['SC013', 'SC014', 'SC015']) await t.school(id)
  })
  afterEach(() => t.stop())

  const run = (text: string) => {
    const { rows, errors } = read(text)
    return t.services.accounts.importRows(rows, { id: 'system' }, async (passwords) => void issued.push(...passwords), errors)
  }
  const count = () => t.connection.collection('accounts').countDocuments()
  const posts = async () => Object.fromEntries((await t.connection.collection('accounts').find().toArray()).map(({ username, post }) => [username, post]))

  it('makes them with passwords that work once', async () => {
    assert.deepEqual(await run('wang,王海燕,officer,primary,SC013,\nli,李,inspector,,all,\n'), { created: 2, changed: 0, unchanged: 0 })
    assert.deepEqual(issued.map(({ username }) => username), ['wang', 'li'])
    const request = await t.logIn('wang', issued[0]!.oneTimePassword)
    assert.equal((await request.get('/api/me').expect(200)).body.mustChangePassword, true)
  })

  it('changes nothing the second time, and what differs the third, without a new password', async () => {
    const list = 'wang,王海燕,officer,primary,SC014;SC013,\nli,李,inspector,,all,\n'
    await run(list)
    const audited = await t.connection.collection('audit').countDocuments()
    assert.deepEqual(await run(list), { created: 0, changed: 0, unchanged: 2 })
    assert.equal(await t.connection.collection('audit').countDocuments(), audited)
    assert.deepEqual(await run(list.replace('李', '李建国')), { created: 0, changed: 1, unchanged: 1 })
    assert.equal(issued.length, 2)
    const imports = await t.connection.collection('audit').find({ action: 'account.import', stage: 'done' }).sort({ _id: 1 }).toArray()
    assert.deepEqual(imports.map(({ detail }) => detail), [{ created: 2, changed: 0, unchanged: 0 }, { created: 0, changed: 1, unchanged: 1 }])
    await t.logIn('li', issued[1]!.oneTimePassword)
  })

  it('leaves a disabled account disabled', async () => {
    await run('wang,王海燕,officer,primary,SC013,\n')
    await t.connection.collection('accounts').updateOne({ username: 'wang' }, { $set: { disabledAt: new Date() }, $unset: { primarySchoolIds: '' } })
    assert.deepEqual(await run('wang,王海燕,officer,primary,SC013,\n'), { created: 0, changed: 0, unchanged: 1 })
    await run('zhao,赵,officer,primary,SC013,\n')
  })

  it('writes nothing while one row is bad', async () => {
    await assert.rejects(run('wang,王海燕,officer,primary,SC013,\nli,李,inspector,,SC999,\n'), refusedFor(/^第 3 行：没有代码为 SC999/))
    assert.equal(await count(), 0)
    assert.deepEqual(issued, [])
  })

  it('names at once what is wrong with the file and what only the district can tell, also of one row', async () => {
    await run('wang,王海燕,officer,primary,SC013,\n')
    await assert.rejects(
      run('zhao,,inspector,,SC998,not-mail\nsun,孙,officer,primary,SC013,not-mail\nqian,钱,officer,primary,SC014,\nli,李,officer,primary,SC999;SC014,\nzhou,周,king,,SC997,\n'),
      refusedFor(/^第 2 行：姓名/, /^第 2 行：邮箱/, /^第 2 行：没有代码为 SC998/, /^第 3 行：邮箱/, /^第 3 行：SC013 已有主责安全员 wang/,
        /^第 5 行：没有代码为 SC999/, /^第 5 行：SC014 的主责安全员在第 4 行/, /^第 6 行：角色/, /^第 6 行：没有代码为 SC997/))
    assert.deepEqual(await posts(), { wang: 'primary' })
  })

  it('blames no successor for a row at fault that gives the place up, and reads no claim into what it cannot read', async () => {
    await run('wang,王海燕,officer,primary,SC013,\n')
    await assert.rejects(run('sun,孙,officer,primary,SC013,\nwang,王海燕,officer,deputy,SC013,not-mail\n'), refusedFor(/^第 3 行：邮箱/))
    await assert.rejects(run('王,王海燕,officer,primary,SC013,\n赵,赵,officer,deputy,SC013,\n'), refusedFor(/^第 2 行：用户名/, /^第 3 行：用户名/))
  })

  it('makes nobody when the passwords could not be kept', async () => {
    await assert.rejects(t.services.accounts.importRows(read('li,李,inspector,,all,\n').rows, { id: 'system' }, async () => { throw new Error('disk full') }), /disk full/)
    assert.equal(await count(), 0)
  })

  it('knows a second primary officer in the file and in the district', async () => {
    await run('wang,王海燕,officer,primary,SC013,\n')
    await assert.rejects(run('zhao,赵,officer,primary,SC014,\nsun,孙,officer,primary,SC014;SC013,\n'),
      refusedFor(/^第 3 行：SC014 的主责安全员在第 2 行/, /^第 3 行：SC013 已有主责安全员 wang/))
  })

  it('lets a successor in where the file makes the old one a deputy, in whatever order', async () => {
    await run('wang,王海燕,officer,primary,SC013,\nsun,孙,officer,deputy,SC013,\n')
    assert.deepEqual(await run('zhao,赵,officer,primary,SC014,\nsun,孙,officer,primary,SC013,\nwang,王海燕,officer,deputy,SC013,\n'), { created: 1, changed: 2, unchanged: 0 })
    assert.deepEqual(await posts(), { wang: 'deputy', sun: 'primary', zhao: 'primary' })
  })

  it('asks for two steps where two primary officers swap schools', async () => {
    await run('wang,王海燕,officer,primary,SC013,\nsun,孙,officer,primary,SC014,\n')
    await assert.rejects(run('wang,王海燕,officer,primary,SC014,\nsun,孙,officer,primary,SC013,\n'), refusedFor(/第 2 行：SC014 已有/, /第 3 行：SC013 已有/))
    assert.deepEqual(await posts(), { wang: 'primary', sun: 'primary' })
  })
})
