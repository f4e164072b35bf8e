import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import type { Photo } from '../../../server/contract/hazard.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { act, aDistrict, done, evidence, file, type District } from '../../support/hazards.ts'
import { bomb, jpeg, lyingOnItsSide, NO_PICTURES } from './pictures.ts'

const put = (by: Person, hazardId: string, kind: string, bytes: Buffer, photoId: string = randomUUID()) =>
  by.request.put(`/api/hazards/${hazardId}/photos/${photoId}`).field('kind', kind).attach('photo', bytes, 'IMG_0001.jpg')

describe('sending a photo', () => {
  let t: TestApp
  let d: District
  let bytes: Buffer
  let others: Buffer[]

  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
    bytes = await jpeg(640, 480)
    others = await Promise.all(Array.from({ length: 6 }, (_, seed) => jpeg(160, 120, seed + 2)))
  })
  after(() => t.stop())

  const photosOf = async (hazardId: string) => (await d.inspector.request.get(`/api/hazards/${hazardId}`).expect(200)).body.photos as Photo[]
  const attached = async (hazardId: string) => (await t.connection.collection('hazards').findOne({ _id: hazardId as never }))?.photoIds as string[]

  it('answers what is stored, and the same when asked again', async () => {
    const { id } = await file(d.inspector)
    const photoId = randomUUID()
    const first = await put(d.inspector, id, 'before', bytes, photoId.toUpperCase()).expect(201)
    assert.deepEqual(first.body, {
      id: photoId, kind: 'before', by: d.inspector.id, at: t.clock.now.toISOString(),
      sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, width: 640, height: 480,
    })
    t.advance({ minutes: 5 })
    assert.deepEqual((await put(d.inspector, id, 'before', bytes, photoId).expect(200)).body, first.body)
    assert.deepEqual(await photosOf(id), [first.body])
    assert.deepEqual(await attached(id), [photoId])
  })

  it('counts width and height as the picture is seen', async () => {
    const { id } = await file(d.inspector)
    const { body } = await put(d.inspector, id, 'before', await lyingOnItsSide()).expect(201)
    assert.deepEqual([body.width, body.height], [200, 400])
  })

  it('refuses other content under the same id', async () => {
    const { id } = await file(d.inspector, { photoCount: 3 })
    const photoId = randomUUID()
    await put(d.inspector, id, 'before', bytes, photoId).expect(201)
    assert.equal((await put(d.inspector, id, 'before', others[0]!, photoId).expect(409)).body.code, 'id-taken')
    assert.equal((await put(d.inspector, id, 'after', bytes, photoId).expect(409)).body.code, 'id-taken')
    const { id: elsewhere } = await file(d.inspector)
    assert.equal((await put(d.inspector, elsewhere, 'before', bytes, photoId).expect(409)).body.code, 'id-taken')
    assert.deepEqual(await attached(elsewhere), [])
    assert.equal((await put(d.officer, id, 'before', bytes, photoId).expect(403)).body.code, 'not-this-person')
  })

  it('finishes what the first request left undone', async () => {
    const { id } = await file(d.inspector)
    const photoId = randomUUID()
    await put(d.inspector, id, 'before', bytes, photoId).expect(201)
    await t.connection.collection('hazards').updateOne({ _id: id as never }, { $set: { photoIds: [] } })
    await put(d.inspector, id, 'before', bytes, photoId).expect(200)
    assert.deepEqual(await attached(id), [photoId])
  })

  it('takes before photos until the count is reached, and repeats after that', async () => {
    const { id } = await file(d.inspector, { photoCount: 2 })
    const photoId = randomUUID()
    await put(d.inspector, id, 'before', bytes, photoId).expect(201)
    // A broken one takes no place: another id may come in its stead.
    await put(d.inspector, id, 'before', bytes.subarray(0, 5000)).expect(422)
    await put(d.inspector, id, 'before', others[0]!).expect(201)
    assert.equal((await put(d.inspector, id, 'before', others[1]!).expect(409)).body.code, 'photos-complete')
    await put(d.inspector, id, 'before', bytes, photoId).expect(200)
    assert.equal((await photosOf(id)).length, 2)
  })

  it('keeps to the count when all come at once', async () => {
    const { id } = await file(d.inspector, { photoCount: 3 })
    const answers = await Promise.all(others.map((other) => put(d.inspector, id, 'before', other)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 201, 409, 409, 409])
    assert.equal((await photosOf(id)).length, 3)
    assert.equal((await attached(id)).length, 3)
  })

  it('keeps one photo however often it is sent at once', async () => {
    const { id } = await file(d.inspector, { photoCount: 3 })
    const photoId = randomUUID()
    const answers = await Promise.all(Array.from({ length: 5 }, () => put(d.inspector, id, 'before', bytes, photoId)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 200, 200, 201])
    for (const { body } of answers) assert.deepEqual(body, answers[0]!.body)
    assert.equal((await photosOf(id)).length, 1)
  })

  it('tells nobody outside the scope that there is such a hazard, whatever is sent', async () => {
    const { id } = await file(d.inspector)
    await put(d.stranger, id, 'before', bytes).expect(404)
    await put(d.inspector, randomUUID(), 'before', bytes).expect(404)
    await d.stranger.request.put(`/api/hazards/${id}/photos/${randomUUID()}`).send({ not: 'a form' }).expect(404)
    await t.anyone().put(`/api/hazards/${id}/photos/${randomUUID()}`).field('kind', 'before').attach('photo', bytes, 'a.jpg').expect(401)
    await put(d.administrator, id, 'before', bytes).expect(403)
    await d.inspector.request.put(`/api/hazards/${id}/photos/not-an-id`).field('kind', 'before').attach('photo', bytes, 'a.jpg').expect(400)
  })

  it('takes before photos from the reporter alone, and after photos from who may put it right', async () => {
    const { id } = await file(d.inspector)
    for (const person of [d.officer, d.principal, d.desk, d.leader, d.otherInspector]) {
      assert.equal((await put(person, id, 'before', bytes).expect(403)).body.code, 'not-this-person')
    }
    for (const person of [d.otherInspector, d.desk, d.leader]) await put(person, id, 'after', bytes).expect(403)
    for (const person of [d.officer, d.principal, d.inspector]) await put(person, id, 'after', bytes).expect(201)
  })

  it('takes no after photo once the hazard is closed', async () => {
    const { id } = await file(d.inspector)
    await done(d.officer, id, { action: 'close', ...(await evidence(d.officer, id)) })
    assert.equal((await put(d.officer, id, 'after', bytes).expect(409)).body.code, 'photo-not-expected')
  })

  it('looks at the hazard again when the photo was long on its way', async () => {
    const { photos, accounts, hazards } = t.services
    const [actor, officer] = await Promise.all([d.inspector, d.officer].map(async (one) => (await accounts.authenticate(one.id, 1))!))
    const { id } = await file(d.inspector, { photoCount: 2 })
    await put(d.inspector, id, 'before', bytes).expect(201)
    const found = await photos.expect(actor!, id, t.clock.now)
    const asked = t.clock.now
    const keep = (by: typeof actor, kind: 'before' | 'after') => photos.keep(by!, found, { photoId: randomUUID(), kind, bytes: others[0]! }, asked)
    await hazards.setPhotoCount(actor!, id, 1)
    t.advance({ minutes: 1 })
    await assert.rejects(keep(actor, 'before'), { code: 'photos-complete' })
    await done(d.officer, id, { action: 'close', ...(await evidence(d.officer, id)) })
    await assert.rejects(keep(officer, 'after'), { code: 'photo-not-expected' })
  })

  it('closes nothing on a photo that has not arrived, or was sent as another kind', async () => {
    const { id, version } = await file(d.inspector)
    const beforeId = randomUUID()
    await put(d.inspector, id, 'before', bytes, beforeId).expect(201)
    for (const photoIds of [[randomUUID()], [beforeId]]) {
      const { body } = await act(d.officer, id, { action: 'close', version, measures: '已清走', photoIds }).expect(422)
      assert.equal(body.code, 'evidence-missing')
    }
  })

  it('shows an after photo to others only once an action names it', async () => {
    const { id } = await file(d.inspector)
    const photoId = randomUUID()
    await put(d.officer, id, 'after', bytes, photoId).expect(201)
    assert.deepEqual(await photosOf(id), [])
    await d.officer.request.get(`/api/photos/${photoId}/thumbnail`).expect(200)
    await d.inspector.request.get(`/api/photos/${photoId}/thumbnail`).expect(404)
    await done(d.officer, id, { action: 'close', measures: '已清走', photoIds: [photoId] })
    assert.deepEqual((await photosOf(id)).map((photo) => photo.id), [photoId])
    await d.inspector.request.get(`/api/photos/${photoId}/thumbnail`).expect(200)
  })

  it('refuses what is no picture, is broken, or would fill the memory, and stores nothing of it', async () => {
    const { id } = await file(d.inspector)
    const stored = () => t.connection.collection('fs.files').countDocuments()
    const earlier = await stored()
    for (const nothing of Object.values(NO_PICTURES)) {
      assert.equal((await put(d.inspector, id, 'before', nothing).expect(415)).body.code, 'unsupported-type')
    }
    assert.equal((await put(d.inspector, id, 'before', bytes.subarray(0, bytes.length - 500)).expect(422)).body.code, 'photo-broken')
    assert.equal((await put(d.inspector, id, 'before', bomb()).expect(422)).body.code, 'photo-too-large-to-decode')
    assert.equal(await stored(), earlier)
    // Who may not send at all learns that before what is wrong with the file.
    await put(d.officer, id, 'before', NO_PICTURES.SVG!).expect(403)
  })

  it('lays the document out so that the thumbnail comes last', async () => {
    const { id } = await file(d.inspector)
    const photoId = randomUUID()
    await put(d.inspector, id, 'before', bytes, photoId).expect(201)
    const stored = await t.connection.collection('photos').findOne({ _id: photoId as never })
    assert.equal(Object.keys(stored!).at(-1), 'thumbnail')
  })
})
