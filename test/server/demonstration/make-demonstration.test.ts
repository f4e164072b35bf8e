import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { makeDemonstration } from '../../../server/demonstration/make-demonstration.ts'
import { startApp, type TestApp } from '../../support/app.ts'

describe('the demonstration district', function () {
  this.timeout(120_000)
  let t: TestApp
  let lines: readonly string[] | null
  let passwords: Map<string, string>
  const make = (wanted = true) => makeDemonstration({ config: t.config, connection: t.connection, now: t.clock.now, wanted, photoWidth: 400, say: () => {} })
  const logInAs = (username: string) => t.logIn(username, passwords.get(username)!)

  before(async () => {
    t = await startApp()
    lines = await make()
    const { accounts } = JSON.parse(readFileSync(join(t.config.DATA_DIR, 'demo-logins.json'), 'utf8')) as { accounts: { username: string; password: string }[] }
    passwords = new Map(accounts.map(({ username, password }) => [username, password]))
  })
  after(() => t.stop())

  it('prints a log-in of each kind and keeps all of them for their owner alone', async () => {
    assert.equal(lines!.length, 9)
    for (const username of ['inspector1', 'officer013', 'principal013', 'cluster1', 'desk1', 'leader', 'admin', 'auditor']) {
      assert.ok(lines!.some((line) => line.includes(username) && line.includes(passwords.get(username)!)), username)
      await logInAs(username)
    }
    assert.equal(statSync(join(t.config.DATA_DIR, 'demo-logins.json')).mode & 0o777, 0o600)
    assert.equal(passwords.size, new Set(passwords.values()).size)
  })

  it('lets the officer start at once: what is due, and messages unread', async () => {
    const officer = await logInAs('officer013')
    const { body: me } = await officer.get('/api/me').expect(200)
    assert.deepEqual([me.name, me.role, me.schoolIds, me.mustChangePassword], ['王海燕', 'officer', ['SC013'], false])
    const { body } = await officer.get('/api/hazards?state=overdue').expect(200)
    assert.deepEqual(body.items.map(({ description, daysLeft }: { description: string; daysLeft: number }) => [description, daysLeft]), [['消火栓箱前堆放纸箱，缺水枪一支', -5]])
    const { body: inbox } = await officer.get('/api/notifications').expect(200)
    assert.ok(inbox.items.length > 0)
  })

  it('adds up on the map, and every school is marked as demonstration', async () => {
    const desk = await logInAs('desk1')
    const { body: map } = await desk.get('/api/map').expect(200)
    const sum = (key: string) => map.schools.reduce((total: number, school: Record<string, number>) => total + school[key]!, 0)
    assert.deepEqual([sum('overdue'), sum('rectified'), sum('major'), map.unplaced], [9, 12, 2, 0])
    assert.equal(map.total, sum('overdue') + sum('soon') + sum('open') + sum('rectified'))
    const { body: schools } = await desk.get('/api/schools').expect(200)
    assert.equal(schools.items.length, 30)
    assert.ok(schools.items.every(({ demo }: { demo: boolean }) => demo))
  })

  it('has photographs that can be looked at, and no two files alike', async () => {
    const desk = await logInAs('desk1')
    const { body } = await desk.get('/api/hazards?state=closed&limit=5').expect(200)
    const photos = (body.items as { photos: { id: string; sha256: string; width: number }[] }[]).flatMap((hazard) => hazard.photos)
    assert.equal(new Set(photos.map(({ sha256 }) => sha256)).size, photos.length)
    const { body: display } = await desk.get(`/api/photos/${photos[0]!.id}/display`).expect(200)
    assert.equal((await sharp(display as Buffer).metadata()).width, photos[0]!.width)
    await desk.get(`/api/photos/${photos[0]!.id}/thumbnail`).expect(200).expect('content-type', 'image/webp')
  })

  it('leaves nothing for the jobs to catch up on', async () => {
    const before = await t.connection.collection('notifications').countDocuments({})
    await t.services.reminders.tick(t.clock.now)
    assert.equal(await t.connection.collection('notifications').countDocuments({}), before)
  })

  it('is made once: a second start only prints', async () => {
    const before = await t.connection.collection('hazards').countDocuments({})
    assert.deepEqual(await make(), lines)
    assert.equal(await make(false), null, 'and nothing where it is not wanted')
    assert.equal(await t.connection.collection('hazards').countDocuments({}), before)
  })

  it('says where the passwords were when their file is lost', async () => {
    const path = join(t.config.DATA_DIR, 'demo-logins.json')
    const kept = readFileSync(path)
    rmSync(path)
    const [line, ...others] = (await make())!
    assert.ok(line!.includes('demo-logins.json') && others.length === 0)
    writeFileSync(path, kept, { mode: 0o600 })
  })

  it('begins again after a crash half-way, but never over somebody else’s account', async () => {
    await t.connection.collection('demonstration').updateOne({}, { $set: { stage: 'making' } })
    await t.connection.collection('photos').deleteMany({})
    const { id } = await t.person('administrator')
    await assert.rejects(make(), /half made/)
    await t.connection.collection('accounts').deleteOne({ _id: id as never })
    const [, firstLine] = (await make())!
    assert.ok(await t.connection.collection('photos').countDocuments({}) > 500)
    const [username, password] = firstLine!.trim().split(/\s+/).slice(1)
    const { body } = await (await t.logIn(username!, password)).get('/api/hazards').expect(200)
    assert.ok(body.items.length > 0)
  })

  it('leaves nothing half made behind where it is no longer wanted', async () => {
    await t.connection.collection('demonstration').updateOne({}, { $set: { stage: 'making' } })
    assert.equal(await make(false), null)
    for (const name of ['demonstration', 'accounts', 'schools', 'hazards', 'photos', 'notifications']) {
      assert.equal(await t.connection.collection(name).countDocuments({}), 0, name)
    }
  })
})

describe('a database with somebody’s own data', () => {
  it('is left alone', async () => {
    const t = await startApp()
    const dataDir = mkdtempSync(join(tmpdir(), 'campus-own-'))
    try {
      await t.person('administrator')
      assert.equal(await makeDemonstration({ config: { DATA_DIR: dataDir }, connection: t.connection, now: t.clock.now, wanted: true }), null)
      assert.equal(await t.connection.collection('schools').countDocuments({}), 0)
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
      await t.stop()
    }
  })
})
