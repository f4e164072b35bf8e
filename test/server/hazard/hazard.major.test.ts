import assert from 'node:assert/strict'
import { startApp, type TestApp } from '../../support/app.ts'
import { act, aDistrict, aPlan, approvedPlan, done, evidence, file, recordOf, refused, toldOf, type District } from '../../support/hazards.ts'

describe('what only a major hazard has', () => {
  let t: TestApp
  let d: District
  beforeEach(async () => {
    t = await startApp()
    d = await aDistrict(t)
  })
  afterEach(() => t.stop())

  describe('a major hazard', () => {
    const submitting = { action: 'submitPlan', ...aPlan() }

    it('is accepted only under an approved plan, whose time limit becomes the deadline', async () => {
      const { id } = await file(d.inspector, { severity: 'major' })
      await done(d.officer, id, { action: 'rectify', ...await evidence(d.officer, id) })
      assert.ok(!(await recordOf(d.desk, id)).actions.includes('accept'))
      await act(d.desk, id, { action: 'accept', version: 2 }).expect(refused('plan-missing'))
      await act(d.desk, id, { action: 'approvePlan', version: 2 }).expect(refused('plan-not-submitted'))
      await done(d.officer, id, submitting)
      await act(d.inspector, id, { action: 'accept', version: 3 }).expect(refused('plan-missing'))
      await done(d.desk, id, { action: 'returnPlan', reason: '资金从哪里出' })
      assert.deepEqual([(await recordOf(d.desk, id)).planState, (await recordOf(d.desk, id)).plan?.reason], ['returned', '资金从哪里出'])
      await done(d.principal, id, { ...submitting, fundsYuan: 52_000 })
      const receipt = await done(d.desk, id, { action: 'approvePlan', note: '可行' })
      assert.deepEqual([receipt['status'], receipt['dueOn']], ['rectified', '2027-01-15'])
      const planned = await recordOf(d.desk, id)
      assert.deepEqual({ ...planned.plan, submittedAt: undefined, decidedAt: undefined }, {
        state: 'approved', ...aPlan({ fundsYuan: 52_000 }), submittedBy: d.principal.id, submittedAt: undefined, decidedBy: d.desk.id, decidedAt: undefined, reason: '可行',
      })
      assert.deepEqual([planned.originalDueOn, planned.deadlineVersion], ['2026-11-25', 2])
      await act(d.officer, id, { ...submitting, version: planned.version }).expect(refused('nothing-changes'))
      await done(d.inspector, id, { action: 'accept' })
      assert.equal((await done(d.otherDesk, id, { action: 'accept' }))['status'], 'closed')
      assert.deepEqual((await toldOf(d.principal)).slice(0, 1), ['approvePlan'])
    })

    it('takes a plan that lacks an element, or whose time limit has passed, from nobody', async () => {
      const { id } = await file(d.inspector, { severity: 'major' })
      for (const element of ['measures', 'fundsYuan', 'dueOn', 'responsible', 'emergencyPlan'] as const) {
        const { [element]: _lacking, ...rest } = { ...submitting, version: 1 } as Record<string, unknown>
        await act(d.officer, id, rest).expect(400)
      }
      await act(d.officer, id, { ...submitting, version: 1, dueOn: '2026-11-23' }).expect(refused('deadline-out-of-range'))
    })

    it('is listed for supervision once a person has confirmed it, and delisted before it may be made less', async () => {
      const { id } = await file(d.inspector, { severity: 'major' })
      await act(d.desk, id, { action: 'supervise', version: 1, supervisor: '郑局长' }).expect(refused('major-not-confirmed'))
      await done(d.desk, id, { action: 'confirmMajor', basis: '判定指南第三条第八项' })
      await act(d.desk, id, { action: 'confirmMajor', version: 2, basis: '又一次' }).expect(refused('nothing-changes'))
      await done(d.desk, id, { action: 'supervise', supervisor: '郑局长', note: '每周报一次' })
      const listed = await recordOf(d.desk, id)
      assert.equal(listed.majorBasis, '判定指南第三条第八项')
      assert.ok(listed.confirmedMajorAt)
      assert.deepEqual({ ...listed.supervision, at: undefined }, { supervisor: '郑局长', note: '每周报一次', by: d.desk.id, at: undefined })
      for (const who of [d.officer, d.principal, d.leader]) assert.deepEqual((await toldOf(who)).slice(0, 2), ['supervise', 'confirmMajor'])
      await act(d.desk, id, { action: 'reclassify', version: 3, severity: 'general', reason: '重新判定' }).expect(refused('still-supervised'))
      await done(d.desk, id, { action: 'delist', reason: '判定有误' })
      await done(d.desk, id, { action: 'reclassify', severity: 'serious', reason: '重新判定' })
      const lesser = await recordOf(d.desk, id)
      assert.deepEqual([lesser.supervision, lesser.confirmedMajorAt, lesser.plan], [null, null, null])
    })

    it('needs a new plan when it is opened again, and stays confirmed and listed', async () => {
      const { id } = await file(d.inspector, { severity: 'major' })
      await done(d.desk, id, { action: 'confirmMajor', basis: '判定指南' })
      await done(d.desk, id, { action: 'supervise', supervisor: '郑局长' })
      await approvedPlan(d, id)
      await done(d.officer, id, { action: 'rectify', ...await evidence(d.officer, id) })
      await done(d.inspector, id, { action: 'accept' })
      await done(d.desk, id, { action: 'accept' })
      await done(d.desk, id, { action: 'reopen', reason: '又封上了' })
      const { planState, supervision, confirmedMajorAt } = await recordOf(d.desk, id)
      assert.deepEqual([planState, supervision?.supervisor, confirmedMajorAt !== null], [null, '郑局长', true])
    })
  })
})
