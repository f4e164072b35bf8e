import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { createDisplays } from '../../../server/photo/photo.display.ts'
import { createPhotoFiles } from '../../../server/photo/photo.files.ts'
import { createPhotoStore } from '../../../server/photo/photo.store.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, file, type District } from '../../support/hazards.ts'
import { jpeg, polyglot, scene, SCRIPT } from './pictures.ts'

describe('looking at a photo', () => {
  let t: TestApp
  let d: District
  let bytes: Buffer
  let number: string
  let photoId: string

  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
    // More than one chunk, so that parts of it lie across two.
    bytes = await scene(3000, 2250).jpeg({ quality: 92 }).toBuffer()
    assert.ok(bytes.length > 1024 * 1024)
    ;({ number, photoId } = await sent(bytes))
  })
  after(() => t.stop())

  async function sent(picture: Buffer) {
    const hazard = await file(d.inspector)
    const id = randomUUID()
    await d.inspector.request.put(`/api/hazards/${hazard.id}/photos/${id}`).field('kind', 'before').attach('photo', picture, 'a.jpg').expect(201)
    return { number: hazard.number, photoId: id }
  }
  const get = (by: Person, form: string, id = photoId) => by.request.get(`/api/photos/${id}/${form}`)
  const filesOf = () => t.connection.collection('fs.files').countDocuments()
  const chunksOf = () => t.connection.collection('fs.chunks').countDocuments()

  it('as a thumbnail: a small WebP, kept by the reader but asked for again', async () => {
    const { body, headers } = await get(d.officer, 'thumbnail').expect(200).expect('Content-Type', 'image/webp')
    const { width, height } = await sharp(body as Buffer).metadata()
    assert.deepEqual([width, height], [320, 240])
    assert.equal(headers['cache-control'], 'private, no-cache')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    await get(d.officer, 'thumbnail').set('If-None-Match', headers.etag!).expect(304)
    await get(d.officer, 'display').set('If-None-Match', headers.etag!).expect(200)
  })

  it('not from another school, not even by who knows what it looks like', async () => {
    const { headers } = await get(d.officer, 'thumbnail').expect(200)
    for (const form of ['thumbnail', 'display', 'received']) {
      for (const person of [d.stranger, d.strangerInspector]) {
        await get(person, form).set('If-None-Match', headers.etag!).expect(404)
        await get(person, form).set('If-None-Match', '*').expect(404)
      }
      await t.anyone().get(`/api/photos/${photoId}/${form}`).set('If-None-Match', '*').expect(401)
      await get(d.administrator, form).expect(403)
      await get(d.auditor, form).expect(403)
      await get(d.inspector, form, randomUUID()).expect(404)
    }
    await get(d.inspector, 'original').expect(400)
  })

  it('no longer once the school has left the scope', async () => {
    const passing = await t.person('inspector', { schoolIds: ['SC013'] })
    const { headers } = await get(passing, 'thumbnail').expect(200)
    await t.connection.collection('accounts').updateOne({ _id: passing.id as never }, { $set: { schoolIds: ['SC014'] } })
    await get(passing, 'thumbnail').set('If-None-Match', headers.etag!).expect(404)
  })

  it('large: drawn once however many ask at the same time, and kept', async () => {
    const { photoId: fresh } = await sent(bytes)
    const [files, chunks] = [await filesOf(), await chunksOf()]
    const views = await Promise.all(Array.from({ length: 4 }, () => get(d.officer, 'display', fresh).expect(200)))
    for (const { body } of views) assert.deepEqual(body, views[0]!.body)
    const { format, width, height } = await sharp(views[0]!.body as Buffer).metadata()
    assert.deepEqual([format, width, height], ['jpeg', 2048, 1536])
    const made = await chunksOf() - chunks
    assert.equal(await filesOf() - files, 1)
    assert.deepEqual((await get(d.officer, 'display', fresh).expect(200)).body, views[0]!.body)
    assert.equal(await chunksOf() - chunks, made)
  })

  it('large: two processes that draw it at once keep one', async () => {
    const { photoId: fresh } = await sent(await jpeg(800, 600))
    const store = createPhotoStore(t.connection)
    const files = createPhotoFiles(t.connection)
    const photo = (await store.find(fresh))!
    const [kept, chunks] = [await filesOf(), await chunksOf()]
    // The second reads before the first has claimed: both draw.
    const drawnByBoth = { ...files, readWhole: async (id: typeof photo.fileId) => { await bothReading(); return files.readWhole(id) } }
    const bothReading = meeting(2)
    const [one, other] = await Promise.all([1, 2].map(() => createDisplays(store, drawnByBoth, () => t.clock.now).of(photo)))
    assert.deepEqual(one, other)
    assert.deepEqual([await filesOf() - kept, await chunksOf() - chunks], [1, 1])
  })

  it('large: never the bytes that were sent', async () => {
    const { photoId: fresh } = await sent(await polyglot())
    const { body } = await get(d.officer, 'display', fresh).expect(200)
    assert.ok(!(body as Buffer).includes(SCRIPT))
  })

  it('in parts, also across chunks', async () => {
    const whole = (await get(d.inspector, 'received').expect(200)).body as Buffer
    assert.deepEqual(whole, bytes)
    const middle = 1024 * 1024
    const part = await get(d.inspector, 'received').set('Range', `bytes=${middle - 10}-${middle + 9}`).expect(206)
    assert.equal(part.headers['content-range'], `bytes ${middle - 10}-${middle + 9}/${bytes.length}`)
    assert.deepEqual(part.body, bytes.subarray(middle - 10, middle + 10))
    assert.equal((await get(d.inspector, 'display').set('Range', 'bytes=99999999-').expect(416)).body.code, 'range-not-satisfiable')
  })

  it('as received: only by who checks, named after the hazard, and on record', async () => {
    for (const person of [d.officer, d.principal]) {
      assert.equal((await get(person, 'received').expect(403)).body.code, 'role-not-allowed')
    }
    for (const person of [d.inspector, d.desk, d.leader]) {
      const earlier = await intendedBy(person)
      const { headers, body } = await get(person, 'received').expect(200).expect('Content-Type', 'image/jpeg')
      assert.equal(headers['content-disposition'], `attachment; filename="${number}-before-1.jpg"`)
      assert.equal(headers.etag, `"${createHash('sha256').update(body as Buffer).digest('hex')}"`)
      const [entry, ...more] = (await intendedBy(person)).slice(earlier.length)
      assert.equal(more.length, 0)
      assert.equal(entry?.subject, `photo:${photoId}`)
      assert.equal((entry?.detail as { hazard: string }).hazard, number)
    }
  })

  it('as received: asking whether it changed hands nothing out', async () => {
    const { headers } = await get(d.desk, 'received').expect(200)
    const earlier = await intendedBy(d.desk)
    await get(d.desk, 'received').set('If-None-Match', headers.etag!).expect(304)
    await d.desk.request.head(`/api/photos/${photoId}/received`).expect(200)
    assert.equal((await intendedBy(d.desk)).length, earlier.length)
  })

  const intendedBy = ({ id }: Person) =>
    t.connection.collection('audit').find({ action: 'photo.download', by: id, stage: 'intended' }).sort({ _id: 1 }).toArray()
})

/** Lets nobody on until so many have come. */
function meeting(of: number): () => Promise<void> {
  let open = () => {}
  const all = new Promise<void>((resolve) => { open = resolve })
  return () => {
    if (--of === 0) open()
    return all
  }
}
