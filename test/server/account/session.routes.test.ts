import assert from 'node:assert/strict'
import { PASSWORD, startApp, type TestApp } from '../../support/app.ts'

const NEXT = 'Another-horse-7'

describe('logging in', () => {
  let t: TestApp
  beforeEach(async () => { t = await startApp() })
  afterEach(() => t.stop())

  it('answers who one is, as /api/me does afterwards', async () => {
    await t.school('SC013')
    const { username, id } = await t.person('officer', { post: 'primary', schoolIds: ['SC013'], name: '王海燕' })
    const request = t.anyone()
    const { body } = await request.post('/api/session').send({ username, password: PASSWORD }).expect(200)
    assert.deepEqual(body, { id, username, name: '王海燕', role: 'officer', post: 'primary', schoolIds: ['SC013'], mustChangePassword: false })
    assert.deepEqual((await request.get('/api/me').expect(200)).body, body)
  })

  it('takes the name however it was typed', async () => {
    const { username } = await t.person('inspector')
    await t.anyone().post('/api/session').send({ username: ` ${username.toUpperCase()} `, password: PASSWORD }).expect(200)
  })

  it('gives a cookie that scripts cannot read and other sites cannot send, for twelve hours', async () => {
    const { username } = await t.person('inspector')
    const response = await t.anyone().post('/api/session').send({ username, password: PASSWORD }).expect(200)
    const cookie = response.get('Set-Cookie')?.[0] ?? ''
    assert.match(cookie, /^sid=.+; HttpOnly; SameSite=Lax$/)
    const expires = new Date(/Expires=([^;]+)/.exec(cookie)?.[1] ?? 0)
    assert.ok(Math.abs(expires.getTime() - Date.now() - 12 * 3_600_000) < 60_000)
  })

  it('gives no cookie to who is not signed in', async () => {
    const response = await t.anyone().get('/api/me').expect(401)
    assert.equal(response.get('Set-Cookie'), undefined)
    assert.equal(response.body.code, 'not-signed-in')
  })

  it('makes a new session id, so that one planted before is worth nothing', async () => {
    const { username, request } = await t.person('inspector')
    const planted = await t.anyone().post('/api/session').send({ username, password: PASSWORD })
    const cookie = planted.get('Set-Cookie')![0]!.split(';')[0]!
    const again = await t.anyone().post('/api/session').set('Cookie', cookie).send({ username, password: PASSWORD }).expect(200)
    assert.notEqual(again.get('Set-Cookie')![0]!.split(';')[0], cookie)
    await t.anyone().get('/api/me').set('Cookie', cookie).expect(401)
    await request.get('/api/me').expect(200)
  })

  it('keeps nothing in the session but the account and its version, and no session id in the database', async () => {
    const { id, username } = await t.person('inspector')
    const response = await t.anyone().post('/api/session').send({ username, password: PASSWORD })
    const sid = /sid=s%3A([^.]+)\./.exec(response.get('Set-Cookie')![0]!)![1]!
    const stored = await t.connection.collection('sessions').find().toArray()
    assert.ok(stored.length > 0 && stored.every(({ _id }) => String(_id) !== sid))
    for (const { session } of stored) {
      const { cookie: _cookie, ...held } = JSON.parse(session as string) as Record<string, unknown>
      assert.deepEqual(held, { accountId: id, sessionVersion: 1 })
    }
  })

  it('refuses alike a wrong password, a name of nobody and a disabled account', async () => {
    const { username } = await t.person('inspector')
    const gone = await t.person('inspector')
    await t.connection.collection('accounts').updateOne({ _id: gone.id as never }, { $set: { disabledAt: new Date() } })
    const refusals = []
    for (const [name, password] of [[username, 'wrong'], ['nobody', 'wrong'], [gone.username, PASSWORD]]) {
      const { status, body, headers } = await t.anyone().post('/api/session').send({ username: name, password })
      refusals.push({ status, body, cookie: headers['set-cookie'] })
    }
    assert.equal(refusals[0]!.status, 401)
    assert.equal(refusals[0]!.body.code, 'wrong-credentials')
    assert.deepEqual(refusals[1], refusals[0])
    assert.deepEqual(refusals[2], refusals[0])
  })

  it('refuses what is not a log-in before anything is looked up', async () => {
    for (const body of [{}, { username: 'a' }, { username: 'a', password: { $ne: '' } }, { username: 'a', password: 'b', role: 'administrator' }]) {
      await t.anyone().post('/api/session').send(body).expect(400)
    }
  })

  it('slows guessing alike for a person and for nobody, and lets the owner in all the same', async () => {
    const { username } = await t.person('inspector')
    for (const name of [username, 'nobody']) {
      t.pauses.length = 0
      for (let i = 0; i < 6; i++) await t.anyone().post('/api/session').send({ username: name, password: 'wrong' }).expect(401)
      assert.deepEqual(t.pauses, [250, 500, 1000])
    }
    await t.anyone().post('/api/session').send({ username, password: PASSWORD }).expect(200)
    t.pauses.length = 0
    await t.anyone().post('/api/session').send({ username, password: PASSWORD }).expect(200)
    assert.deepEqual(t.pauses, [])
  })

  it('asks an address to wait after a hundred failures, and does not count those who got in', async () => {
    const { username } = await t.person('inspector')
    const guess = () => t.anyone().post('/api/session').send({ username, password: 'wrong' })
    for (let i = 0; i < 99; i++) assert.equal((await guess()).status, 401)
    for (let i = 0; i < 3; i++) await t.anyone().post('/api/session').send({ username, password: PASSWORD }).expect(200)
    assert.equal((await guess()).status, 401)
    const refused = await guess()
    assert.equal(refused.status, 429)
    assert.equal(refused.body.code, 'too-many-requests')
    assert.ok(Number(refused.get('Retry-After')) > 0 && Number(refused.get('Retry-After')) <= 900)
    await t.anyone().post('/api/session').send({}).expect(400)
  })
})

describe('logging out', () => {
  let t: TestApp
  beforeEach(async () => { t = await startApp() })
  afterEach(() => t.stop())

  it('ends this session and no other', async () => {
    const { username, request } = await t.person('inspector')
    const other = await t.logIn(username)
    await request.delete('/api/session').expect(204)
    await request.get('/api/me').expect(401)
    await other.get('/api/me').expect(200)
    assert.equal(await t.connection.collection('sessions').countDocuments(), 1)
  })

  it('is for who is in', async () => { await t.anyone().delete('/api/session').expect(401) })

  it('does not harm a request that was under way', async () => {
    const { request } = await t.person('inspector')
    const [me] = await Promise.all([request.get('/api/me'), request.delete('/api/session')])
    assert.ok([200, 401].includes(me.status))
  })
})

describe('changing one’s own password', () => {
  let t: TestApp
  beforeEach(async () => { t = await startApp() })
  afterEach(() => t.stop())

  it('keeps the person in and ends the other sessions', async () => {
    const { username, request } = await t.person('inspector')
    const other = await t.logIn(username)
    await request.put('/api/me/password').send({ current: PASSWORD, next: NEXT }).expect(204)
    await request.get('/api/me').expect(200)
    await other.get('/api/me').expect(401)
    await t.anyone().post('/api/session').send({ username, password: PASSWORD }).expect(401)
    await t.logIn(username, NEXT)
  })

  it('wants the current one, and slows who guesses it', async () => {
    const { request } = await t.person('inspector')
    for (let i = 0; i < 5; i++) {
      const { body } = await request.put('/api/me/password').send({ current: 'wrong', next: NEXT }).expect(422)
      assert.equal(body.code, 'wrong-current-password')
    }
    assert.deepEqual(t.pauses, [250, 500])
  })

  it('wants another one, long enough and of three kinds', async () => {
    const { request } = await t.person('inspector')
    const same = await request.put('/api/me/password').send({ current: PASSWORD, next: PASSWORD }).expect(422)
    assert.equal(same.body.code, 'password-not-new')
    for (const [next, code] of [['Short-1', 'too-small'], ['alllowercaseletters', 'password-too-simple'], ['lower12345678', 'password-too-simple']]) {
      const { body } = await request.put('/api/me/password').send({ current: PASSWORD, next }).expect(400)
      assert.deepEqual(body.errors, [{ path: 'next', code }])
    }
  })

  it('is all that a person with a one-time password may do', async () => {
    const administrator = await t.person('administrator')
    const { body: made } = await administrator.request.post('/api/accounts')
      .send({ username: 'newcomer', name: '新人', role: 'inspector', schoolIds: 'all' }).expect(201)
    const request = await t.logIn('newcomer', made.oneTimePassword)
    assert.equal((await request.get('/api/me').expect(200)).body.mustChangePassword, true)
    for (const route of t.routes.filter(({ roles }) => roles !== 'anyone')) {
      const path = route.path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000')
      if (route.path.startsWith('/api/me') || route.path === '/api/session') continue
      const { status, body } = await request[route.method](path).send({})
      assert.ok(status === 400 || body.code === 'password-change-required', `${route.method} ${path}: ${status} ${body.code}`)
    }
    await request.put('/api/me/password').send({ current: made.oneTimePassword, next: NEXT }).expect(204)
    assert.equal((await request.get('/api/me').expect(200)).body.mustChangePassword, false)
    await request.get('/api/schools').expect(200)
  })
})
