import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { ACTIONS, SEVERITIES, STATUSES, type Action, type Severity, type Status } from '../../../server/contract/enumerations.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { act, aDistrict, approvedPlan, done, evidence, file, putPhoto, type District } from '../../support/hazards.ts'

type Who = 'inspector' | 'otherInspector' | 'officer' | 'deputy' | 'principal' | 'desk' | 'leader'
const EVERYBODY: readonly Who[] = ['inspector', 'otherInspector', 'officer', 'deputy', 'principal', 'desk', 'leader']
const SCHOOL: readonly Who[] = ['officer', 'deputy', 'principal']
const REVIEWERS: readonly Who[] = ['inspector', 'otherInspector', 'desk']

/**
 * What we promise people, written by hand so that the table of transitions is not its own oracle.
 * The inspector reported the hazard, its assignee is the officer, who also submitted the rectification that waits.
 */
const PROMISES: Record<Action, readonly [Status, readonly Severity[], readonly Who[]][]> = {
  acknowledge: [['open', ['general', 'serious', 'major'], SCHOOL]],
  rectify: [['open', ['serious', 'major'], SCHOOL]],
  close: [['open', ['general'], SCHOOL]],
  fixOnSpot: [['open', ['general', 'serious'], ['inspector']]],
  accept: [['rectified', ['serious', 'major'], REVIEWERS]],
  return: [['rectified', ['serious', 'major'], REVIEWERS]],
  reclassify: [['open', ['general', 'serious', 'major'], ['inspector', 'desk']]],
  requestExtension: [['open', ['general', 'serious', 'major'], SCHOOL]],
  grantExtension: [['open', ['general', 'serious', 'major'], ['desk']]],
  refuseExtension: [['open', ['general', 'serious', 'major'], ['desk']]],
  submitPlan: [['open', ['major'], SCHOOL], ['rectified', ['major'], SCHOOL]],
  approvePlan: [['open', ['major'], ['desk']], ['rectified', ['major'], ['desk']]],
  returnPlan: [['open', ['major'], ['desk']], ['rectified', ['major'], ['desk']]],
  confirmMajor: [['open', ['major'], ['desk']], ['rectified', ['major'], ['desk']]],
  supervise: [['open', ['major'], ['desk']], ['rectified', ['major'], ['desk']]],
  delist: [['open', ['major'], ['desk']], ['rectified', ['major'], ['desk']], ['closed', ['major'], ['desk']], ['void', ['major'], ['desk']]],
  handOver: [['open', ['general', 'serious', 'major'], ['desk']]],
  reassign: [['open', ['general', 'serious', 'major'], ['principal', 'desk']], ['rectified', ['serious', 'major'], ['principal', 'desk']]],
  remind: [['open', ['general', 'serious', 'major'], ['inspector', 'otherInspector', 'desk']]],
  comment: STATUSES.map((status) => [status, ['general', 'serious', 'major'], [...SCHOOL, ...REVIEWERS]] as const),
  void: [['open', ['general', 'serious', 'major'], ['inspector', 'desk']], ['rectified', ['serious', 'major'], ['desk']]],
  reopen: [['closed', ['general', 'serious', 'major'], REVIEWERS], ['void', ['general', 'serious', 'major'], ['desk']]],
}
const promised = (action: Action, status: Status, severity: Severity, who: Who) =>
  PROMISES[action].some(([at, severities, people]) => at === status && severities.includes(severity) && people.includes(who))

/** Nobody but these may: 403. Somebody may, and this person could have in another status: 409. */
function refusal(action: Action, status: Status, severity: Severity, who: Who): 403 | 409 {
  if (EVERYBODY.some((other) => promised(action, status, severity, other))) return 403
  return STATUSES.some((other) => promised(action, other, severity, who)) ? 409 : 403
}

/** General hazards are closed, not rectified, so that one cell of the grid cannot be reached. */
const CELLS = STATUSES.flatMap((status) => SEVERITIES.map((severity) => [status, severity] as const))
  .filter(([status, severity]) => !(status === 'rectified' && severity === 'general'))

describe('who may do what to a hazard, through HTTP', function () {
  this.timeout(60_000)
  let t: TestApp
  let d: District
  const prepared = new Map<string, string>()

  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
    for (const [status, severity] of CELLS) prepared.set(`${status} ${severity}`, await prepare(status, severity))
  })
  after(() => t.stop())

  async function prepare(status: Status, severity: Severity): Promise<string> {
    const { id } = await file(d.inspector, { severity })
    if (status === 'rectified') await done(d.officer, id, { action: 'rectify', ...await evidence(d.officer, id) })
    if (status === 'void') await done(d.desk, id, { action: 'void', reason: 'mistaken' })
    if (status === 'closed') await close(id, severity)
    return id
  }

  async function close(id: string, severity: Severity): Promise<void> {
    if (severity === 'general') return void (await done(d.officer, id, { action: 'close', ...await evidence(d.officer, id) }))
    await done(d.officer, id, { action: 'rectify', ...await evidence(d.officer, id) })
    if (severity === 'major') await approvedPlan(d, id)
    await done(d.otherDesk, id, { action: 'accept' })
    if (severity === 'major') await done(d.desk, id, { action: 'accept' })
  }

  /** How the hazard must stand beside its status for the action to be there at all: what was asked, submitted, confirmed, listed. */
  function standingFor(action: Action): object {
    const [by, at] = [d.officer.id, t.clock.now]
    const plan = {
      measures: '拆除重建', fundsYuan: 46_000, dueOn: '2027-02-01', responsible: '赵立新', emergencyPlan: '停用', submittedBy: by, submittedAt: at,
      decidedBy: null, decidedAt: null, reason: null,
    }
    const confirmedMajor = { basis: '判定指南第三条', by: d.desk.id, at }
    const standings: Partial<Record<Action, object>> = {
      grantExtension: { extension: { dueOn: '2027-02-01', reason: '等配件', interimMeasures: '围挡', late: false, by, at } },
      approvePlan: { plan: { ...plan, state: 'submitted' } }, accept: { plan: { ...plan, state: 'approved' } },
      supervise: { confirmedMajor }, delist: { confirmedMajor, supervision: { supervisor: '郑局长', note: null, by: d.desk.id, at } },
    }
    return standings[action === 'refuseExtension' ? 'grantExtension' : action === 'returnPlan' ? 'approvePlan' : action] ?? {}
  }

  /** The same hazard again under another id, so that what is promised can be done without spoiling the next cell. */
  async function another(id: string, standing: object = {}): Promise<string> {
    const copy = randomUUID()
    const hazards = t.connection.collection('hazards')
    const hazard = (await hazards.findOne({ _id: id as never }))!
    const seq = 1 + ((await hazards.find({ schoolId: 'SC013' }).sort({ seq: -1 }).limit(1).next())!.seq as number)
    await hazards.insertOne({ ...hazard, ...standing, _id: copy as never, seq, number: `copy-${seq}`, photoIds: [] })
    return copy
  }

  async function body(action: Action, who: Person, id: string, version: number, mayAct: boolean): Promise<object> {
    const proof = mayAct ? [await putPhoto(who, id, 'after')] : [randomUUID()]
    const fields: Record<Action, object> = {
      acknowledge: {}, accept: {}, rectify: { measures: '修好了', photoIds: proof }, close: { measures: '修好了', photoIds: proof },
      fixOnSpot: { measures: '当场修好', photoIds: proof }, return: { reason: '还缺一样' }, reopen: { reason: '又坏了' },
      reclassify: { reason: '看错了', category: 'ELEC' }, void: { reason: 'mistaken' },
      requestExtension: { dueOn: '2027-03-01', reason: '配件未到', interimMeasures: '围起来，专人看守' }, grantExtension: {}, refuseExtension: { reason: '能按期改' },
      submitPlan: { measures: '拆除重建', fundsYuan: 46_000, dueOn: '2027-02-01', responsible: '赵立新', emergencyPlan: '停用，疏散到操场' },
      approvePlan: {}, returnPlan: { reason: '缺资金来源' }, confirmMajor: { basis: '判定指南第三条' }, supervise: { supervisor: '郑局长' }, delist: { reason: '验收通过' },
      handOver: { authority: '石林镇政府', reason: '院墙外归镇里管', dueOn: '2027-01-15' }, reassign: { assigneeId: d.deputy.id }, remind: {}, comment: { note: '看过了' },
    }
    const unversioned = action === 'comment' || action === 'remind'
    return { action, ...(!unversioned && { version }), ...fields[action] }
  }

  const needsProof = (action: Action) => action === 'rectify' || action === 'close' || action === 'fixOnSpot'

  for (const [status, severity] of CELLS) {
    for (const action of ACTIONS) {
      it(`${action} on a ${severity} hazard that is ${status}`, async () => {
        const id = await another(prepared.get(`${status} ${severity}`)!, standingFor(action))
        for (const who of EVERYBODY) {
          const may = promised(action, status, severity, who)
          const { body: seen } = await d[who].request.get(`/api/hazards/${id}`).expect(200)
          assert.equal(seen.actions.includes(action), may, `${who} is ${may ? 'not ' : ''}offered ${action}`)
          const target = may ? await another(id) : id
          const answer = await act(d[who], target, await body(action, d[who], target, seen.version, may && needsProof(action)))
          assert.equal(answer.status, may ? 201 : refusal(action, status, severity, who), `${who}: ${answer.text}`)
        }
      })
    }
  }

  it('is nothing that another school’s people, the administrator or the auditor could learn of', async () => {
    for (const id of prepared.values()) {
      for (const action of ACTIONS) {
        const request = await body(action, d.stranger, id, 1, false)
        for (const stranger of [d.stranger, d.strangerInspector]) await act(stranger, id, request).expect(404)
        for (const other of [d.administrator, d.auditor]) await act(other, id, request).expect(403)
      }
    }
  })

  it('never lets the person who rectified recheck it, nor one person accept a major hazard twice', async () => {
    await t.connection.collection('accounts').updateOne({ username: d.officer.username }, { $set: { role: 'inspector', post: null } })
    const own = prepared.get('rectified serious')!
    await act(d.officer, own, { action: 'accept', version: 2 }).expect(403)
    await act(d.officer, own, { action: 'return', version: 2, reason: '不行' }).expect(403)
    await t.connection.collection('accounts').updateOne({ username: d.officer.username }, { $set: { role: 'officer', post: 'primary' } })

    const major = await another(prepared.get('rectified major')!, standingFor('accept'))
    await done(d.desk, major, { action: 'accept' })
    const { body: waiting } = await d.desk.request.get(`/api/hazards/${major}`).expect(200)
    assert.equal(waiting.status, 'rectified')
    assert.ok(!waiting.actions.includes('accept'))
    await act(d.desk, major, { action: 'accept', version: waiting.version }).expect(403)
    await act(d.inspector, major, { action: 'accept', version: waiting.version }).expect(403)
    const receipt = await done(d.otherDesk, major, { action: 'accept' })
    assert.equal(receipt.status, 'closed')
  })

  it('lets the desk do the school’s part where the desk is the assignee, and remind itself of nothing', async () => {
    for (const [severity, own] of [['general', 'close'], ['serious', 'rectify'], ['major', 'rectify']] as const) {
      const id = await another(prepared.get(`open ${severity}`)!, { assigneeId: null })
      const { body: seen } = await d.desk.request.get(`/api/hazards/${id}`).expect(200)
      const expected = ['acknowledge', own, 'requestExtension', ...(severity === 'major' ? ['submitPlan', 'confirmMajor'] : []), 'handOver', 'reassign', 'comment', 'reclassify', 'void']
      assert.deepEqual(seen.actions, expected)
      await act(d.desk, id, { action: 'remind' }).expect(403)
      await act(d.inspector, id, { action: 'remind' }).expect(201)
    }
  })

  it('lets the reporter put right on the spot, reclassify and void the own report, save at a school that checks itself', async () => {
    const own: readonly Action[] = ['fixOnSpot', 'reclassify', 'void']
    const offered = async (reporter: Person, who: Person) => {
      const { id } = await file(reporter)
      const { body: seen } = await who.request.get(`/api/hazards/${id}`).expect(200)
      return own.filter((action) => seen.actions.includes(action))
    }
    assert.deepEqual(await offered(d.inspector, d.inspector), own)
    assert.deepEqual(await offered(d.inspector, d.otherInspector), [])
    assert.deepEqual(await offered(d.desk, d.desk), own)
    assert.deepEqual(await offered(d.desk, d.otherDesk), ['reclassify', 'void'])
    for (const self of [d.officer, d.principal]) assert.deepEqual(await offered(self, self), [])
  })

  it('lets an inspector reopen for thirty days after the closing, and the bureau for ever', async () => {
    const id = await another(prepared.get('closed serious')!)
    const { body: { version } } = await d.desk.request.get(`/api/hazards/${id}`).expect(200)
    // Thirty days on, the session of the morning is over.
    t.advance({ days: 30, minutes: 1 })
    await act(await t.again(d.otherInspector), id, { action: 'reopen', version, reason: '又坏了' }).expect(403)
    await act(await t.again(d.desk), id, { action: 'reopen', version, reason: '又坏了' }).expect(201)
  })
})
