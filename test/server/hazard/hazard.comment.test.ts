import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { MAX_COMMENTS } from '../../../server/hazard/hazard.standing.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { act, aDistrict, evidence, file, putPhoto, recordOf, refused, toldOf, type District } from '../../support/hazards.ts'

describe('what people say of a hazard', () => {
  let t: TestApp
  let d: District
  beforeEach(async () => {
    t = await startApp()
    d = await aDistrict(t)
  })
  afterEach(() => t.stop())

  describe('a comment', () => {
    it('is said with photos or without, moves nothing, and is told to assignee and reporter', async () => {
      const { id } = await file(d.inspector)
      const photo = await putPhoto(d.principal, id, 'comment')
      assert.deepEqual((await recordOf(d.desk, id)).photos, [])
      const first = await act(d.principal, id, { action: 'comment', note: '施工队周五进场', photoIds: [photo] }).expect(201)
      await act(d.desk, id, { action: 'comment', note: '收到' }).expect(201)
      assert.deepEqual([first.body.version, first.body.status], [1, 'open'])
      const hazard = await recordOf(d.desk, id)
      assert.deepEqual([hazard.version, hazard.photos.map(({ kind }) => kind), hazard.history.length], [1, ['comment'], 3])
      assert.deepEqual(await toldOf(d.inspector), ['comment', 'comment'])
      assert.deepEqual(await toldOf(d.officer), ['comment', 'comment', 'report'])
      assert.deepEqual(await toldOf(d.principal), [])
      await d.officer.request.get(`/api/photos/${photo}/thumbnail`).expect(200)
      for (const stranger of [d.stranger, d.strangerInspector]) await stranger.request.get(`/api/photos/${photo}/thumbnail`).expect(404)
    })

    it('needs words or photos, and photos that are there and of its own kind', async () => {
      const { id } = await file(d.inspector)
      await act(d.officer, id, { action: 'comment' }).expect(400)
      await act(d.officer, id, { action: 'comment', photoIds: [randomUUID()] }).expect(refused('evidence-missing'))
      const after = await putPhoto(d.officer, id, 'after')
      await act(d.officer, id, { action: 'comment', photoIds: [after] }).expect(refused('evidence-missing'))
      const comment = await putPhoto(d.officer, id, 'comment')
      await act(d.officer, id, { action: 'close', version: 1, measures: '好了', photoIds: [comment] }).expect(refused('evidence-missing'))
      await act(d.officer, id, { action: 'comment', note: '好', version: 1 }).expect(400)
    })

    it('is kept whoever else acts at the same moment, once under its id, also when the hazard is closed', async () => {
      const { id } = await file(d.inspector)
      const proof = await evidence(d.officer, id)
      const actionId = randomUUID()
      const comment = { action: 'comment', note: '我来看过' }
      const [closing, ...comments] = await Promise.all([
        act(d.officer, id, { action: 'close', version: 1, ...proof }), act(d.inspector, id, comment, actionId), act(d.inspector, id, comment, actionId),
        act(d.deputy, id, { action: 'comment', note: '帮着收拾' }), act(d.principal, id, { action: 'comment', note: '辛苦' }),
      ])
      assert.equal(closing!.status, 201)
      assert.deepEqual(comments.map(({ status }) => status).sort(), [200, 201, 201, 201])
      await act(d.inspector, id, { action: 'comment', note: '别的话' }, actionId).expect(refused('id-taken', 409))
      await act(d.desk, id, { action: 'comment', note: '回头看没有问题' }).expect(201)
      const { history, version } = await recordOf(d.desk, id)
      assert.deepEqual([version, history.filter(({ action }) => action === 'comment').length], [2, 4])
      assert.deepEqual((await t.services.chase.untold(10)), [])
    })

    it('is the last one when there are very many', async () => {
      const { id } = await file(d.inspector)
      const many = Array.from({ length: MAX_COMMENTS }, () => ({ at: t.clock.now, by: d.officer.id, action: 'comment', actionId: randomUUID(), from: 'open', to: 'open', note: '嗯' }))
      await t.connection.collection('hazards').updateOne({ _id: id as never }, { $push: { history: { $each: many } } as never })
      await act(d.officer, id, { action: 'comment', note: '还有' }).expect(refused('comments-full'))
      await act(d.officer, id, { action: 'acknowledge', version: 1 }).expect(201)
    })
  })
})
