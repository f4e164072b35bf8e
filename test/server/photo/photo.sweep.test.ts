import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { ObjectId } from 'mongodb'
import { createPhotoFiles } from '../../../server/photo/photo.files.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { aDistrict, file, type District } from '../../support/hazards.ts'
import { jpeg } from './pictures.ts'

describe('sweeping what uploads left behind', () => {
  let t: TestApp
  let d: District
  let bytes: Buffer

  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
    bytes = await jpeg(800, 600)
  })
  after(() => t.stop())

  // An ObjectId takes its age from the machine's clock, so here the days are counted from that.
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)
  const filesOf = () => t.connection.collection('fs.files').countDocuments()
  const chunksOf = () => t.connection.collection('fs.chunks').countDocuments()

  it('leaves every photo and its display picture, and takes the rest after a day', async () => {
    const { id } = await file(d.inspector)
    const photoId = randomUUID()
    await d.inspector.request.put(`/api/hazards/${id}/photos/${photoId}`).field('kind', 'before').attach('photo', bytes, 'a.jpg').expect(201)
    await d.inspector.request.get(`/api/photos/${photoId}/display`).expect(200)
    assert.deepEqual([await filesOf(), await chunksOf()], [2, 2])

    const files = createPhotoFiles(t.connection)
    const large = Buffer.alloc(3 * 1024 * 1024 + 1, 7)
    await files.write(large, new Date())
    const rowless = await files.write(large, new Date())
    await t.connection.collection('fs.files').deleteOne({ _id: rowless })
    assert.deepEqual([await filesOf(), await chunksOf()], [3, 10])

    assert.equal(await t.services.sweepPhotos(inHours(23)), 0)
    assert.deepEqual([await filesOf(), await chunksOf()], [3, 10])

    assert.equal(await t.services.sweepPhotos(inHours(25)), 2)
    assert.deepEqual([await filesOf(), await chunksOf()], [2, 2])
    assert.equal(await t.services.sweepPhotos(inHours(25)), 0)
    assert.deepEqual((await d.inspector.request.get(`/api/photos/${photoId}/received`).expect(200)).body, bytes)
    await d.inspector.request.get(`/api/photos/${photoId}/display`).expect(200)
  })

  it('goes on beyond one batch', async () => {
    const earlier = [await filesOf(), await chunksOf()]
    const cutOff = Array.from({ length: 600 }, () => new ObjectId())
    await t.connection.collection('fs.files').insertMany(cutOff.map((_id) => ({ _id, length: 1, chunkSize: 1, uploadDate: new Date(), filename: '' })))
    await t.connection.collection('fs.chunks').insertMany(cutOff.map((id) => ({ files_id: id, n: 0, data: Buffer.of(7) })))
    assert.equal(await t.services.sweepPhotos(inHours(25)), 600)
    assert.deepEqual([await filesOf(), await chunksOf()], earlier)
  })
})
