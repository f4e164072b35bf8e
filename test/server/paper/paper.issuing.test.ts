import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, done, evidence, file, putPhoto, type District } from '../../support/hazards.ts'
import { binary, download, wordsOf } from './docx.ts'

describe('a paper', function () {
  this.timeout(60_000)
  let t: TestApp
  let d: District
  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
  })
  after(() => t.stop())

  const ask = (by: Person, body: object, id = randomUUID()) => by.request.put(`/api/papers/${id}`).send(body)
  async function issued(by: Person, body: object, id = randomUUID()) {
    const response = await ask(by, body, id)
    assert.equal(response.status, 201, response.text)
    return response.body
  }
  async function aNotice(fields: object = {}) {
    const hazard = await file(d.inspector)
    return { hazard, paper: await issued(d.desk, { type: 'notice', of: { hazardIds: [hazard.id] }, ...fields }) }
  }

  it('takes the next number of its type and year in the insert that issues it', async () => {
    const first = (await aNotice()).paper
    assert.match(first.number, /^山教体安整〔2026〕\d+号$/)
    const next = (await aNotice()).paper
    assert.equal(numberIn(next), numberIn(first) + 1)
    assert.equal(next.hazards.length, 1)
    assert.equal(next.issuedBy.name, '周科员')
    assert.equal(next.templateVersion, 1)
  })

  it('gets fifty consecutive numbers when fifty are asked for at once', async () => {
    const hazards = await Promise.all(Array.from({ length: 50 }, () => file(d.inspector)))
    const before = numberIn((await aNotice()).paper)
    const papers = await Promise.all(hazards.map(({ id }, index) => issued(index % 2 ? d.desk : d.otherDesk, { type: 'notice', of: { hazardIds: [id] } })))
    assert.deepEqual(papers.map(numberIn).sort((a, b) => a - b), Array.from({ length: 50 }, (_, index) => before + 1 + index))
    for (const { id } of papers.slice(0, 3)) assert.ok((await download(d.desk, id)).length > 5000)
  })

  it('begins anew with the year', async () => {
    const { now } = t.clock
    t.setClock('2027-01-04T09:00:00')
    const { paper } = await aNotice()
    t.clock.now = now
    assert.equal(paper.number, '山教体安整〔2027〕1号')
  })

  it('answers a repeated request as the first time, also of two at once, and refuses other content under its id', async () => {
    const { id: hazardId } = await file(d.inspector)
    const id = randomUUID()
    const body = { type: 'notice', of: { hazardIds: [hazardId] } }
    const both = await Promise.all([ask(d.desk, body, id), ask(d.desk, body, id)])
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 201])
    const again = await ask(d.desk, body, id).expect(200)
    assert.equal(new Set([...both, again].map(({ body: { number } }) => number)).size, 1)
    await ask(d.desk, { ...body, inspectors: '别人' }, id).expect(409).expect(({ body: problem }) => assert.equal(problem.code, 'id-taken'))
    await ask(d.otherDesk, body, id).expect(409)
    const next = (await aNotice()).paper
    assert.equal(numberIn(next), numberIn(again.body) + 1)
  })

  it('has one file for ever, with its SHA-256, whatever happens to the hazard', async () => {
    const { hazard, paper } = await aNotice()
    const first = await download(d.desk, paper.id)
    await putPhoto(d.inspector, hazard.id, 'before')
    await done(d.desk, hazard.id, { action: 'reclassify', severity: 'serious', reason: '看过现场' })
    await done(d.officer, hazard.id, { action: 'rectify', ...await evidence(d.officer, hazard.id) })
    const again = await download(d.officer, paper.id)
    assert.ok(first.equals(again))
    const shown = (await d.desk.request.get(`/api/papers/${paper.id}`).expect(200)).body
    assert.equal(shown.file.sha256, createHash('sha256').update(again).digest('hex'))
    assert.equal(shown.file.bytes, again.length)
    assert.equal(shown.file.name, `校园安全隐患整改通知书 ${paper.number}.docx`)
  })

  it('survives a crash between asking and rendering: no gap, and the job makes its file after the restart', async () => {
    const hazards = await Promise.all([file(d.inspector), file(d.inspector), file(d.inspector)])
    const actor = (await t.services.accounts.authenticate(d.desk.id, 1))!
    const ids = hazards.map(() => randomUUID())
    // The insert is all that a process did that died right after it.
    for (const [index, { id }] of hazards.entries()) {
      await t.services.papers.issue(actor, ids[index]!, { type: 'notice', of: { hazardIds: [id] } }, t.clock.now)
    }
    const before = await Promise.all(ids.map(async (id) => (await d.desk.request.get(`/api/papers/${id}`).expect(200)).body))
    assert.deepEqual(before.map((paper) => paper.file), [null, null, null])
    const restarted = t.anotherProcess()
    assert.equal(await restarted.papers.renderPending(t.clock.now), 3)
    assert.equal(await restarted.papers.renderPending(t.clock.now), 0)
    const after = await Promise.all(ids.map(async (id) => (await d.desk.request.get(`/api/papers/${id}`).expect(200)).body))
    assert.deepEqual(after.map(numberIn), [0, 1, 2].map((step) => numberIn(before[0]) + step))
    for (const { id, file: kept, number } of after) {
      const docx = await download(d.desk, id)
      assert.equal(kept.sha256, createHash('sha256').update(docx).digest('hex'))
      assert.ok((await wordsOf(docx)).includes(number))
    }
    assert.equal(numberIn((await aNotice()).paper), numberIn(after[2]) + 1)
  })

  it('is made once when two processes make it at the same time', async () => {
    const hazard = await file(d.inspector)
    const actor = (await t.services.accounts.authenticate(d.desk.id, 1))!
    const id = randomUUID()
    await t.services.papers.issue(actor, id, { type: 'notice', of: { hazardIds: [hazard.id] } }, t.clock.now)
    const other = t.anotherProcess()
    const files = () => t.connection.collection('papers.files').countDocuments({})
    const before = await files()
    await Promise.all([t.services.papers.renderPending(t.clock.now), other.papers.renderPending(t.clock.now)])
    assert.equal(await files(), before + 1)
  })

  it('is given with what it was asked with to those who may correct it, as long as it stands', async () => {
    const hazard = await file(d.inspector)
    const asked = { type: 'notice', of: { hazardIds: [hazard.id] }, inspectors: '李建国、韩梅', requirements: { [hazard.id]: '三日内清走' } }
    const paper = await issued(d.desk, asked)
    const requestFor = async (by: Person, id: string) => (await by.request.get(`/api/papers/${id}`).expect(200)).body.request
    assert.deepEqual(paper.request, asked)
    assert.deepEqual(await requestFor(d.otherDesk, paper.id), asked)
    for (const by of [d.officer, d.principal, d.inspector, d.leader]) assert.equal(await requestFor(by, paper.id), null)
    const { body: { items } } = await d.desk.request.get(`/api/papers?hazardId=${hazard.id}`).expect(200)
    assert.equal('request' in items[0], false)
    const report = await issued(d.desk, { type: 'rectificationReport', of: { noticeId: paper.id }, unfinishedReason: '配件在途' })
    assert.equal((await requestFor(d.officer, report.id)).unfinishedReason, '配件在途')
    const corrected = await issued(d.desk, { ...paper.request, inspectors: '李建国', replaces: paper.id })
    assert.equal(await requestFor(d.desk, paper.id), null)
    await d.desk.request.put(`/api/papers/${corrected.id}/void`).send({ reason: '写错了' }).expect(200).expect(({ body }) => assert.equal(body.request, null))
    await t.connection.collection('papers').updateOne({ _id: report.id as never }, { $unset: { request: 1 } })
    assert.equal(await requestFor(d.desk, report.id), null)
  })

  it('that corrects another takes a new number and names the old, once', async () => {
    const { hazard, paper } = await aNotice()
    const body = { type: 'notice', of: { hazardIds: [hazard.id] }, inspectors: '李建国、韩梅', replaces: paper.id }
    const corrected = await issued(d.desk, body)
    assert.deepEqual(corrected.replaces, { id: paper.id, number: paper.number })
    assert.notEqual(corrected.number, paper.number)
    assert.match(await wordsOf(await download(d.desk, corrected.id)), new RegExp(`更正${paper.number}`))
    const old = (await d.desk.request.get(`/api/papers/${paper.id}`).expect(200)).body
    assert.deepEqual(old.replacedBy, { id: corrected.id, number: corrected.number })
    await ask(d.desk, body).expect(409).expect(({ body: problem }) => assert.equal(problem.code, 'paper-stands-no-more'))
    await ask(d.desk, { ...body, replaces: randomUUID() }).expect(404)
  })

  it('that is void keeps its number and says why, and frees its hazards', async () => {
    const { hazard, paper } = await aNotice()
    await ask(d.desk, { type: 'notice', of: { hazardIds: [hazard.id] } }).expect(422).expect(({ body }) => assert.deepEqual(body.errors, [{ path: 'of', code: 'on-notice' }]))
    const cancel = (by: Person, reason = '学校名称有误') => by.request.put(`/api/papers/${paper.id}/void`).send({ reason })
    await cancel(d.leader).expect(403)
    await cancel(d.principal).expect(403)
    await cancel(d.inspector).expect(403)
    await cancel(d.stranger).expect(404)
    const { body } = await cancel(d.desk).expect(200)
    assert.equal(body.number, paper.number)
    assert.deepEqual([body.void.reason, body.void.by.name], ['学校名称有误', '周科员'])
    await cancel(d.desk).expect(200)
    await cancel(d.otherDesk).expect(409)
    const next = await issued(d.desk, { type: 'notice', of: { hazardIds: [hazard.id] } })
    assert.ok(numberIn(next) > numberIn(paper))
    assert.match((await d.desk.request.get(`/api/papers/${paper.id}`)).body.file?.name ?? '（作废）', /^（作废）/)
    const { body: trail } = await d.auditor.request.get('/api/audit').expect(200)
    assert.ok(trail.items.some((entry: { action: string; subject: string }) => entry.action === 'paper.void' && entry.subject === `paper:${paper.id}`))
  })

  it('bears no number as a draft, and leaves nothing behind', async () => {
    const { id } = await file(d.inspector)
    const before = await t.connection.collection('papers').countDocuments({})
    const { body, headers } = await d.desk.request.post('/api/papers/draft').send({ type: 'notice', of: { hazardIds: [id] } })
      .buffer(true).parse(binary).expect(200)
    const words = await wordsOf(body as Buffer)
    assert.match(words, /山教体安整〔2026〕　号/)
    assert.match(words, /草稿/)
    assert.match(headers['content-disposition']!, /filename\*=UTF-8''%E6%A0%A1/)
    assert.equal(await t.connection.collection('papers').countDocuments({}), before)
  })

  it('is known only within its school, by the list, by itself and by its file', async () => {
    const { hazard, paper } = await aNotice()
    for (const who of [d.inspector, d.officer, d.principal, d.desk, d.leader]) {
      await who.request.get(`/api/papers/${paper.id}`).expect(200)
      const { body } = await who.request.get(`/api/papers?hazardId=${hazard.id}`).expect(200)
      assert.deepEqual(body.items.map(({ id }: { id: string }) => id), [paper.id])
    }
    for (const who of [d.stranger, d.strangerInspector]) {
      await who.request.get(`/api/papers/${paper.id}`).expect(404)
      await who.request.get(`/api/papers/${paper.id}/file`).expect(404)
      assert.deepEqual((await who.request.get(`/api/papers?hazardId=${hazard.id}`).expect(200)).body.items, [])
      assert.deepEqual((await who.request.get('/api/papers?schoolId=SC013').expect(200)).body.items, [])
    }
    await ask(d.stranger, { type: 'notice', of: { hazardIds: [hazard.id] } }).expect(404)
    await ask(d.officer, { type: 'notice', of: { hazardIds: [hazard.id] } }).expect(403)
    await ask(d.leader, { type: 'notice', of: { hazardIds: [hazard.id] } }).expect(403)
    await ask(d.desk, { type: 'notice', of: { hazardIds: [randomUUID()] } }).expect(404)
    await ask(d.desk, { type: 'notice', of: { schoolId: 'SC999', day: '2026-11-24' } }).expect(422)
  })

  it('stands in a list that pages by keys', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await d.desk.request.get(`/api/papers?type=notice&limit=7${cursor && `&cursor=${cursor}`}`).expect(200)
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.nextCursor ?? ''
    } while (cursor)
    assert.equal(new Set(seen).size, seen.length)
    assert.equal(seen.length, await t.connection.collection('papers').countDocuments({ type: 'notice' }))
    await d.desk.request.get('/api/papers?cursor=nonsense').expect(400)
  })

  it('leaves no file behind that nothing names', async () => {
    const orphan = await t.connection.collection('papers.files').insertOne({ length: 3, chunkSize: 1, uploadDate: t.clock.now, filename: 'x' })
    assert.ok(orphan.acknowledged)
    const before = await t.connection.collection('papers.files').countDocuments({})
    const tomorrow = new Date(Date.now() + 2 * 86_400_000)
    assert.equal(await t.services.sweepPapers(tomorrow), 1)
    assert.equal(await t.connection.collection('papers.files').countDocuments({}), before - 1)
  })
})

const numberIn = ({ number }: { number: string }): number => Number(/〕(\d+)号/.exec(number)![1])
