import assert from 'node:assert/strict'
import { PASSWORD, startApp, type TestApp } from '../../support/app.ts'

describe('the session behind a proxy with TLS', () => {
  let t: TestApp
  beforeEach(async () => { t = await startApp({ env: { PUBLIC_URL: 'https://safety.example.invalid', TRUST_PROXY: '1' } }) })
  afterEach(() => t.stop())

  it('has a cookie that only travels encrypted', async () => {
    const { username } = await t.person('inspector')
    const logIn = () => t.anyone().post('/api/session').send({ username, password: PASSWORD })
    const secure = await logIn().set('X-Forwarded-Proto', 'https').expect(200)
    assert.match(secure.get('Set-Cookie')![0]!, /; HttpOnly; Secure; SameSite=Lax$/)
    const plain = await logIn().expect(200)
    assert.equal(plain.get('Set-Cookie'), undefined)
  })

  it('counts failures by the person’s address, not the proxy’s', async () => {
    const { username } = await t.person('inspector')
    const guess = (from: string) => t.anyone().post('/api/session').set('X-Forwarded-For', from).send({ username, password: 'wrong' })
    for (let i = 0; i < 100; i++) await guess('203.0.113.5').expect(401)
    await guess('203.0.113.5').expect(429)
    await guess('203.0.113.6').expect(401)
  })
})

describe('a session in the store', () => {
  let t: TestApp
  before(async () => { t = await startApp() })
  after(() => t.stop())

  it('lives twelve hours from its last use, and is written down again only after five minutes', async () => {
    const { request } = await t.person('inspector')
    const sessions = t.connection.collection('sessions')
    const hoursLeft = async () => ((await sessions.findOne())!.expires.getTime() - Date.now()) / 3_600_000
    assert.ok(Math.abs(await hoursLeft() - 12) < 0.1)
    const age = async (minutes: number) => {
      const at = new Date(Date.now() - minutes * 60_000)
      await sessions.updateMany({}, { $set: { lastModified: at, expires: new Date(at.getTime() + 12 * 3_600_000) } })
      t.advance({ minutes: 1 })
    }
    await age(4)
    await request.get('/api/me').expect(200)
    assert.ok(await hoursLeft() < 11.95)
    await age(11 * 60)
    await request.get('/api/me').expect(200)
    assert.ok(await hoursLeft() > 11.9)
    await age(12 * 60 + 1)
    await request.get('/api/me').expect(401)
  })

  it('is not kept alive by a page that asks by itself while nobody looks at it', async () => {
    const { request } = await t.person('inspector')
    const sessions = t.connection.collection('sessions')
    const hourOld = new Date(Date.now() - 3_600_000)
    const expires = new Date(hourOld.getTime() + 12 * 3_600_000)
    await sessions.updateMany({}, { $set: { lastModified: hourOld, expires } })
    await request.get('/api/notifications').set('X-Unattended', '1').expect(200)
    assert.deepEqual(await sessions.distinct('expires'), [expires])
    await request.get('/api/notifications').expect(200)
    assert.ok((await sessions.findOne({ expires: { $gt: expires } })))
  })

  it('is not remembered from a reading that was under way when it ended', async () => {
    const { username } = await t.person('inspector')
    for (let round = 0; round < 12; round++) {
      const request = await t.logIn(username)
      let over = false
      const ending = request.delete('/api/session').expect(204).then(() => { over = true })
      while (!over) await request.get('/api/me')
      await ending
      await request.get('/api/me').expect(401)
    }
  })

  it('is over at once when it ends here, though it was read a moment ago, and within seconds when it ends elsewhere', async () => {
    const { username, request } = await t.person('inspector')
    const { request: elsewhere } = { request: await t.logIn(username) }
    await request.get('/api/me').expect(200)
    await request.delete('/api/session').expect(204)
    await request.get('/api/me').expect(401)
    await elsewhere.get('/api/me').expect(200)
    await t.connection.collection('sessions').deleteMany({})
    t.advance({ minutes: 1 })
    await elsewhere.get('/api/me').expect(401)
  })
})
