import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { startApp, type TestApp } from '../../support/app.ts'
import { aDistrict, aReport, file, type District } from '../../support/hazards.ts'

describe('the views that a person keeps', () => {
  let t: TestApp
  let d: District
  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
  })
  after(() => t.stop())

  const keep = (who: District['desk'], name: string, filter: object = {}, id: string = randomUUID()) => who.request.put(`/api/views/${id}`).send({ name, filter })
  const namesOf = async (who: District['desk']) => (await who.request.get('/api/views').expect(200)).body.items.map(({ name }: { name: string }) => name)

  it('are that person’s alone, in the order in which they were kept, and can be renamed and dropped', async () => {
    const id = randomUUID()
    const filter = { state: ['overdue'], severity: ['major'], period: 'month', q: '护栏', list: 'mine' }
    await keep(d.desk, '冬季专项', filter, id).expect(201)
    await keep(d.desk, '石林镇周报', { schoolId: ['SC013'] }).expect(201)
    const { body } = await d.desk.request.get('/api/views').expect(200)
    assert.deepEqual(body.items.map(({ name }: { name: string }) => name), ['冬季专项', '石林镇周报'])
    assert.deepEqual(body.items[0], { id, name: '冬季专项', filter })
    assert.deepEqual(await namesOf(d.otherDesk), [])

    await keep(d.desk, '冬季', filter, id).expect(200)
    await keep(d.otherDesk, '我的', {}, id).expect(404)
    await d.otherDesk.request.delete(`/api/views/${id}`).expect(204)
    assert.deepEqual(await namesOf(d.desk), ['冬季', '石林镇周报'])
    await d.desk.request.delete(`/api/views/${id}`).expect(204)
    assert.deepEqual(await namesOf(d.desk), ['石林镇周报'])
  })

  it('are at most twenty, also when they are kept all at once', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, (_, n) => keep(d.officer, `视图 ${n}`)))
    assert.equal(answers.filter(({ status }) => status === 201).length, 20)
    assert.ok(answers.filter(({ status }) => status !== 201).every(({ status, body }) => status === 422 && body.code === 'views-full'))
    assert.equal((await namesOf(d.officer)).length, 20)
  })

  it('hold nothing but filters', async () => {
    for (const filter of [{ colour: 'red' }, { state: ['late'] }, { q: '火' }, { schoolId: [{ $ne: 'x' }] }, { state: [] }]) await keep(d.desk, '坏', filter).expect(400)
    await keep(d.desk, '', {}).expect(400)
    await keep(d.desk, '名'.repeat(21), {}).expect(400)
  })
})

describe('how many hazards a list finds', () => {
  let t: TestApp
  let d: District
  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
    for (let n = 0; n < 6; n++) await file(d.desk, { schoolId: n < 4 ? 'SC013' : 'SC014', severity: n % 2 ? 'major' : 'general', spot: n % 3 ? '食堂' : '操场' })
  })
  after(() => t.stop())

  const count = async (who: District['desk'], query: string) => (await who.request.get(`/api/hazards/count?${query}`).expect(200)).body

  it('is exact, and held to the schools of the account', async () => {
    assert.deepEqual(await count(d.desk, ''), { count: 6, more: false })
    assert.deepEqual(await count(d.officer, ''), { count: 4, more: false })
    assert.deepEqual(await count(d.officer, 'schoolId=SC014'), { count: 0, more: false })
    assert.deepEqual(await count(d.desk, 'severity=major&state=overdue,soon,open'), { count: 3, more: false })
    assert.deepEqual(await count(d.officer, 'list=mine'), { count: 4, more: false })
    assert.deepEqual(await count(d.desk, `q=${encodeURIComponent('食堂')}`), { count: 4, more: false })
    assert.deepEqual(await count(d.desk, `q=${encodeURIComponent('学校')}`), { count: 6, more: false })
  })

  it('stops at five thousand', async () => {
    // Without their pairs: it is their number that counts.
    const one = await t.connection.collection('hazards').findOne({ schoolId: 'SC013' }, { projection: { grams: 0 } })
    const many = Array.from({ length: 4994 }, (_, n) => ({ ...one, _id: randomUUID() as never, seq: 1000 + n, number: `YH-2026-SC013-${1000 + n}` }))
    await t.connection.collection('hazards').insertMany(many)
    assert.deepEqual(await count(d.desk, ''), { count: 5000, more: false })
    await d.desk.request.put(`/api/hazards/${randomUUID()}`).send(aReport()).expect(201)
    assert.deepEqual(await count(d.desk, ''), { count: 5000, more: true })
    assert.deepEqual(await count(d.desk, 'state=overdue,soon,open'), { count: 5000, more: true })
  }).timeout(60_000)
})
