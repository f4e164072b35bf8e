import assert from 'node:assert/strict'
import type { Notification } from '../../../server/contract/notification.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { act, aDistrict, anExtension, done, evidence, file, recordOf, refused, toldOf, type District } from '../../support/hazards.ts'

describe('more time, and other hands', () => {
  let t: TestApp
  let d: District
  beforeEach(async () => {
    t = await startApp()
    d = await aDistrict(t)
  })
  afterEach(() => t.stop())

  const asking = anExtension()

  describe('an extension', () => {
    it('is asked for, granted as a new version, and never moves the original deadline', async () => {
      const { id } = await file(d.inspector)
      await done(d.deputy, id, asking)
      const waiting = await recordOf(d.desk, id)
      assert.deepEqual({ ...waiting.extension, at: undefined }, {
        dueOn: '2026-12-20', reason: '厂家下周才能来', interimMeasures: '围挡，专人值守', late: false, by: d.deputy.id, at: undefined,
      })
      assert.deepEqual([waiting.dueOn, waiting.deadlineVersion, waiting.version], ['2026-12-09', 1, 2])
      assert.deepEqual([waiting.history.at(-1)!['askedDueOn'], waiting.history.at(-1)!['dueOn']], ['2026-12-20', '2026-12-09'])
      assert.ok(!(await recordOf(d.officer, id)).actions.includes('requestExtension'))

      const receipt = await done(d.desk, id, { action: 'grantExtension', note: '同意' })
      assert.equal(receipt['dueOn'], '2026-12-20')
      const granted = await recordOf(d.desk, id)
      assert.deepEqual([granted.extension, granted.dueOn, granted.originalDueOn, granted.deadlineVersion, granted.deadlineSetBy], [null, '2026-12-20', '2026-12-09', 2, 'hand'])
      assert.deepEqual([granted.deadlines[1]!.reason, granted.deadlines[1]!.by], ['厂家下周才能来', d.desk.id])
      assert.deepEqual([await toldOf(d.otherDesk), await toldOf(d.officer), await toldOf(d.deputy)], [['requestExtension'], ['grantExtension', 'report'], ['grantExtension']])
    })

    it('may be granted to another day, again and again, or refused with a reason', async () => {
      const { id } = await file(d.inspector)
      await done(d.officer, id, asking)
      await done(d.desk, id, { action: 'grantExtension', dueOn: '2026-12-12' })
      await done(d.officer, id, asking)
      await done(d.desk, id, { action: 'grantExtension' })
      await done(d.officer, id, { ...asking, dueOn: '2027-01-20' })
      await done(d.desk, id, { action: 'refuseExtension', reason: '寒假前要改完' })
      const { dueOn, extension, deadlines, originalDueOn } = await recordOf(d.desk, id)
      assert.deepEqual([dueOn, extension, originalDueOn], ['2026-12-20', null, '2026-12-09'])
      assert.deepEqual(deadlines.map((one) => one.dueOn), ['2026-12-09', '2026-12-12', '2026-12-20'])
      assert.equal((await toldOf(d.officer))[0], 'refuseExtension')
    })

    it('says on its face when it was asked for after the deadline, and stays overdue until it is granted', async () => {
      const { id } = await file(d.inspector)
      t.setClock('2026-12-10T00:00:00')
      await done(await t.again(d.officer), id, { ...asking, dueOn: '2026-12-30' })
      const desk = await t.again(d.desk)
      const late = await recordOf(desk, id)
      assert.deepEqual([late.extension?.late, late.history.at(-1)!['late'], late.state], [true, true, 'overdue'])
      const { body } = await desk.request.get('/api/notifications').expect(200)
      assert.equal(body.items[0].late, true)
      await done(desk, id, { action: 'grantExtension' })
      assert.equal((await recordOf(desk, id)).state, 'open')
    })

    it('is refused without interim measures, for no later day, for more than a year, twice, or with nothing to decide', async () => {
      const { id } = await file(d.inspector)
      const { interimMeasures: _none, ...without } = asking
      await act(d.officer, id, { ...without, version: 1 }).expect(400)
      for (const dueOn of ['2026-12-09', '2026-11-20', '2027-11-25']) await act(d.officer, id, { ...asking, dueOn, version: 1 }).expect(refused('deadline-out-of-range'))
      await act(d.desk, id, { action: 'grantExtension', version: 1 }).expect(refused('extension-not-asked'))
      await done(d.officer, id, asking)
      await act(d.principal, id, { ...asking, version: 2 }).expect(refused('extension-pending'))
      await act(d.desk, id, { action: 'grantExtension', version: 2, dueOn: '2026-12-09' }).expect(refused('deadline-out-of-range'))
    })

    it('is over once the hazard is put right, or its deadline is another', async () => {
      const [rectified, upgraded] = [await file(d.inspector, { severity: 'serious' }), await file(d.inspector)]
      for (const { id } of [rectified, upgraded]) await done(d.officer, id, asking)
      assert.equal((await d.desk.request.get('/api/hazards?list=decide').expect(200)).body.items.length, 2)
      await done(d.officer, rectified.id, { action: 'rectify', ...await evidence(d.officer, rectified.id) })
      await done(d.desk, upgraded.id, { action: 'reclassify', severity: 'serious', reason: '更重' })
      assert.deepEqual([(await recordOf(d.desk, rectified.id)).extension, (await recordOf(d.desk, upgraded.id)).extension], [null, null])
      assert.deepEqual((await d.desk.request.get('/api/hazards?list=decide').expect(200)).body.items, [])
    })
  })

  describe('a hazard handed over to an authority outside', () => {
    const handing = { action: 'handOver', authority: '石林镇人民政府', reason: '围墙外的路归镇里管', dueOn: '2026-12-24' }

    it('is the desk’s, with a new deadline, and its rungs go to desk and leader', async () => {
      const { id } = await file(d.inspector)
      await done(d.desk, id, handing)
      const hazard = await recordOf(d.desk, id)
      assert.deepEqual([hazard.assigneeId, hazard.dueOn, hazard.originalDueOn, hazard.deadlineVersion], [null, '2026-12-24', '2026-12-09', 2])
      assert.deepEqual([hazard.handedOver?.authority, hazard.handedOver?.dueOn, hazard.handedOver?.by], ['石林镇人民政府', '2026-12-24', d.desk.id])
      for (const who of [d.officer, d.principal, d.leader]) assert.equal((await toldOf(who))[0], 'handOver')
      for (const day of ['2026-12-23', '2026-12-24', '2026-12-25', '2026-12-27']) {
        t.setClock(`${day}T07:00:00`)
        await t.services.reminders.tick(t.clock.now)
      }
      const rungs = async (who: Person) => (await (await t.again(who)).request.get('/api/notifications').expect(200)).body.items.flatMap(({ rung }: Notification) => rung ?? [])
      for (const who of [d.desk, d.otherDesk, d.leader]) assert.deepEqual(await rungs(who), ['T+3', 'T+1', 'T', 'T-1'])
      for (const who of [d.officer, d.principal, d.inspector]) assert.deepEqual(await rungs(who), [])
      assert.equal((await recordOf(await t.again(d.desk), id)).escalationLevel, 0, 'no card against the school')
    })

    it('comes back to the school by the desk’s hand alone, and is the school’s to acknowledge anew', async () => {
      const { id } = await file(d.inspector)
      await done(d.officer, id, { action: 'acknowledge' })
      await done(d.desk, id, handing)
      await act(d.principal, id, { action: 'reassign', version: 3, assigneeId: d.officer.id }).expect(refused('not-this-person', 403))
      await done(d.desk, id, { action: 'reassign', assigneeId: d.officer.id, note: '镇里不管' })
      const hazard = await recordOf(d.desk, id)
      assert.deepEqual([hazard.handedOver, hazard.assigneeId, hazard.acknowledgedAt], [null, d.officer.id, null])
      assert.equal((await toldOf(d.officer))[0], 'reassign')
    })
  })
})
