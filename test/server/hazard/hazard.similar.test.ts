import assert from 'node:assert/strict'
import { likeness } from '../../../server/hazard/hazard.similar.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, done, evidence, file, putPhoto, type District } from '../../support/hazards.ts'

const HERE = { lng: 114.18, lat: 35.9, accuracyMetres: 12 }

describe('what a report may repeat', () => {
  let t: TestApp
  let d: District
  let first: string
  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
    first = (await file(d.inspector, { spot: '教学楼二层西侧', description: '灭火器压力不足，指针在红区', location: HERE })).id
    await putPhoto(d.inspector, first, 'before')
    await file(d.inspector, { spot: '食堂后厨', description: '安全出口被货架挡住' })
    await file(d.inspector, { category: 'ELEC', spot: '教学楼二层西侧', description: '灭火器旁插座烧黑' })
    await file(d.desk, { schoolId: 'SC014', spot: '教学楼二层西侧', description: '灭火器压力不足' })
  })
  after(() => t.stop())

  const ask = async (who: Person, more: object) =>
    (await who.request.post('/api/hazards/similar').send({ schoolId: 'SC013', category: 'FIRE', ...more }).expect(200)).body.items as { hazard: { id: string; photos: unknown[] }; why: string[] }[]

  it('is found by the words of the spot, by what was said, and within fifty metres', async () => {
    assert.deepEqual((await ask(d.otherInspector, { spot: '教学楼二层' })).map(({ hazard, why }) => [hazard.id, why]), [[first, ['spot']]])
    assert.deepEqual((await ask(d.inspector, { spot: '走廊', description: '二楼灭火器压力低，要换' })).map(({ hazard, why }) => [hazard.id, why]), [[first, ['words']]])
    assert.deepEqual((await ask(d.officer, { location: { ...HERE, lat: HERE.lat + 0.0003 } })).map(({ hazard, why }) => [hazard.id, why]), [[first, ['near']]])
    assert.equal((await ask(d.desk, { spot: '教学楼二层' }))[0]!.hazard.photos.length, 1)
  })

  it('is of the same school and category, and within the reader’s scope', async () => {
    assert.deepEqual(await ask(d.inspector, { category: 'FOOD', spot: '教学楼二层西侧' }), [])
    await d.officer.request.post('/api/hazards/similar').send({ schoolId: 'SC014', category: 'FIRE', spot: '教学楼二层西侧' }).expect(404)
    await d.inspector.request.post('/api/hazards/similar').send({ schoolId: 'SC013' }).expect(400)
  })

  it('is unfinished: what is closed may have come back', async () => {
    await done(d.officer, first, { action: 'close', ...await evidence(d.officer, first) })
    assert.deepEqual(await ask(d.inspector, { spot: '教学楼二层西侧', description: '灭火器压力不足' }), [])
  })
})

describe('likeness', () => {
  const hazard = { spot: '宿舍楼三层', description: '窗户护栏松动，螺丝掉了两个', location: HERE }
  it('is not made by a word or two', () => {
    assert.deepEqual(likeness({ spot: '宿舍楼一层东侧卫生间', description: '水龙头松动' }, hazard).why, [])
    assert.deepEqual(likeness({}, hazard).why, [])
  })
  it('does not trust a position that is only roughly known', () => {
    assert.deepEqual(likeness({ location: { ...HERE, accuracyMetres: 300 } }, hazard).why, [])
    assert.deepEqual(likeness({ location: { ...HERE, lng: HERE.lng + 0.001 } }, hazard).why, [])
    assert.deepEqual(likeness({ location: HERE }, hazard).why, ['near'])
  })
})
