import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { BulkResult } from '../../../server/contract/bulk.ts'
import type { Notification } from '../../../server/contract/notification.ts'
import { jobModel } from '../../../server/hazard/hazard.job.model.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, aReport, done, evidence, file, recordOf, refused, type District } from '../../support/hazards.ts'

describe('many hazards at once', () => {
  let t: TestApp
  let d: District
  beforeEach(async () => {
    t = await startApp()
    d = await aDistrict(t)
  })
  afterEach(() => t.stop())

  const ask = (who: Person, body: object, id: string = randomUUID()) => who.request.put(`/api/hazards/bulk/${id}`).send(body)
  const bulk = async (who: Person, body: object, id?: string) => (await ask(who, body, id).expect(201)).body as BulkResult
  const codes = ({ items }: BulkResult) => items.map(({ done: did, code }) => (did ? 'done' : code))
  const several = async (count: number) => (await Promise.all(Array.from({ length: count }, () => file(d.inspector)))).map(({ id }) => id)
  /** One of a school that the people of SC013 do not see. */
  const elsewhere = async () => {
    const id = randomUUID()
    await d.strangerInspector.request.put(`/api/hazards/${id}`).send(aReport({ schoolId: 'SC014' })).expect(201)
    return id
  }

  it('are acknowledged with a result for each: done, already so, moved on, or nothing one could know of', async () => {
    const [fresh, acknowledged, closed] = await several(3) as [string, string, string]
    await done(d.deputy, acknowledged, { action: 'acknowledge' })
    await done(d.officer, closed, { action: 'close', ...await evidence(d.officer, closed) })
    const unseen = await elsewhere()
    const result = await bulk(d.officer, { action: 'acknowledge', ids: [unseen, fresh, acknowledged, closed, randomUUID()] })
    assert.deepEqual(codes(result), ['not-found', 'done', 'nothing-changes', 'status-changed', 'not-found'])
    assert.deepEqual([result.done, result.refused, result.left, result.action], [1, 4, 0, 'acknowledge'])
    const hazard = await recordOf(d.desk, fresh)
    assert.deepEqual([hazard.acknowledgedAt, hazard.version, hazard.history.at(-1)!['jobId']], [t.clock.now.toISOString(), 2, result.id])
    assert.equal((await recordOf(d.desk, unseen)).acknowledgedAt, null)
  })

  it('are reminded of, each at most once a day', async () => {
    const ids = await several(3)
    assert.deepEqual(codes(await bulk(d.inspector, { action: 'remind', ids: ids.slice(0, 2) })), ['done', 'done'])
    const again = await bulk(d.desk, { action: 'remind', ids, note: '本周内回复' })
    assert.deepEqual(codes(again), ['reminded-today', 'reminded-today', 'done'])
    const { body } = await d.officer.request.get('/api/notifications').expect(200)
    assert.equal(body.items.filter(({ event }: Notification) => event === 'remind').length, 3)
    assert.deepEqual(codes(await bulk(d.officer, { action: 'remind', ids })), ['not-this-person', 'not-this-person', 'not-this-person'])
  })

  it('all go over from an officer who leaves, whatever waits among them, to somebody in office', async () => {
    const ids = await several(4)
    const [rectified, closed, open, deputys] = ids as [string, string, string, string]
    await done(d.desk, rectified, { action: 'reclassify', severity: 'serious', reason: '更重' })
    await done(d.officer, rectified, { action: 'rectify', ...await evidence(d.officer, rectified) })
    await done(d.officer, closed, { action: 'close', ...await evidence(d.officer, closed) })
    await done(d.desk, deputys, { action: 'reassign', assigneeId: d.deputy.id })
    const result = await bulk(d.principal, { action: 'reassign', from: d.officer.id, assigneeId: d.principal.id, note: '王老师休产假' })
    assert.deepEqual([new Set(result.items.map(({ id }) => id)), codes(result)], [new Set([rectified, open]), ['done', 'done']])
    assert.deepEqual(await Promise.all(ids.map(async (id) => (await recordOf(d.desk, id)).assigneeId)), [d.principal.id, d.officer.id, d.principal.id, d.deputy.id])
    assert.deepEqual((await bulk(d.principal, { action: 'reassign', from: d.officer.id, assigneeId: d.principal.id })).items, [])
  })

  it('of an officer of two schools go over only where the person chosen works, and never beyond the scope of who asks', async () => {
    const both = await t.person('officer', { post: 'deputy', schoolIds: ['SC013', 'SC014'] })
    const [here, there] = [(await several(1))[0]!, await elsewhere()]
    for (const id of [here, there]) await done(d.desk, id, { action: 'reassign', assigneeId: both.id })
    const byPrincipal = await bulk(d.principal, { action: 'reassign', from: both.id, assigneeId: d.officer.id })
    assert.deepEqual(byPrincipal.items.map(({ id }) => id), [here])
    await done(d.desk, here, { action: 'reassign', assigneeId: both.id })
    const byDesk = await bulk(d.desk, { action: 'reassign', from: both.id, assigneeId: d.officer.id })
    assert.deepEqual(new Map(byDesk.items.map(({ id, code }) => [id, code])), new Map([[here, null], [there, 'assignee-does-not-fit']]))
    const ofOneSchool = await bulk(d.desk, { action: 'reassign', from: both.id, schoolId: 'SC014', assigneeId: null })
    assert.deepEqual([ofOneSchool.items.map(({ id }) => id), codes(ofOneSchool)], [[there], ['done']])
    assert.deepEqual((await bulk(d.desk, { action: 'reassign', from: 'desk', assigneeId: d.stranger.id })).items.map(({ id }) => id), [there])
  })

  it('are answered as the first time when the reply was lost, and other content under the id is refused', async () => {
    const ids = await several(2)
    const id = randomUUID()
    const first = await bulk(d.officer, { action: 'acknowledge', ids }, id)
    t.advance({ minutes: 5 })
    const again = await ask(d.officer, { action: 'acknowledge', ids }, id.toUpperCase()).expect(200)
    assert.deepEqual(again.body, first)
    await ask(d.officer, { action: 'acknowledge', ids: ids.slice(1) }, id).expect(refused('id-taken', 409))
    await ask(d.deputy, { action: 'acknowledge', ids }, id).expect(refused('id-taken', 409))
  })

  it('are finished by asking again when the server died half-way, and nothing is done twice', async () => {
    const ids = await several(5)
    const id = randomUUID()
    const first = await bulk(d.desk, { action: 'remind', ids }, id)
    // As a death before the answer was written leaves it; two of the hazards were not reached yet.
    await jobModel(t.connection).updateOne({ _id: id }, { $set: { items: null, finishedAt: null } })
    for (const unreached of ids.slice(3)) {
      const { history } = (await t.connection.collection('hazards').findOne({ _id: unreached as never }))!
      await t.connection.collection('hazards').updateOne({ _id: unreached as never }, { $set: { history: history.slice(0, -1), remindedAt: null } })
    }
    const again = await ask(d.desk, { action: 'remind', ids }, id).expect(200)
    assert.deepEqual(again.body, first)
    for (const one of ids) assert.equal((await recordOf(d.desk, one)).history.filter(({ action }: { action: string }) => action === 'remind').length, 1)
  })

  it('are done once when the same job arrives three times at the same moment', async () => {
    const ids = await several(6)
    const id = randomUUID()
    const answers = await Promise.all([1, 2, 3].map(() => ask(d.officer, { action: 'acknowledge', ids }, id)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 201])
    for (const { body } of answers) assert.deepEqual(codes(body), ids.map(() => 'done'))
    for (const one of ids) assert.equal((await recordOf(d.desk, one)).version, 2)
  })

  it('are done though people are at work on them', async () => {
    const ids = await several(8)
    const comments = ids.map((id) => d.deputy.request.put(`/api/hazards/${id}/actions/${randomUUID()}`).send({ action: 'comment', note: '在看' }))
    const acknowledgements = ids.map((id) => d.deputy.request.put(`/api/hazards/${id}/actions/${randomUUID()}`).send({ action: 'acknowledge', version: 1 }))
    const [result] = await Promise.all([bulk(d.desk, { action: 'reassign', ids, assigneeId: d.principal.id }), ...comments, ...acknowledgements])
    assert.deepEqual(codes(result), ids.map(() => 'done'))
  })

  it('are two hundred at most, each once, and chosen in one way only', async () => {
    const [id] = await several(1)
    for (const body of [
      { action: 'acknowledge', ids: [] }, { action: 'acknowledge', ids: [id, id] }, { action: 'acknowledge', ids: Array.from({ length: 201 }, () => randomUUID()) },
      { action: 'reassign', assigneeId: null }, { action: 'reassign', assigneeId: null, ids: [id], from: d.officer.id }, { action: 'reassign', assigneeId: null, ids: [id], schoolId: 'SC013' },
      { action: 'close', ids: [id] }, { action: 'acknowledge', ids: [id], version: 1 },
    ]) await ask(d.desk, body).expect(400)
    assert.deepEqual(codes(await bulk(d.leader, { action: 'reassign', ids: [id], assigneeId: null })), ['not-this-person'])
  })
})
