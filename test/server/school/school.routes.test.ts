import assert from 'node:assert/strict'
import { startApp, type TestApp } from '../../support/app.ts'

const fields = { name: '长风小学', kind: '小学', cluster: '长风片区', place: { lng: 114.18, lat: 35.89 }, students: 960, boarding: false, canteen: true, schoolBus: false }

describe('schools', () => {
  let t: TestApp
  beforeEach(async () => { t = await startApp() })
  afterEach(() => t.stop())

  const ids = ({ body }: { body: { items: { id: string }[] } }) => body.items.map(({ id }) => id)

  it('are added and changed by the administrator, with initials for the search', async () => {
    const admin = await t.person('administrator')
    const { body } = await admin.request.post('/api/schools').send({ id: 'SC031', ...fields }).expect(201)
    const { place, ...rest } = fields
    assert.deepEqual(body, { id: 'SC031', ...rest, ...place, initials: 'cfxx', demo: false })
    const changed = await admin.request.put('/api/schools/SC031').send({ ...fields, name: '成长小学', place: null }).expect(200)
    assert.deepEqual(changed.body, { id: 'SC031', ...rest, name: '成长小学', lng: null, lat: null, initials: 'czxx', demo: false })
    assert.deepEqual((await admin.request.get('/api/schools').expect(200)).body, { items: [changed.body], nextCursor: null })
  })

  it('are refused under a code that exists, half a place, a code with blanks, or no code at all', async () => {
    const admin = await t.person('administrator')
    await t.school('SC031')
    assert.equal((await admin.request.post('/api/schools').send({ id: 'SC031', ...fields }).expect(409)).body.code, 'school-exists')
    for (const bad of [{ id: 'SC032', ...fields, place: { lng: 1 } }, { id: 'SC 32', ...fields }, fields, { id: 'SC032', ...fields, initials: 'x' }]) {
      await admin.request.post('/api/schools').send(bad).expect(400)
    }
    await admin.request.put('/api/schools/SC999').send(fields).expect(404)
  })

  it('are seen as far as one’s scope goes, in order of their codes', async () => {
    for (const id of ['SC003', 'SC001', 'SC002']) await t.school(id)
    const all = ['SC001', 'SC002', 'SC003']
    for (const [role, options, seen] of [
      ['inspector', { schoolIds: ['SC003', 'SC001'] }, ['SC001', 'SC003']], ['inspector', { schoolIds: 'all' }, all], ['inspector', { schoolIds: [] }, []],
      ['officer', { post: 'primary', schoolIds: ['SC002'] }, ['SC002']], ['principal', { schoolIds: ['SC002'] }, ['SC002']],
      ['bureau', { post: 'desk', schoolIds: 'all' }, all], ['bureau', { post: 'leader', schoolIds: 'all' }, all],
      ['administrator', {}, all], ['auditor', {}, all],
    ] as const) {
      const { request } = await t.person(role, { ...options, schoolIds: 'schoolIds' in options ? (options.schoolIds === 'all' ? 'all' : [...options.schoolIds]) : [] })
      assert.deepEqual(ids(await request.get('/api/schools').expect(200)), seen, role)
    }
    await t.anyone().get('/api/schools').expect(401)
  })

  it('are asked for again at the price of a tag, until one changes', async () => {
    const admin = await t.person('administrator')
    await t.school('SC001')
    const tag = (await admin.request.get('/api/schools').expect(200)).get('ETag')!
    assert.match(tag, /^"[\w-]{43}"$/)
    await admin.request.get('/api/schools').set('If-None-Match', tag).expect(304)
    await admin.request.put('/api/schools/SC001').send(fields).expect(200)
    await admin.request.get('/api/schools').set('If-None-Match', tag).expect(200)
    const nobody = await t.person('inspector', { schoolIds: [] })
    await nobody.request.get('/api/schools').set('If-None-Match', tag).expect(200)
  })
})
