import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { CommandStartedEvent } from 'mongodb'
import { startApp, type TestApp } from '../../support/app.ts'
import { aTable } from '../../support/table.ts'
import { aDistrict, approvedPlan, done, evidence, file, putPhoto, type District } from '../../support/hazards.ts'

/** The commands that look for documents. An insert does not, and a getMore goes on where its find began. */
const LOOKS = ['find', 'aggregate', 'count', 'distinct', 'update', 'delete', 'findAndModify']
/** What a driver adds to a command and explain does not take. */
const ENVELOPE = new Set(['lsid', '$db', '$clusterTime', '$readPreference', 'txnNumber', 'writeConcern', 'readConcern', 'apiVersion', 'ordered', 'cursor'])

const stages = (plan: unknown): string[] => plan !== null && typeof plan === 'object'
  ? [...('stage' in plan ? [String(plan.stage)] : []), ...Object.values(plan).flatMap(stages)] : []

describe('every query of every list, map and job', function () {
  this.timeout(60_000)
  let t: TestApp
  let d: District
  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
    const { id } = await file(d.inspector, { severity: 'serious' })
    await putPhoto(d.inspector, id, 'before')
    await done(d.officer, id, { action: 'rectify', ...await evidence(d.officer, id) })
    for (const severity of ['general', 'serious', 'major'] as const) await file(d.inspector, { severity })
  })
  after(() => t.stop())

  /** Everything that the server was asked while this ran, each once. */
  async function asked(run: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
    const seen = new Map<string, Record<string, unknown>>()
    const client = t.connection.getClient()
    const note = ({ commandName, command, databaseName }: CommandStartedEvent) => {
      if (databaseName !== t.connection.name || !LOOKS.includes(commandName)) return
      const bare = Object.fromEntries(Object.entries(command as object).filter(([name]) => !ENVELOPE.has(name)))
      seen.set(JSON.stringify(bare), { ...bare, ...(commandName === 'aggregate' && { cursor: {} }) })
    }
    client.on('commandStarted', note)
    await run()
    client.off('commandStarted', note)
    return [...seen.values()]
  }

  async function mustUseIndexes(run: () => Promise<unknown>): Promise<void> {
    const commands = await asked(run)
    assert.ok(commands.length > 0, 'nothing was asked')
    for (const command of commands) {
      const explained = await t.connection.db!.command({ explain: command, verbosity: 'queryPlanner' })
      assert.ok(!stages(explained).includes('COLLSCAN'), `scans the collection: ${JSON.stringify(command)}`)
    }
  }

  const LISTS = [
    '', '?state=overdue', '?state=soon', '?state=open', '?state=overdue,soon', '?state=overdue,soon,open', '?state=overdue,open', '?state=rectified',
    '?state=closed', '?state=void', '?state=overdue,rectified', '?state=overdue,soon,open,rectified&sort=received', '?severity=major', '?severity=major,serious&category=FIRE',
    '?category=FIRE&sort=due', '?schoolId=SC013', '?schoolId=SC013&state=closed', '?receivedFrom=2026-11-01&receivedTo=2026-11-30', '?limit=1', '?limit=1&sort=due',
    '?list=mine', '?list=mine&state=overdue,soon,open', '?list=mine&sort=severity', '?list=recheck', '?list=recheck&sort=received&limit=1', '?list=decide', '?list=decide&sort=received',
    '?sort=severity', '?sort=severity&limit=1', '?sort=severity&state=overdue,soon,open', '?sort=severity&schoolId=SC013&limit=1', '?sort=severity&severity=major,general&category=FIRE',
    ...['消火', '消火栓', '教学楼 纸箱', '学校', 'SC013', 'xx', 'SC013-0001', 'YH-2026-SC013-0001', '学校 消火栓', '0001'].map((q) => `?q=${encodeURIComponent(q)}`),
    ...['limit=1', 'state=overdue,soon,open', 'state=soon,closed&severity=major', 'schoolId=SC013', 'category=FIRE&receivedFrom=2026-11-01'].map((more) => `?q=${encodeURIComponent('消火栓')}&${more}`),
  ]

  for (const who of ['desk', 'inspector', 'officer', 'principal'] as const) {
    it(`uses an index in the lists, the record, the map and the inbox of the ${who}`, () => mustUseIndexes(async () => {
      const { request, id } = d[who]
      for (const query of [...LISTS, `?assigneeId=${id}`, `?assigneeId=${id}&state=overdue,soon,open`, `?reporterId=${id}`]) {
        const { body } = await request.get(`/api/hazards${query}`).expect(200)
        const cursor = body.nextCursor as string | null
        if (cursor) await request.get(`/api/hazards${query}&cursor=${cursor}`).expect(200)
        if (body.items[0]) await request.get(`/api/hazards/${body.items[0].id}`).expect(200)
      }
      for (const query of LISTS.filter((one) => !/sort=|limit=/.test(one))) await request.get(`/api/hazards/count${query}`).expect(200)
      await request.post('/api/hazards/similar').send({ schoolId: 'SC013', category: 'FIRE', spot: '教学楼' }).expect(200)
      await request.get('/api/views').expect(200)
      await request.put(`/api/views/${randomUUID()}`).send({ name: '视图', filter: {} }).expect(201)
      for (const query of ['', '?severity=major', '?category=FIRE&severity=general,serious', '?receivedFrom=2026-11-01']) await request.get(`/api/map${query}`).expect(200)
      await request.get('/api/notifications').expect(200)
      await request.get('/api/notifications?unread=true').expect(200)
      await request.get('/api/schools').expect(200)
    }))
  }

  it('uses an index in the pages of administrator and auditor', () => mustUseIndexes(async () => {
    for (const query of ['', '?role=officer', '?schoolId=SC013', '?q=wang']) await d.administrator.request.get(`/api/accounts${query}`).expect(200)
    await d.auditor.request.get('/api/audit').expect(200)
    await d.auditor.request.get('/api/audit?limit=1').expect(200)
  }))

  it('uses an index in each turn of a hazard, and in many at once', () => mustUseIndexes(async () => {
    const { id } = await file(d.inspector, { severity: 'major' })
    await done(d.officer, id, { action: 'requestExtension', dueOn: '2026-12-20', reason: '等配件', interimMeasures: '围挡' })
    await done(d.desk, id, { action: 'grantExtension' })
    await approvedPlan(d, id)
    await done(d.desk, id, { action: 'handOver', authority: '镇政府', reason: '归镇管', dueOn: '2026-12-24' })
    await d.desk.request.get('/api/schools/SC013/people').expect(200)
    for (const body of [{ action: 'acknowledge', ids: [id] }, { action: 'reassign', from: 'desk', assigneeId: d.officer.id }, { action: 'remind', ids: [id] }]) {
      await d.desk.request.put(`/api/hazards/bulk/${randomUUID()}`).send(body).expect(201)
    }
    await done(d.principal, id, { action: 'rectify', ...await evidence(d.principal, id) })
  }))

  it('uses an index in the papers: issuing, lists, corrections, figures, the job and the sweep', () => mustUseIndexes(async () => {
    const issue = async (body: object) => {
      const id = randomUUID()
      await d.desk.request.put(`/api/papers/${id}`).send(body).expect(201)
      return id
    }
    const { id } = await file(d.inspector)
    const notice = await issue({ type: 'notice', of: { hazardIds: [id] } })
    await issue({ type: 'notice', of: { hazardIds: [id] }, replaces: notice })
    await issue({ type: 'ledger', of: { filter: { schoolId: 'SC013' } } })
    await issue({ type: 'statistics', year: 2026, fromMonth: 11, toMonth: 11 })
    for (const who of [d.desk, d.officer, d.inspector]) {
      for (const query of ['', '?type=notice', '?type=notice,ledger&schoolId=SC013', '?schoolId=SC013', `?hazardId=${id}`, '?limit=1']) {
        const { body } = await who.request.get(`/api/papers${query}`).expect(200)
        if (body.nextCursor) await who.request.get(`/api/papers${query}&cursor=${body.nextCursor}`).expect(200)
      }
    }
    await d.desk.request.get(`/api/papers/${notice}/file`).expect(200)
    await t.services.papers.renderPending(t.clock.now)
    await t.services.sweepPapers(new Date(Date.now() + 2 * 86_400_000))
  }))

  it('uses an index in exports of the ledger, and in bringing an old one in', () => mustUseIndexes(async () => {
    const { request } = d.desk
    for (const filter of [{}, { state: ['overdue', 'rectified'] }, { q: '消防' }]) await request.post('/api/ledger').send({ id: randomUUID(), filter }).expect(200)
    const table = await aTable(['编号', '学校', '检查日期', '隐患描述', '类别'], [['YH-2025-SC013-0001', 'SC013', '2025-01-05', '甲', '消防安全'], ['旧-2', 'SC013', '2025-01-06', '乙', '消防安全']])
    const { body: sent } = await request.put(`/api/imports/${randomUUID()}`).field('kind', 'hazards').attach('file', table, 'a.xlsx').expect(200)
    await request.put(`/api/imports/${sent.id}/mapping`).send({ columns: sent.columns }).expect(200)
    await request.put(`/api/imports/${sent.id}/run`).expect(200)
    await t.services.imports.settled()
    await request.get('/api/imports').expect(200)
    await request.put(`/api/imports/${sent.id}/undo`).expect(200)
    await t.services.imports.settled()
    await t.services.imports.sweep(t.clock.now)
  }))

  it('uses an index in every job, with something to do and with nothing', () => mustUseIndexes(async () => {
    for (const days of [0, 1, 6, 1, 8, 30]) {
      t.advance({ days })
      const { now } = t.clock
      await t.services.reminders.tick(now)
      await t.services.notifications.dispatchMails()
      await t.services.accounts.sweepHandOvers(now)
      await t.services.sweepPhotos(now)
      await t.services.lateness(now)
    }
  }))

  it('would be told apart by this test if it scanned', async () => {
    await assert.rejects(mustUseIndexes(() => t.connection.collection('hazards').findOne({ spot: '教学楼' })), /scans the collection/)
  })
})
