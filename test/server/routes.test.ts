import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { ROLES, type Role } from '../../server/contract/enumerations.ts'
import type { Route } from '../../server/http/route.ts'
import { DEFAULTS } from '../../server/paper/paper.defaults.ts'
import { startApp, type Person, type TestApp } from '../support/app.ts'
import { aReport } from '../support/hazards.ts'

/** Who may call what at all, written by hand. The walk fails on a route that is missing here. */
const anyone = 'anyone'
const everybody = ROLES
const seesHazards: readonly Role[] = ['inspector', 'officer', 'principal', 'bureau']
const importers: readonly Role[] = ['bureau', 'administrator']
const keepsAccounts: readonly Role[] = ['administrator']
const readsAccounts: readonly Role[] = ['administrator', 'bureau', 'auditor']

const issuesPapers: readonly Role[] = ['officer', 'principal', 'bureau']

const account = { name: '某人', role: 'inspector', post: null, schoolIds: ['SC013'], email: null }
const school = { name: '某校' }
const PROMISED: Record<string, { roles: readonly Role[] | 'anyone'; body?: object }> = {
  'post /api/session': { roles: anyone, body: { username: 'nobody', password: 'x' } },
  'delete /api/session': { roles: everybody },
  'get /api/me': { roles: everybody },
  'put /api/me/password': { roles: everybody, body: { current: 'wrong', next: 'Another-good-1' } },
  'get /api/accounts': { roles: readsAccounts },
  'post /api/accounts': { roles: keepsAccounts, body: { username: 'someone', ...account } },
  'put /api/accounts/:id': { roles: keepsAccounts, body: { ...account, disabled: false } },
  'post /api/accounts/:id/reset': { roles: keepsAccounts, body: {} },
  'get /api/schools': { roles: everybody },
  'post /api/schools': { roles: keepsAccounts, body: { id: 'SC013', ...school } },
  'put /api/schools/:id': { roles: keepsAccounts, body: school },
  'get /api/checklists': { roles: everybody },
  'get /api/settings': { roles: everybody },
  'get /api/hazards': { roles: seesHazards },
  'post /api/hazards/similar': { roles: seesHazards, body: { schoolId: 'SC013', category: 'FIRE' } },
  'get /api/hazards/count': { roles: seesHazards },
  'get /api/hazards/:id': { roles: seesHazards },
  'put /api/hazards/:id': { roles: seesHazards, body: aReport() },
  'put /api/hazards/:id/actions/:actionId': { roles: seesHazards, body: { action: 'acknowledge', version: 1 } },
  'put /api/hazards/bulk/:id': { roles: seesHazards, body: { action: 'acknowledge', ids: [randomUUID()] } },
  'get /api/schools/:id/people': { roles: seesHazards },
  'put /api/hazards/:id/photo-count': { roles: seesHazards, body: { photoCount: 1 } },
  'put /api/hazards/:id/photos/:photoId': { roles: seesHazards },
  'get /api/photos/:id/:form': { roles: seesHazards },
  'post /api/ledger': { roles: seesHazards, body: { id: randomUUID() } },
  'get /api/ledger/:id': { roles: seesHazards },
  'get /api/views': { roles: seesHazards },
  'put /api/views/:id': { roles: seesHazards, body: { name: '某视图', filter: {} } },
  'delete /api/views/:id': { roles: seesHazards },
  'get /api/imports': { roles: importers },
  'get /api/import-templates/:kind': { roles: importers },
  'put /api/imports/:id': { roles: importers },
  'get /api/imports/:id': { roles: importers },
  'put /api/imports/:id/mapping': { roles: importers, body: { columns: {} } },
  'get /api/imports/:id/rows': { roles: importers },
  'get /api/imports/:id/refused': { roles: importers },
  'put /api/imports/:id/run': { roles: importers },
  'put /api/imports/:id/undo': { roles: importers },
  'get /api/imports/:id/passwords': { roles: keepsAccounts },
  'get /api/map': { roles: seesHazards },
  'get /api/map/boundary': { roles: everybody },
  'get /api/notifications': { roles: everybody },
  'put /api/notifications/:id/read': { roles: everybody, body: {} },
  'put /api/notifications/read': { roles: everybody, body: { until: '2026-11-24T00:00:00.000Z' } },
  'get /api/paper-settings': { roles: ['administrator', 'bureau'] },
  'put /api/paper-settings': { roles: keepsAccounts, body: { version: 0, settings: DEFAULTS } },
  'get /api/paper-bases': { roles: ['administrator', 'bureau'] },
  'put /api/paper-bases/:code': { roles: ['bureau'], body: { ticked: true } },
  'get /api/papers': { roles: seesHazards },
  'get /api/papers/:id': { roles: seesHazards },
  'get /api/papers/:id/file': { roles: seesHazards },
  'get /api/papers/:id/workbook': { roles: seesHazards },
  'put /api/papers/:id': { roles: issuesPapers, body: { type: 'closing', of: { hazardIds: [randomUUID()] } } },
  'post /api/papers/draft': { roles: issuesPapers, body: { type: 'closing', of: { hazardIds: [randomUUID()] } } },
  'put /api/papers/:id/void': { roles: issuesPapers, body: { reason: '写错了' } },
  'get /api/audit': { roles: ['auditor'] },
  'get /api/openapi.json': { roles: anyone },
  'get /health/live': { roles: anyone },
  'get /health/ready': { roles: anyone },
}

const pathOf = ({ path }: Route) => path.replace(':form', 'thumbnail').replace(':kind', 'hazards').replace('schools/:id', 'schools/SC013').replace('bases/:code', 'bases/FIRE-01').replaceAll(/:\w+/g, () => randomUUID())

describe('every route', () => {
  let t: TestApp
  const people = new Map<Role, Person>()
  before(async () => {
    t = await startApp()
    await t.school('SC013')
    for (const role of ROLES) {
      people.set(role, await t.person(role, { post: role === 'bureau' ? 'desk' : role === 'officer' ? 'primary' : null, schoolIds: ['SC013'] }))
    }
  })
  after(() => t.stop())

  it('declares the roles that were promised, and no route is without a promise', () => {
    const declared = new Map(t.routes.map((route) => [`${route.method} ${route.path}`, route.roles]))
    assert.deepEqual(new Set(declared.keys()), new Set(Object.keys(PROMISED)))
    for (const [key, { roles }] of Object.entries(PROMISED)) {
      const own = declared.get(key)
      assert.deepEqual(own === 'anyone' ? own : [...(own === 'signed-in' ? ROLES : own!)].sort(), roles === anyone ? anyone : [...roles].sort(), key)
    }
  })

  it('tells a stranger to sign in, and a role that may not call it nothing more than that', async () => {
    for (const route of t.routes) {
      const { roles, body } = PROMISED[`${route.method} ${route.path}`]!
      if (roles === anyone) continue
      const send = (request: ReturnType<TestApp['anyone']>) => request[route.method](pathOf(route)).send(body)
      assert.equal((await send(t.anyone())).status, 401, `${route.method} ${route.path} for a stranger`)
      for (const role of ROLES) {
        if (role === 'administrator' && route.path.startsWith('/api/session')) continue
        const request = route.path.startsWith('/api/session') ? await t.logIn(people.get(role)!.username) : people.get(role)!.request
        const { status, body: answer } = await send(request)
        const refused = status === 403 && answer.code === 'role-not-allowed'
        assert.equal(refused, !roles.includes(role), `${route.method} ${route.path} for ${role}: ${status} ${JSON.stringify(answer)}`)
        assert.notEqual(status, 401, `${route.method} ${route.path} for ${role}`)
        assert.ok(status < 500, `${route.method} ${route.path} for ${role}: ${status}`)
      }
    }
  })

  it('stands in the OpenAPI document with its answers and its roles', async () => {
    const { body } = await t.anyone().get('/api/openapi.json').expect(200)
    for (const route of t.routes) {
      const operation = body.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method]
      assert.ok(operation, `${route.method} ${route.path}`)
      for (const status of Object.keys(route.answers)) assert.ok(operation.responses[status], `${route.path} ${status}`)
    }
  })

  it('refuses a write that another site sent, and lets a machine without a browser pass', async () => {
    const desk = people.get('bureau')!.request
    const write = () => desk.put(`/api/hazards/${randomUUID()}`)
    await write().set('Origin', 'https://evil.example').send(aReport()).expect(403).expect(({ body }) => assert.equal(body.code, 'cross-site'))
    await write().set('Sec-Fetch-Site', 'cross-site').send(aReport()).expect(403)
    await write().set('Sec-Fetch-Site', 'same-site').send(aReport()).expect(403)
    await write().set('Origin', t.origin).set('Sec-Fetch-Site', 'same-origin').send(aReport()).expect(201)
    await write().send(aReport()).expect(201)
  })

  it('answers unknown paths of the API as a Problem in the reader’s language', async () => {
    const zh = await t.anyone().get('/api/nothing').expect(404).expect('Content-Type', /problem\+json/)
    const en = await t.anyone().get('/api/nothing').set('Accept-Language', 'en').expect(404)
    assert.notEqual(zh.body.title, en.body.title)
    assert.equal(zh.body.code, 'not-found')
  })
})
