import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ImportedFile, ImportKind } from '../../../server/contract/import.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, file, type District } from '../../support/hazards.ts'
import { bytes, cellsOf, partsOf } from '../../support/spreadsheet.ts'
import { aTable } from '../../support/table.ts'

describe('schools and staff that are brought in', () => {
  let t: TestApp
  let d: District
  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
  })
  after(() => t.stop())

  async function send(who: Person, kind: ImportKind, table: Buffer): Promise<ImportedFile> {
    const { body } = await who.request.put(`/api/imports/${randomUUID()}`).field('kind', kind).attach('file', table, 'a.xlsx').expect(200)
    return (await who.request.put(`/api/imports/${body.id}/mapping`).send({ columns: body.columns }).expect(200)).body as ImportedFile
  }

  async function then(who: Person, id: string, what: 'run' | 'undo', state: ImportedFile['state']): Promise<ImportedFile> {
    await who.request.put(`/api/imports/${id}/${what}`).expect(200)
    await t.services.imports.settled()
    const { body } = await who.request.get(`/api/imports/${id}`).expect(200)
    assert.equal(body.state, state)
    return body as ImportedFile
  }

  const refusalsOf = async (id: string) => (await d.administrator.request.get(`/api/imports/${id}/rows?outcome=refused`).expect(200)).body.items
    .map(({ row, refusals }: { row: number; refusals: { field: string; code: string }[] }) => `${row} ${refusals.map(({ field, code }) => `${field} ${code}`).join()}`)

  it('makes new schools, changes those that differ, and gives the former fields back', async () => {
    const table = await aTable(['学校代码', '校名', '学校类型', '学生数', '纬度', '经度', '寄宿'], [
      ['SC020', '鹿楼中学', '初中', '820', '35.9', '114.2', '是'], ['SC013', '石林中心小学', '小学', '300', null, null, '否'],
      ['SC020', '又一所', null, null, null, null, null], ['坏 码', '甲', null, null, null, null, null], ['SC021', '乙', null, '很多', '35', null, '看情况'],
    ])
    const sent = await send(d.administrator, 'schools', table)
    assert.deepEqual([sent.accepted, sent.already, sent.refused], [2, 0, 3])
    assert.deepEqual(await refusalsOf(sent.id), ['4 code repeated', '5 code bad-value', '6 lng missing,students bad-value,boarding bad-value'])
    const ran = await then(d.administrator, sent.id, 'run', 'done')
    assert.deepEqual([ran.imported, ran.changed], [1, 1])
    assert.equal((await t.services.schools.find('SC013'))!.name, '石林中心小学')
    const again = await send(d.administrator, 'schools', table)
    assert.deepEqual([again.accepted, again.already], [0, 2])
    const undone = await then(d.administrator, sent.id, 'undo', 'undone')
    assert.deepEqual([(await t.services.schools.find('SC013'))!.name, await t.services.schools.find('SC020'), undone.kept], ['学校SC013', null, []])
    assert.equal((await send(d.administrator, 'schools', table)).accepted, 2, 'as if it had never been')
  })

  it('keeps a school that something names, or that was changed since, and says why', async () => {
    const table = await aTable(['学校代码', '校名'], [['SC030', '甲小学'], ['SC031', '乙小学'], ['SC032', '丙小学'], ['SC033', '丁小学'], ['SC014', '改名小学']])
    const sent = await send(d.administrator, 'schools', table)
    await then(d.administrator, sent.id, 'run', 'done')
    await t.person('officer', { post: 'primary', schoolIds: ['SC030'] })
    await file(d.desk, { schoolId: 'SC031' })
    const changed = { kind: '', cluster: '', place: null, students: null, boarding: false, canteen: false, schoolBus: false }
    for (const [id, name] of [['SC032', '丙学校'], ['SC014', '又改名小学']]) await d.administrator.request.put(`/api/schools/${id}`).send({ name, ...changed }).expect(200)
    const undone = await then(d.administrator, sent.id, 'undo', 'undone')
    assert.deepEqual(undone.kept.map(({ number, reason }) => `${number} ${reason}`), ['SC030 in-use', 'SC031 in-use', 'SC032 changed', 'SC014 changed'])
    assert.equal(await t.services.schools.find('SC033'), null)
    assert.equal((await t.services.schools.find('SC014'))!.name, '又改名小学')
  })

  it('makes accounts whose passwords are fetched once by whoever made them, and takes them back', async () => {
    const sent = await send(d.administrator, 'staff', await aTable(['用户名', '姓名', '角色', '岗位', '学校', '邮箱'], [
      ['wang.hy', '王海燕', '安全员', '协助', '学校SC013、SC014', null], ['zhou', '周科', '局机关', '经办', null, 'zhou@example.com'],
      ['li', '李', '安全员', '主责', 'SC013', null], ['sun', '孙', '校长', null, '没有的学校', null], ['zhou', '周二', '校长', null, 'SC013', null], ['wu', '吴', '门卫', null, null, null],
    ]))
    assert.deepEqual([sent.accepted, sent.refused], [2, 4])
    assert.deepEqual(await refusalsOf(sent.id), ['4 schools bad-value', '5 schools unknown-school', '6 username repeated', '7 role bad-value'])
    const ran = await then(d.administrator, sent.id, 'run', 'done')
    assert.deepEqual([ran.imported, ran.passwords], [2, true])
    const { body } = await d.administrator.request.get(`/api/imports/${sent.id}/passwords`).buffer().parse(bytes).expect(200)
    const cells = cellsOf((await partsOf(body as Buffer)).get('xl/worksheets/sheet1.xml')!)
    assert.deepEqual([cells.get('A2')!.value, cells.get('B2')!.value], ['wang.hy', '王海燕'])
    await t.anyone().post('/api/session').send({ username: 'wang.hy', password: cells.get('C2')!.value }).expect(200)
    const stored = JSON.stringify(await t.connection.collection('imports').findOne({ _id: sent.id as never }))
    assert.ok(!stored.includes(cells.get('C2')!.value), 'sealed where it is stored')
    const other = await t.person('administrator')
    await other.request.get(`/api/imports/${sent.id}/passwords`).expect(404)
    t.advance({ days: 2 })
    await t.services.imports.sweep(t.clock.now)
    await d.administrator.request.get(`/api/imports/${sent.id}/passwords`).expect(404)

    const undone = await then(d.administrator, sent.id, 'undo', 'undone')
    assert.deepEqual(undone.kept, [])
    await t.anyone().post('/api/session').send({ username: 'wang.hy', password: cells.get('C2')!.value }).expect(401)
    assert.deepEqual((await d.administrator.request.get('/api/accounts?q=wang.hy').expect(200)).body.items, [])
  })

  it('takes back what nobody used, closes whom a hazard names, and keeps who has come in', async () => {
    await t.school('SC040')
    const table = await aTable(['用户名', '姓名', '角色', '岗位', '学校'], [
      ['he.zz', '何主责', '安全员', '主责', 'SC040'], ['lu.yi', '路检查', '检查员', null, 'SC040'], ['tan.er', '谭检查', '检查员', null, 'SC040'], ['gu.xz', '顾校长', '校长', null, 'SC040'],
    ])
    const sent = await send(d.administrator, 'staff', table)
    await then(d.administrator, sent.id, 'run', 'done')
    const { body } = await d.administrator.request.get(`/api/imports/${sent.id}/passwords`).buffer().parse(bytes).expect(200)
    const cells = cellsOf((await partsOf(body as Buffer)).get('xl/worksheets/sheet1.xml')!)
    const comesIn = t.anyone()
    await comesIn.post('/api/session').send({ username: 'lu.yi', password: cells.get('C3')!.value }).expect(200)
    await comesIn.put('/api/me/password').send({ current: cells.get('C3')!.value, next: 'Another-horse-7' }).expect(204)
    const hazard = await file(d.desk, { schoolId: 'SC040' })
    const undone = await then(d.administrator, sent.id, 'undo', 'undone')
    assert.deepEqual(undone.kept.map(({ number, reason }) => `${number} ${reason}`), ['lu.yi signed-in', 'he.zz closed'])
    const { items } = (await d.administrator.request.get('/api/accounts?schoolId=SC040').expect(200)).body
    assert.deepEqual(items.map(({ username, disabled }: { username: string; disabled: boolean }) => `${username} ${disabled}`), ['he.zz true', 'lu.yi false'])
    assert.notEqual((await t.connection.collection('hazards').findOne({ _id: hazard.id as never }))!.assigneeId, items[0].id, 'handed over')
    const again = await send(d.administrator, 'staff', table)
    assert.deepEqual([again.accepted, again.already], [2, 2], 'those that went can come anew')
  })

  it('gives a post back to whom it was taken from, whoever comes first in the file', async () => {
    await t.school('SC041')
    const first = await t.person('officer', { post: 'primary', schoolIds: ['SC041'], name: '甲' })
    const second = await t.person('officer', { post: 'deputy', schoolIds: ['SC041'], name: '乙' })
    const sent = await send(d.administrator, 'staff', await aTable(['用户名', '姓名', '角色', '岗位', '学校'], [
      [first.username, '甲', '安全员', '协助', 'SC041'], [second.username, '乙', '安全员', '主责', 'SC041'],
    ]))
    const posts = async () => Promise.all([first, second].map(async ({ id }) => (await t.connection.collection('accounts').findOne({ _id: id as never }))!.post as string))
    await then(d.administrator, sent.id, 'run', 'done')
    assert.deepEqual(await posts(), ['deputy', 'primary'])
    const undone = await then(d.administrator, sent.id, 'undo', 'undone')
    assert.deepEqual([await posts(), undone.kept], [['primary', 'deputy'], []])
  })

  it('says of whom it could not give a former post back', async () => {
    await t.school('SC042')
    const before = await t.person('officer', { post: 'primary', schoolIds: ['SC042'], name: '丙' })
    const sent = await send(d.administrator, 'staff', await aTable(['用户名', '姓名', '角色', '岗位', '学校'], [[before.username, '丙', '安全员', '协助', 'SC042']]))
    await then(d.administrator, sent.id, 'run', 'done')
    await t.person('officer', { post: 'primary', schoolIds: ['SC042'], name: '丁' })
    const undone = await then(d.administrator, sent.id, 'undo', 'undone')
    assert.deepEqual(undone.kept, [{ id: before.id, number: before.username, reason: 'place-taken' }])
  })

  it('are the administrator’s work alone', async () => {
    const table = await aTable(['学校代码', '校名'], [['SC099', '甲']])
    await d.desk.request.put(`/api/imports/${randomUUID()}`).field('kind', 'schools').attach('file', table, 'a.xlsx').expect(403)
  })
})
