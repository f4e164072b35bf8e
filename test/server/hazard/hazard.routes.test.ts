import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { startApp, type TestApp } from '../../support/app.ts'
import { act, aDistrict, approvedPlan, aReport, done, evidence, file, putPhoto, refused, versionOf, type District } from '../../support/hazards.ts'

describe('a hazard, from its report to its closing', () => {
  let t: TestApp
  let d: District
  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
  })
  after(() => t.stop())

  it('gets a number, a deadline and an assignee, and its record says so', async () => {
    const { id, number, dueOn, dueAt, version } = await file(d.inspector, { severity: 'serious' })
    assert.match(number, /^YH-2026-SC013-\d{4}$/)
    assert.equal(dueOn, '2026-12-01')
    assert.equal(dueAt, '2026-12-01T16:00:00.000Z')
    assert.equal(version, 1)
    const { body } = await d.officer.request.get(`/api/hazards/${id}`).expect(200)
    assert.equal(body.assigneeId, d.officer.id)
    assert.equal(body.daysLeft, 7)
    assert.equal(body.state, 'open')
    assert.deepEqual(body.actions, ['acknowledge', 'rectify', 'requestExtension', 'comment'])
    assert.deepEqual(body.history.map((entry: { action: string }) => entry.action), ['report'])
    assert.ok(body.people.some((person: { name: string }) => person.name === '李建国'))
  })

  it('is filed once: a repeat is answered as the first time, other content under its id is refused', async () => {
    const id = randomUUID().toUpperCase()
    const first = await d.inspector.request.put(`/api/hazards/${id}`).send(aReport()).expect(201)
    assert.equal(first.body.id, id.toLowerCase())
    t.advance({ minutes: 7 })
    const second = await d.inspector.request.put(`/api/hazards/${id}`).send(aReport()).expect(200)
    assert.deepEqual(second.body, first.body)
    await d.inspector.request.put(`/api/hazards/${id}`).send(aReport({ spot: '别处' })).expect(409).expect(({ body }) => assert.equal(body.code, 'id-taken'))
    await d.otherInspector.request.put(`/api/hazards/${id}`).send(aReport()).expect(409)
  })

  it('is numbered without gap or repeat when a whole school reports at once', async () => {
    await t.school('SC020')
    const inspector = await t.person('inspector', { schoolIds: ['SC020'] })
    const receipts = await Promise.all(Array.from({ length: 20 }, () => file(inspector, { schoolId: 'SC020' })))
    assert.deepEqual(receipts.map(({ number }) => number).sort(), Array.from({ length: 20 }, (_, n) => `YH-2026-SC020-${String(n + 1).padStart(4, '0')}`))
  })

  it('is answered once when the same report arrives twice at the same time', async () => {
    const id = randomUUID()
    const answers = await Promise.all([1, 2, 3].map(() => d.inspector.request.put(`/api/hazards/${id}`).send(aReport())))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 201])
    assert.equal(new Set(answers.map(({ body }) => body.number)).size, 1)
  })

  it('believes no device clock that runs ahead', async () => {
    const { id, receivedAt } = await file(d.inspector, { foundAt: '2030-01-01T00:00:00Z' })
    const { body } = await d.inspector.request.get(`/api/hazards/${id}`).expect(200)
    assert.equal(body.foundAt, receivedAt)
  })

  it('takes its days from the checklist item, and from the severity once that differs', async () => {
    const own = await file(d.inspector, { category: 'FIRE', checklistItem: 'FIRE-03', severity: 'major' })
    assert.equal(own.dueOn, '2026-11-27')
    const other = await file(d.inspector, { category: 'FIRE', checklistItem: 'FIRE-03', severity: 'general' })
    assert.equal(other.dueOn, '2026-12-09')
  })

  it('of a self-check may be due earlier, never later', async () => {
    await file(d.officer, { severity: 'general', dueOn: '2026-12-01' })
    await d.officer.request.put(`/api/hazards/${randomUUID()}`).send(aReport({ dueOn: '2026-12-30', dueReason: '等配件' }))
      .expect(422).expect(({ body }) => assert.equal(body.code, 'deadline-out-of-range'))
    const { body } = await d.desk.request.get('/api/hazards?state=open&schoolId=SC013').expect(200)
    assert.ok(body.items.some((item: { selfCheck: boolean; dueOn: string }) => item.selfCheck && item.dueOn === '2026-12-01'))
  })

  it('refuses what it does not understand by field and code, whoever asks', async () => {
    const wrong = { ...aReport(), photoCount: 10, colour: 'red', foundAt: undefined }
    const { body } = await t.anyone().put(`/api/hazards/${randomUUID()}`).send(wrong).expect(400)
    assert.equal(body.code, 'malformed')
    assert.deepEqual(new Set(body.errors.map((error: { path: string }) => error.path)), new Set(['photoCount', 'colour', 'foundAt']))
    await t.anyone().put(`/api/hazards/${randomUUID()}`).send(aReport()).expect(401)
    await t.anyone().put('/api/hazards/not-a-uuid').send(aReport()).expect(400)
    await t.anyone().put(`/api/hazards/${randomUUID()}`).type('json').send('{"a":').expect(400).expect(({ body }) => assert.equal(body.code, 'bad-json'))
    await d.inspector.request.put(`/api/hazards/${randomUUID()}`).type('text').send('hello').expect(415)
  })

  it('is refused for an unknown code, another school, or a leader', async () => {
    await d.inspector.request.put(`/api/hazards/${randomUUID()}`).send(aReport({ category: 'NOPE' })).expect(422)
    await d.inspector.request.put(`/api/hazards/${randomUUID()}`).send(aReport({ checklistItem: 'ELEC-01' })).expect(422)
    await d.inspector.request.put(`/api/hazards/${randomUUID()}`).send(aReport({ schoolId: 'SC014' })).expect(404)
    await d.desk.request.put(`/api/hazards/${randomUUID()}`).send(aReport({ schoolId: 'SC999' })).expect(404)
    await d.leader.request.put(`/api/hazards/${randomUUID()}`).send(aReport()).expect(403)
  })

  it('is closed by one of two officers who try at once; the other sees who was first', async () => {
    const { id } = await file(d.inspector)
    const proofs = [await evidence(d.officer, id), await evidence(d.deputy, id)]
    const answers = await Promise.all([d.officer, d.deputy].map((who, n) => act(who, id, { action: 'close', version: 1, ...proofs[n] })))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409])
    const loser = answers.find(({ status }) => status === 409)!
    assert.equal(loser.body.current.status, 'closed')
    assert.equal(loser.body.current.history.at(-1).action, 'close')
  })

  it('answers an action whose reply was lost as the first time, also after others have acted', async () => {
    const { id } = await file(d.inspector, { severity: 'serious' })
    const actionId = randomUUID()
    const request = { action: 'rectify', version: 1, ...await evidence(d.officer, id) }
    const first = await act(d.officer, id, request, actionId).expect(201)
    await done(d.inspector, id, { action: 'return', reason: '还缺水枪一支' })
    t.advance({ hours: 1 })
    const again = await act(d.officer, id, request, actionId).expect(200)
    assert.deepEqual(again.body, first.body)
    await act(d.officer, id, { ...request, measures: '别的' }, actionId).expect(409)
    await act(d.deputy, id, request, actionId).expect(409)
  })

  it('cannot be closed before its evidence is stored', async () => {
    const { id } = await file(d.inspector)
    await act(d.officer, id, { action: 'close', version: 1, measures: '好了', photoIds: [randomUUID()] })
      .expect(422).expect(({ body }) => assert.equal(body.code, 'evidence-missing'))
    const before = await putPhoto(d.inspector, id, 'before')
    await act(d.officer, id, { action: 'close', version: 1, measures: '好了', photoIds: [before] }).expect(422)
    assert.equal(await versionOf(d.officer, id), 1)
  })

  it('names the version that was seen, or is told what changed', async () => {
    const { id } = await file(d.inspector)
    await done(d.officer, id, { action: 'acknowledge' })
    await act(d.officer, id, { action: 'close', version: 1, ...await evidence(d.officer, id) })
      .expect(409).expect(({ body }) => assert.equal(body.code, 'version-changed'))
    await act(d.officer, id, { action: 'acknowledge', version: 2 }).expect(422)
  })

  it('gets a new deadline with its severity, unless a person had set the old one', async () => {
    const { id } = await file(d.inspector, { severity: 'general' })
    assert.equal((await done(d.inspector, id, { action: 'reclassify', severity: 'serious', reason: '更重' })).dueOn, '2026-12-01')
    const { body } = await d.inspector.request.get(`/api/hazards/${id}`).expect(200)
    assert.equal(body.originalDueOn, '2026-12-09')
    assert.equal(body.deadlineVersion, 2)
    const byHand = await file(d.inspector, { severity: 'general', dueOn: '2026-11-30' })
    assert.equal((await done(d.inspector, byHand.id, { action: 'reclassify', severity: 'serious', reason: '更重' })).dueOn, '2026-11-30')
  })

  it('goes back with a reason and a new date, and is rectified again', async () => {
    const { id } = await file(d.inspector, { severity: 'major' })
    await done(d.officer, id, { action: 'rectify', ...await evidence(d.officer, id), costYuan: 120.5 })
    await approvedPlan(d, id)
    await done(d.inspector, id, { action: 'accept', note: '看过' })
    const receipt = await done(d.otherDesk, id, { action: 'return', reason: '还差一道门', dueOn: '2026-12-03' })
    assert.equal(receipt.dueOn, '2026-12-03')
    const { body } = await d.officer.request.get(`/api/hazards/${id}`).expect(200)
    assert.deepEqual(body.acceptances, [])
    assert.equal(body.status, 'open')
    assert.equal(body.history.find((entry: { action: string }) => entry.action === 'rectify').costYuan, 120.5)
  })

  it('shows an after-photo once an action has named it', async () => {
    const { id } = await file(d.inspector)
    const proof = await evidence(d.officer, id)
    const kinds = async () => (await d.desk.request.get(`/api/hazards/${id}`)).body.photos.map((photo: { kind: string }) => photo.kind)
    assert.deepEqual(await kinds(), [])
    await done(d.officer, id, { action: 'close', ...proof })
    assert.deepEqual(await kinds(), ['after'])
  })

  it('repeats another of its own school: the record names nothing that its readers may not know of', async () => {
    const { id } = await file(d.desk)
    const elsewhere = await file(d.desk, { schoolId: 'SC014' })
    for (const duplicateOf of [id, elsewhere.id, randomUUID()]) {
      await act(d.desk, id, { action: 'void', version: 1, reason: 'duplicate', duplicateOf }).expect(refused('duplicate-unknown'))
    }
    await act(d.desk, id, { action: 'void', version: 1, reason: 'duplicate', duplicateOf: (await file(d.desk)).id }).expect(201)
  })

  it('lets its reporter promise fewer photos, to no fewer than have arrived', async () => {
    const { id } = await file(d.inspector, { photoCount: 3 })
    await putPhoto(d.inspector, id, 'before')
    await putPhoto(d.inspector, id, 'before')
    await d.inspector.request.put(`/api/hazards/${id}/photo-count`).send({ photoCount: 1 }).expect(422)
    await d.officer.request.put(`/api/hazards/${id}/photo-count`).send({ photoCount: 2 }).expect(403)
    await d.inspector.request.put(`/api/hazards/${id}/photo-count`).send({ photoCount: 2 }).expect(204)
    const { body } = await d.inspector.request.get(`/api/hazards/${id}`).expect(200)
    assert.equal(body.photoCount, 2)
  })

  it('goes to the next assignee when the officer’s account is disabled', async () => {
    const { id } = await file(d.inspector)
    await t.services.accounts.change({ ...d.administrator, role: 'administrator' } as never, d.officer.id, {
      name: '王海燕', role: 'officer', post: 'primary', schoolIds: ['SC013'], email: null, disabled: true,
    })
    const { body } = await d.principal.request.get(`/api/hazards/${id}`).expect(200)
    assert.equal(body.assigneeId, d.principal.id)
    assert.equal(body.history.at(-1).action, 'reassign')
    assert.equal(body.history.at(-1).by, 'system')
  })
})
