import assert from 'node:assert/strict'
import { startApp, type TestApp } from '../../support/app.ts'
import { act, aDistrict, done, file, recordOf, refused, toldOf, type District } from '../../support/hazards.ts'

describe('who answers for a hazard', () => {
  let t: TestApp
  let d: District
  beforeEach(async () => {
    t = await startApp()
    d = await aDistrict(t)
  })
  afterEach(() => t.stop())

  describe('a hazard reassigned', () => {
    it('goes to somebody in office at its school, by its principal or the bureau, and by the bureau to the desk', async () => {
      const { id } = await file(d.inspector)
      await done(d.principal, id, { action: 'reassign', assigneeId: d.deputy.id })
      assert.equal((await recordOf(d.desk, id)).assigneeId, d.deputy.id)
      assert.deepEqual(await toldOf(d.deputy), ['reassign'])
      await done(d.desk, id, { action: 'reassign', assigneeId: null, note: '学校暂时没有人' })
      assert.equal((await recordOf(d.desk, id)).assigneeId, null)
      assert.ok((await recordOf(d.desk, id)).actions.includes('close'))
    })

    it('goes to nobody else: a stranger, an inspector, somebody who left, or the desk by a principal', async () => {
      const { id } = await file(d.inspector)
      const leaver = await t.person('officer', { post: 'deputy', schoolIds: ['SC013'] })
      await t.connection.collection('accounts').updateOne({ username: leaver.username }, { $set: { disabledAt: t.clock.now } })
      for (const assigneeId of [d.stranger.id, d.inspector.id, d.desk.id, leaver.id, 'nobody']) {
        await act(d.desk, id, { action: 'reassign', version: 1, assigneeId }).expect(refused('assignee-does-not-fit'))
      }
      await act(d.principal, id, { action: 'reassign', version: 1, assigneeId: null }).expect(refused('assignee-does-not-fit'))
      await act(d.desk, id, { action: 'reassign', version: 1, assigneeId: d.officer.id }).expect(refused('nothing-changes'))
    })

    it('by hand stays with a deputy whose account changes but who is still in office', async () => {
      const { id } = await file(d.inspector)
      await done(d.desk, id, { action: 'reassign', assigneeId: d.deputy.id })
      await t.services.hazards.reassignFrom(d.deputy.id, t.clock.now)
      assert.equal((await recordOf(d.desk, id)).assigneeId, d.deputy.id)
      await t.connection.collection('accounts').updateOne({ username: d.deputy.username }, { $set: { disabledAt: t.clock.now } })
      await t.services.hazards.reassignFrom(d.deputy.id, t.clock.now)
      assert.equal((await recordOf(d.desk, id)).assigneeId, d.officer.id)
    })

    it('can be chosen for from the names of the school, by those who may', async () => {
      for (const who of [d.desk, d.principal]) {
        const { body } = await who.request.get('/api/schools/SC013/people').expect(200)
        assert.deepEqual(body.items.map(({ id }: { id: string }) => id).sort(), [d.officer.id, d.deputy.id, d.principal.id].sort())
        assert.deepEqual(Object.keys(body.items[0]), ['id', 'name', 'role', 'post'])
      }
      for (const who of [d.officer, d.inspector, d.leader]) await who.request.get('/api/schools/SC013/people').expect(403)
      for (const who of [d.principal, d.stranger]) await who.request.get(`/api/schools/${who === d.stranger ? 'SC013' : 'SC014'}/people`).expect(404)
      await d.desk.request.get('/api/schools/SC999/people').expect(404)
    })
  })

  describe('a reminder by hand', () => {
    it('is told to the assignee once a day, and stands in nobody’s way', async () => {
      const { id } = await file(d.inspector)
      await act(d.inspector, id, { action: 'remind', note: '今天请回复' }).expect(201)
      await act(d.desk, id, { action: 'remind' }).expect(refused('reminded-today'))
      const reminded = await recordOf(d.desk, id)
      assert.deepEqual([reminded.version, reminded.remindedAt, reminded.actions.includes('remind')], [1, t.clock.now.toISOString(), false])
      assert.equal((await toldOf(d.officer))[0], 'remind')
      await act(d.officer, id, { action: 'acknowledge', version: 1 }).expect(201)
      t.setClock('2026-11-25T00:00:00')
      await act(await t.again(d.desk), id, { action: 'remind' }).expect(201)
    })

    it('goes out once when two people send it at the same moment', async () => {
      const { id } = await file(d.inspector)
      const answers = await Promise.all([d.inspector, d.otherInspector, d.desk, d.otherDesk].map((who) => act(who, id, { action: 'remind' })))
      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 422, 422, 422])
      assert.deepEqual((await toldOf(d.officer)).filter((event) => event === 'remind'), ['remind'])
    })
  })
})
