import assert from 'node:assert/strict'
import type { Notification } from '../../../server/contract/notification.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, anExtension, done, evidence, file, putPhoto, type District } from '../../support/hazards.ts'

describe('the inbox', () => {
  let t: TestApp
  let people: District
  beforeEach(async () => {
    t = await startApp({ at: '2026-11-12T10:24:00' })
    people = await aDistrict(t)
  })
  afterEach(() => t.stop())

  const inbox = async (of: Person, query = '') => (await of.request.get(`/api/notifications${query}`).expect(200)).body as
    { items: Notification[]; nextCursor: string | null; unread: number }
  const events = async (of: Person) => (await inbox(of)).items.map(({ event, rung }) => event ?? rung)

  describe('tells at once', () => {
    it('the officer that a hazard came in, and not the inspector who filed it', async () => {
      const { id, number } = await file(people.inspector, { severity: 'serious' })
      const { items, unread } = await inbox(people.officer)
      assert.equal(unread, 1)
      assert.deepEqual(items[0], {
        id: `${id}:h0:${people.officer.id}:inbox`, at: '2026-11-12T02:24:00.000Z', readAt: null, event: 'report', rung: null, to: 'open', level: null, late: false,
        byName: '李建国', words: null,
        settled: { dueOn: '2026-11-19', askedDueOn: null, supervisor: null, severity: null, severityBefore: null, voidReason: null },
        hazard: {
          id, number, schoolId: 'SC013', spot: '教学楼二层西侧', description: '消火栓箱前堆放纸箱，箱门打不开', severity: 'serious',
          state: 'open', dueOn: '2026-11-19', daysLeft: 7, thumbnailId: null,
        },
      })
      for (const one of [people.inspector, people.principal, people.desk, people.deputy]) assert.deepEqual(await events(one), [])
    })

    it('principal and desk too of a major one, also at night', async () => {
      t.setClock('2026-11-12T23:30:00')
      await file(people.inspector, { severity: 'major' })
      for (const one of [people.officer, people.principal, people.desk, people.otherDesk]) assert.deepEqual(await events(one), ['report'])
      assert.deepEqual(await events(people.leader), [])
    })

    it('nobody of a self-check by the one who is to put it right', async () => {
      await file(people.officer)
      assert.deepEqual(await events(people.officer), [])
    })

    it('reporter and officer as the hazard passes between them, with the words said', async () => {
      const { id } = await file(people.inspector, { severity: 'serious' })
      const before = await putPhoto(people.inspector, id, 'before')
      await done(people.officer, id, { action: 'rectify', ...(await evidence(people.officer, id)) })
      await done(people.inspector, id, { action: 'return', reason: '箱内还缺水枪一支' })
      await done(people.officer, id, { action: 'rectify', ...(await evidence(people.officer, id)) })
      await done(people.otherInspector, id, { action: 'accept' })
      assert.deepEqual((await events(people.inspector)).sort(), ['accept', 'rectify', 'rectify'])
      const returned = (await inbox(people.officer)).items.find(({ event }) => event === 'return')
      assert.deepEqual([returned?.byName, returned?.words, returned?.hazard?.thumbnailId], ['李建国', '箱内还缺水枪一支', before])
    })

    it('what was settled: the new deadline and the one asked for, old and new severity, who supervises until when, why it is void', async () => {
      const settled = async (of: Person) => (await inbox(of)).items[0]?.settled
      const nothing = { askedDueOn: null, supervisor: null, severity: null, severityBefore: null, voidReason: null }
      const { id } = await file(people.inspector)
      await done(people.officer, id, anExtension())
      await done(people.desk, id, { action: 'grantExtension', dueOn: '2026-12-12' })
      assert.deepEqual(await settled(people.officer), { ...nothing, dueOn: '2026-12-12', askedDueOn: '2026-12-20' })
      t.advance({ minutes: 1 })
      await done(people.desk, id, { action: 'reclassify', severity: 'major', reason: '更重' })
      assert.deepEqual(await settled(people.officer), { ...nothing, dueOn: '2026-12-12', severity: 'major', severityBefore: 'general' })
      t.advance({ minutes: 1 })
      await done(people.desk, id, { action: 'confirmMajor', basis: '判定指南' })
      t.advance({ minutes: 1 })
      await done(people.desk, id, { action: 'supervise', supervisor: '郑局长' })
      assert.deepEqual(await settled(people.leader), { ...nothing, dueOn: '2026-12-12', supervisor: '郑局长' })
      t.advance({ minutes: 1 })
      await done(people.desk, id, { action: 'void', reason: 'mistaken' })
      assert.deepEqual(await settled(people.officer), { ...nothing, dueOn: '2026-12-12', voidReason: 'mistaken' })
    })

    it('the desk where a school has nobody, and the principal once where the principal is the assignee', async () => {
      await t.school('SC020')
      await t.school('SC021')
      const head = await t.person('principal', { schoolIds: ['SC020'] })
      const inspector = await t.person('inspector', { schoolIds: ['SC020', 'SC021'] })
      await file(inspector, { schoolId: 'SC020', severity: 'major' })
      await file(inspector, { schoolId: 'SC021' })
      assert.deepEqual(await events(head), ['report'])
      assert.deepEqual(await events(people.desk), ['report', 'report'])
    })
  })

  describe('belongs to one person', () => {
    it('who marks a message as read, as often as the phone asks', async () => {
      await file(people.inspector)
      const { items: [message] } = await inbox(people.officer)
      const path = `/api/notifications/${encodeURIComponent(message!.id)}/read`
      for (const one of [people.desk, people.principal]) assert.equal((await one.request.put(path).expect(404)).body.code, 'not-found')
      t.advance({ minutes: 1 })
      await people.officer.request.put(path).expect(204)
      t.advance({ minutes: 1 })
      await people.officer.request.put(path).expect(204)
      const { items: [read], unread } = await inbox(people.officer)
      assert.deepEqual([read?.readAt, unread], ['2026-11-12T02:25:00.000Z', 0])
      assert.deepEqual((await inbox(people.officer, '?unread=true')).items, [])
      await t.anyone().put(path).expect(401)
    })

    it('who marks everything as read that was on the screen, and nothing that came since', async () => {
      await file(people.inspector)
      const seen = (await inbox(people.officer)).items[0]!.at
      t.advance({ minutes: 5 })
      await file(people.inspector)
      await people.officer.request.put('/api/notifications/read').send({ until: seen }).expect(204)
      assert.equal((await inbox(people.officer)).unread, 1)
      await people.officer.request.put('/api/notifications/read').send({}).expect(400)
    })

    it('and speaks only of what that person may still see', async () => {
      await file(people.inspector, { severity: 'serious' })
      await t.connection.collection('accounts').updateOne({ _id: people.officer.id as never }, { $set: { schoolIds: ['SC014'] } })
      const { items: [message] } = await inbox(people.officer)
      assert.deepEqual([message?.event, message?.hazard, message?.byName, message?.words, message?.settled], ['report', null, null, null, null])
      await t.connection.collection('accounts').updateOne({ _id: people.officer.id as never }, { $set: { role: 'administrator', post: null, allSchools: true } })
      assert.equal((await inbox(people.officer)).items[0]?.hazard, null)
    })
  })

  it('is read page by page, newest first, none twice and none left out', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count++) {
      // Two of them at the same instant.
      if (count !== 3) t.advance({ minutes: 1 })
      ids.push((await file(people.inspector)).id)
    }
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Awaited<ReturnType<typeof inbox>> = await inbox(people.officer, `?limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.items.map(({ hazard }) => hazard!.id))
      cursor = page.nextCursor
      assert.equal(page.unread, 5)
    }
    assert.deepEqual([...seen].sort(), [...ids].sort())
    assert.deepEqual([seen[0], seen[4]], [ids[4], ids[0]])
    const beyondTime = Buffer.from(JSON.stringify(['s', 9e15, 'x'])).toString('base64url')
    for (const cursor of ['x', 'WzEsMl0', beyondTime]) await people.officer.request.get(`/api/notifications?cursor=${cursor}`).expect(400)
  })

  it('is told by the sweep what a crash left untold, once', async () => {
    const { id } = await file(people.inspector)
    await t.connection.collection('notifications').deleteMany({ hazardId: id })
    await t.connection.collection('hazards').updateOne({ _id: id as never }, { $set: { untoldFrom: 0 } })
    await Promise.all([t.services.notifications.sweep(t.clock.now), t.services.notifications.sweep(t.clock.now)])
    assert.deepEqual(await events(people.officer), ['report'])
    assert.equal((await t.connection.collection('hazards').findOne({ _id: id as never }))?.untoldFrom, undefined)
  })

  it('tells late, after a crash, the same people as at once: who accepted since makes nobody else the reviewer', async () => {
    const { id } = await file(people.inspector, { severity: 'serious' })
    await done(people.officer, id, { action: 'rectify', ...(await evidence(people.officer, id)) })
    await done(people.desk, id, { action: 'accept' })
    await t.connection.collection('notifications').deleteMany({ hazardId: id })
    await t.connection.collection('hazards').updateOne({ _id: id as never }, { $set: { untoldFrom: 1 } })
    await t.services.notifications.sweep(t.clock.now)
    assert.deepEqual((await events(people.inspector)).sort(), ['accept', 'rectify'])
    for (const one of [people.otherInspector, people.desk, people.otherDesk]) assert.deepEqual(await events(one), [])
  })
})
