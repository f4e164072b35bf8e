import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ImportedFile, ImportKind } from '../../../server/contract/import.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, type District } from '../../support/hazards.ts'
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
    assert.equal((await t.services.schools.find('SC013'))!.name, '学校SC013')
    assert.deepEqual(undone.kept, [{ id: 'SC020', number: 'SC020' }], 'a school that was made stays: numbers may name it')
  })

  it('makes accounts whose passwords are fetched once by whoever made them, and closes them again', async () => {
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

    await then(d.administrator, sent.id, 'undo', 'undone')
    await t.anyone().post('/api/session').send({ username: 'wang.hy', password: cells.get('C2')!.value }).expect(401)
  })

  it('are the administrator’s work alone', async () => {
    const table = await aTable(['学校代码', '校名'], [['SC099', '甲']])
    await d.desk.request.put(`/api/imports/${randomUUID()}`).field('kind', 'schools').attach('file', table, 'a.xlsx').expect(403)
  })
})
