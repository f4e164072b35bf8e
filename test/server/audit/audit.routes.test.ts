import assert from 'node:assert/strict'
import { PASSWORD, startApp, type Person, type TestApp } from '../../support/app.ts'

interface Entry { sequence: number; by: string; byName: string; action: string; subject: string; stage: string; intended: number | null; detail: Record<string, unknown> }

describe('the record that the auditor reads', () => {
  let t: TestApp
  let auditor: Person
  let admin: Person
  beforeEach(async () => {
    t = await startApp()
    auditor = await t.person('auditor')
    admin = await t.person('administrator', { name: '管理员' })
  })
  afterEach(() => t.stop())

  const read = async (query = '') => (await auditor.request.get(`/api/audit${query}`).expect(200)).body as { items: Entry[]; nextCursor: string | null }
  const newest = async (action: string) => (await read('?limit=100')).items.filter((entry) => entry.action === action)

  it('says what the administrator was going to do, and that it was done', async () => {
    const { body: school } = await admin.request.post('/api/schools').send({ id: 'SC031', name: '长风小学' }).expect(201)
    const [done, intended] = await newest('school.create')
    assert.equal(done!.stage, 'done')
    assert.equal(intended!.stage, 'intended')
    assert.equal(done!.intended, intended!.sequence)
    assert.deepEqual([done!.by, done!.byName, done!.subject], [admin.id, '管理员', `school:${school.id}`])
    await admin.request.put('/api/schools/SC031').send({ name: '长风第一小学' }).expect(200)
    assert.deepEqual((await newest('school.change'))[0]!.detail, { name: { from: '长风小学', to: '长风第一小学' }, initials: { from: 'cfxx', to: 'cfdyxx' } })
  })

  it('names each change of an account, and never holds a password or its hash', async () => {
    const { body: account } = await admin.request.post('/api/accounts').send({ username: 'li', name: '李', role: 'inspector', schoolIds: 'all' }).expect(201)
    await admin.request.put(`/api/accounts/${account.id}`).send({ name: '李', role: 'inspector', schoolIds: [], disabled: true }).expect(200)
    const { body: reset } = await admin.request.post(`/api/accounts/${account.id}/reset`).send({}).expect(200)
    assert.deepEqual((await newest('account.change'))[0]!.detail,
      { username: 'li', schoolIds: { from: 'all', to: [] }, disabled: { from: false, to: true } })
    assert.equal((await newest('account.reset')).length, 2)
    const everything = JSON.stringify(await t.connection.collection('audit').find().toArray())
    for (const secret of [account.oneTimePassword, reset.oneTimePassword, 'argon2', PASSWORD]) assert.ok(!everything.includes(secret))
  })

  it('is silent about a change that changes nothing', async () => {
    await t.school('SC031')
    const before = (await newest('school.change')).length
    const { body } = await admin.request.get('/api/schools')
    const { id, initials: _initials, demo: _demo, lng, lat, ...fields } = body.items[0]
    await admin.request.put(`/api/schools/${id}`).send({ ...fields, place: { lng, lat } }).expect(200)
    assert.equal((await newest('school.change')).length, before)
  })

  it('has log-ins, log-outs, new passwords, and failures without flooding or the names of nobody', async () => {
    const person = await t.person('inspector', { name: '李建国' })
    for (let i = 0; i < 7; i++) await t.anyone().post('/api/session').send({ username: person.username, password: 'wrong' })
    await t.anyone().post('/api/session').send({ username: 'My-secret-typed-here', password: 'wrong' })
    const failures = await newest('account.logInFailed')
    assert.deepEqual(failures.map(({ subject, detail }) => [subject, detail.failures]), [['account:unknown', 1], [`account:${person.id}`, 5], [`account:${person.id}`, 1]])
    assert.ok(!JSON.stringify(failures).includes('secret'))
    await person.request.put('/api/me/password').send({ current: PASSWORD, next: 'Another-horse-7' }).expect(204)
    await person.request.delete('/api/session').expect(204)
    assert.equal((await newest('account.changePassword')).length, 2)
    assert.equal((await newest('account.logOut'))[0]!.byName, '李建国')
    assert.match(String((await newest('account.logIn'))[0]!.detail.from), /127\.0\.0\.1/)
  })

  it('is read page by page, newest first, each entry once', async () => {
    for (let i = 1; i <= 7; i++) await t.school(`SC00${i}`)
    const seen: number[] = []
    let query = '?limit=4'
    for (;;) {
      const { items, nextCursor } = await read(query)
      seen.push(...items.map(({ sequence }) => sequence))
      if (!nextCursor) break
      query = `?limit=4&cursor=${nextCursor}`
    }
    assert.deepEqual(seen, Array.from({ length: seen.length }, (_, i) => seen.length - i))
    await auditor.request.get('/api/audit?cursor=x').expect(400)
  })

  it('is for the auditor alone', async () => {
    for (const [role, post] of [['administrator', null], ['bureau', 'desk'], ['inspector', null]] as const) {
      const { request } = await t.person(role, { post, schoolIds: 'all' })
      assert.equal((await request.get('/api/audit').expect(403)).body.code, 'role-not-allowed')
    }
  })

  it('stays one chain under many hands, and shows where it was touched', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => admin.request.post('/api/schools').send({ id: `SC${100 + i}`, name: '小学' }).expect(201)))
    const report = await t.services.audit.verify()
    assert.equal(report.brokenAt, null)
    assert.ok(report.entries >= 40)
    await t.connection.collection('audit').updateOne({ _id: 17 as never }, { $set: { by: 'somebody else' } })
    assert.equal((await t.services.audit.verify()).brokenAt, 17)
  })

  it('keeps the intention of what failed, without a "done"', async () => {
    const { record } = t.services.audit
    await assert.rejects(record({ by: admin.id, action: 'x', subject: 'y' }, async () => { throw new Error('power cut') }))
    assert.deepEqual((await newest('x')).map(({ stage }) => stage), ['intended'])
  })
})
