import assert from 'node:assert/strict'
import { startApp, type TestApp } from '../support/app.ts'

describe('what the pages are told of the installation', () => {
  let t: TestApp
  afterEach(() => t.stop())

  it('says 演示数据 where the demonstration stands, and not because it would have been wanted', async () => {
    t = await startApp({ env: { DEMO: '1' } })
    const { request } = await t.person('bureau', { post: 'desk', schoolIds: 'all' })
    assert.equal((await request.get('/api/settings').expect(200)).body.demo, false)
    await t.connection.collection<{ _id: string; stage: string }>('demonstration').insertOne({ _id: 'district', stage: 'made' })
    assert.equal((await request.get('/api/settings').expect(200)).body.demo, true)
  })

  it('names the tiles and lets the pages load them from that host alone', async () => {
    t = await startApp({ env: { MAP_TILES: 'https://{s}.tiles.example/{z}/{x}/{y}.png', MAP_CRS: 'gcj02' } })
    const { request } = await t.person('officer', { post: 'primary', schoolIds: [] })
    const { body, headers } = await request.get('/api/settings').expect(200)
    assert.equal(body.map.crs, 'gcj02')
    assert.match(headers['content-security-policy']!, /img-src 'self' data: blob: https:\/\/\*\.tiles\.example/)
    assert.equal(body.map.subdomains, 'abc')
    assert.doesNotMatch(headers['content-security-policy']!, /upgrade-insecure-requests/)
    assert.equal(headers['strict-transport-security'], undefined)
  })

  it('names the subdomains, also of hosts that have more than them in a label', async () => {
    for (const [host, source] of [['t{s}.tianditu.gov.cn', '*.tianditu.gov.cn'], ['webrd0{s}.is.autonavi.com', '*.is.autonavi.com'], ['tiles.example:8443', 'tiles.example:8443']] as const) {
      t = await startApp({ env: { MAP_TILES: `https://${host}/{z}/{x}/{y}.png`, MAP_SUBDOMAINS: '01234567' } })
      const { request } = await t.person('officer', { post: 'primary', schoolIds: [] })
      const { body, headers } = await request.get('/api/settings').expect(200)
      assert.equal(body.map.subdomains, '01234567')
      assert.ok(headers['content-security-policy']!.split(';').some((directive) => directive.startsWith('img-src') && directive.endsWith(` https://${source}`)), host)
      if (host !== 'tiles.example:8443') await t.stop()
    }
  })
})
