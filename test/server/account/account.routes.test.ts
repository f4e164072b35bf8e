import assert from 'node:assert/strict'
import { newPassword } from '../../../server/contract/account.ts'
import { PASSWORD, startApp, type Person, type TestApp } from '../../support/app.ts'

const officer = (fields: object = {}) =>
  ({ username: 'wang', name: '王海燕', role: 'officer', post: 'primary', schoolIds: ['SC013'], email: null, ...fields })
const changed = ({ username: _username, ...fields }: ReturnType<typeof officer>, more: object = {}) => ({ ...fields, disabled: false, ...more })

describe('an administrator keeping accounts', () => {
  let t: TestApp
  let admin: Person
  beforeEach(async () => {
    t = await startApp()
    admin = await t.person('administrator', { name: '管理员' })
    await t.school('SC013')
    await t.school('SC014')
  })
  afterEach(() => t.stop())

  const make = async (fields: object = {}) => (await admin.request.post('/api/accounts').send(officer(fields)).expect(201)).body
  const put = (id: string, fields: object) => admin.request.put(`/api/accounts/${id}`).send(fields)

  it('makes one and reads out its one-time password, which nobody sees again', async () => {
    const { oneTimePassword, ...account } = await make({ email: 'wang@example.invalid' })
    assert.ok(newPassword.safeParse(oneTimePassword).success)
    assert.deepEqual({ ...account, id: '' }, {
      id: '', username: 'wang', name: '王海燕', role: 'officer', post: 'primary', schoolIds: ['SC013'], mustChangePassword: true,
      email: 'wang@example.invalid', disabled: false, createdAt: '2026-11-24T01:00:00.000Z', version: 1,
    })
    const { text } = await admin.request.get('/api/accounts').expect(200)
    assert.doesNotMatch(text, /oneTimePassword|passwordHash|argon2/)
    await t.logIn('wang', oneTimePassword)
  })

  const unfit: [string, object, number, string][] = [
    ['a username that is taken', { username: 'TAKEN' }, 409, 'username-taken'],
    ['a username with spaces in it', { username: 'wang hai' }, 400, 'malformed'],
    ['an officer without a post', { post: null }, 422, 'post-does-not-fit'],
    ['an officer with a bureau’s post', { post: 'desk' }, 422, 'post-does-not-fit'],
    ['an inspector with a post', { role: 'inspector' }, 422, 'post-does-not-fit'],
    ['an officer of all schools', { schoolIds: 'all' }, 422, 'scope-does-not-fit'],
    ['a leader held to a list', { role: 'bureau', post: 'leader' }, 422, 'scope-does-not-fit'],
    ['a school that does not exist', { schoolIds: ['SC013', 'SC999'] }, 422, 'unknown-code'],
    ['a scope left out', { schoolIds: undefined }, 400, 'malformed'],
    ['a password of one’s own choice', { password: 'Correct-horse-9' }, 400, 'malformed'],
  ]
  for (const [what, fields, status, code] of unfit) {
    it(`is refused ${what}`, async () => {
      await make({ username: 'taken', post: 'deputy' })
      const { body } = await admin.request.post('/api/accounts').send(officer(fields)).expect(status)
      assert.equal(body.code, code)
    })
  }

  it('cannot give a school two primary officers, not even at the same moment', async () => {
    const answers = await Promise.all(['a1', 'a2', 'a3', 'a4'].map((username) => admin.request.post('/api/accounts').send(officer({ username }))))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409])
    for (const { body } of answers.filter(({ status }) => status === 409)) assert.equal(body.code, 'primary-exists')
    await make({ username: 'deputy', post: 'deputy' })
    await make({ username: 'other', schoolIds: ['SC014'] })
    assert.equal((await admin.request.post('/api/accounts').send(officer({ username: 'both', schoolIds: ['SC014', 'SC013'] })).expect(409)).body.code, 'primary-exists')
  })

  it('may make a successor once the primary officer is disabled, but not bring back both', async () => {
    const first = await make()
    await put(first.id, changed(officer(), { disabled: true })).expect(200)
    await make({ username: 'zhao' })
    assert.equal((await put(first.id, changed(officer())).expect(409)).body.code, 'primary-exists')
    await put(first.id, changed(officer({ post: 'deputy' }))).expect(200)
  })

  it('changes what holds from the next request on', async () => {
    const person = await t.person('inspector', { schoolIds: ['SC013'] })
    const schools = async () => (await person.request.get('/api/schools').expect(200)).body.items.map(({ id }: { id: string }) => id)
    assert.deepEqual(await schools(), ['SC013'])
    await put(person.id, { name: '李', role: 'inspector', schoolIds: ['SC014'], disabled: false }).expect(200)
    assert.deepEqual(await schools(), ['SC014'])
    await put(person.id, { name: '李', role: 'auditor', schoolIds: [], disabled: false }).expect(200)
    await person.request.get('/api/audit').expect(200)
  })

  it('ends all sessions by disabling, and enabling does not bring them back', async () => {
    const person = await t.person('inspector', { schoolIds: 'all' })
    const other = await t.logIn(person.username)
    await put(person.id, { name: '李', role: 'inspector', schoolIds: 'all', disabled: true }).expect(200)
    await person.request.get('/api/me').expect(401)
    await other.get('/api/me').expect(401)
    await t.anyone().post('/api/session').send({ username: person.username, password: PASSWORD }).expect(401)
    await put(person.id, { name: '李', role: 'inspector', schoolIds: 'all', disabled: false }).expect(200)
    await person.request.get('/api/me').expect(401)
    await t.logIn(person.username)
  })

  it('ends all sessions by a reset, whose password must be changed', async () => {
    const person = await t.person('inspector', { schoolIds: 'all' })
    const { body } = await admin.request.post(`/api/accounts/${person.id}/reset`).send({}).expect(200)
    assert.equal(body.mustChangePassword, true)
    await person.request.get('/api/me').expect(401)
    await t.anyone().post('/api/session').send({ username: person.username, password: PASSWORD }).expect(401)
    const request = await t.logIn(person.username, body.oneTimePassword)
    assert.equal((await request.get('/api/schools').expect(403)).body.code, 'password-change-required')
  })

  it('does not bring back, by a form opened earlier, an account that a colleague has disabled since', async () => {
    const { id, version } = await make()
    await put(id, changed(officer(), { disabled: true, version })).expect(200)
    const { body } = await put(id, changed(officer(), { name: '王海雁', version })).expect(409)
    assert.equal(body.code, 'version-changed')
    const { body: { items } } = await admin.request.get('/api/accounts?q=wang').expect(200)
    assert.equal(items[0].disabled, true)
  })

  it('cannot disable himself or give up his own role, but may change his name', async () => {
    const self = { name: '新名字', role: 'administrator', schoolIds: [], disabled: false }
    assert.equal((await put(admin.id, { ...self, disabled: true }).expect(422)).body.code, 'own-account')
    assert.equal((await put(admin.id, { ...self, role: 'auditor' }).expect(422)).body.code, 'own-account')
    await put(admin.id, self).expect(200)
    assert.equal((await admin.request.get('/api/me').expect(200)).body.name, '新名字')
  })

  it('finds no account under an id of nobody', async () => {
    await put('nobody', { name: '李', role: 'inspector', schoolIds: 'all', disabled: false }).expect(404)
    await admin.request.post('/api/accounts/nobody/reset').send({}).expect(404)
  })

  it('lists them page by page, and by name, role and school', async () => {
    for (const n of ['a', 'b', 'c', 'd']) await make({ username: `wang${n}`, name: `王${n}`, post: 'deputy' })
    await make({ username: 'zhao', name: '赵海', role: 'principal', post: null, schoolIds: ['SC014'] })
    const names = async (query: string) => (await admin.request.get(`/api/accounts?${query}`).expect(200)).body
    const first = await names('role=officer&limit=3')
    assert.deepEqual(first.items.map(({ username }: { username: string }) => username), ['wanga', 'wangb', 'wangc'])
    const rest = await names(`role=officer&limit=3&cursor=${first.nextCursor}`)
    assert.deepEqual(rest.items.map(({ username }: { username: string }) => username), ['wangd'])
    assert.equal(rest.nextCursor, null)
    assert.equal((await names('schoolId=SC013')).items.length, 4)
    assert.deepEqual((await names(`q=${encodeURIComponent('赵海')}`)).items.map(({ username }: { username: string }) => username), ['zhao'])
    assert.equal((await names('q=ANGB')).items.length, 1)
    assert.equal((await names('q=wang&schoolId=SC014')).items.length, 0)
    await admin.request.get('/api/accounts?limit=101').expect(400)
    await admin.request.get('/api/accounts?role=king').expect(400)
  })
})

describe('who is who at a school', () => {
  let t: TestApp
  before(async () => { t = await startApp() })
  after(() => t.stop())

  it('the primary officer, else the principal, else the desk has a hazard', async () => {
    const { assigneeOf } = t.services.accounts
    assert.equal(await assigneeOf('SC013'), null)
    const principal = await t.person('principal', { schoolIds: ['SC013'] })
    assert.equal(await assigneeOf('SC013'), principal.id)
    await t.person('officer', { post: 'deputy', schoolIds: ['SC013'] })
    assert.equal(await assigneeOf('SC013'), principal.id)
    const primary = await t.person('officer', { post: 'primary', schoolIds: ['SC012', 'SC013'] })
    assert.equal(await assigneeOf('SC013'), primary.id)
    assert.equal(await assigneeOf('SC014'), null)
  })

  it('only inspectors whose list names the school answer for it', async () => {
    const { contacts } = t.services.accounts
    await t.person('inspector', { schoolIds: 'all' })
    const mine = await t.person('inspector', { name: '李建国', schoolIds: ['SC020', 'SC021'], email: 'li@example.invalid' })
    assert.deepEqual((await contacts.inspectorsOf('SC021')).map(({ id, email, schoolIds }) => ({ id, email, schoolIds })),
      [{ id: mine.id, email: 'li@example.invalid', schoolIds: ['SC020', 'SC021'] }])
    await t.connection.collection('accounts').updateOne({ _id: mine.id as never }, { $set: { disabledAt: new Date() } })
    assert.deepEqual(await contacts.inspectorsOf('SC021'), [])
    assert.deepEqual(await contacts.byIds([mine.id]), [])
    assert.deepEqual(await t.services.accounts.peopleOf([mine.id, 'nobody']), [{ id: mine.id, name: mine.name, role: 'inspector' }])
  })
})
