import assert from 'node:assert/strict'
import { meaningsOf } from '../../../server/hazard/hazard.search.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, file, type District } from '../../support/hazards.ts'

const SCHOOLS = [
  { id: 'SC013', name: '石林镇中心小学', initials: 'slzzxxx' }, { id: 'SC014', name: '鹤山第二中学', initials: 'hsdezx' },
]

describe('searching hazards', () => {
  let t: TestApp
  let d: District
  const numbers = new Map<string, string>()
  before(async () => {
    t = await startApp({ at: '2026-11-01T09:00:00' })
    d = await aDistrict(t)
    for (const [id, name] of [['SC013', '石林镇中心小学'], ['SC014', '鹤山第二中学']] as const) {
      await d.administrator.request.put(`/api/schools/${id}`).send({ name, kind: '小学' }).expect(200)
    }
    const say = async (schoolId: string, spot: string, description: string) => {
      t.advance({ minutes: 7 })
      numbers.set(description, (await file(d.desk, { schoolId, spot, description })).number)
    }
    await say('SC013', '食堂后厨', '插座没有盖板，旁边就是水池')
    await say('SC013', '教学楼二层', '灭火器压力不足')
    await say('SC014', '宿舍三层', '灭火器箱上锁，插座过载')
    await say('SC014', '操场', '单杠松动ＡＢＣ')
  })
  after(() => t.stop())

  async function found(who: Person, q: string, more = ''): Promise<string[]> {
    const { body } = await who.request.get(`/api/hazards?q=${encodeURIComponent(q)}${more}`).expect(200)
    return body.items.map(({ description }: { description: string }) => description.slice(0, 5))
  }

  it('finds two characters of spot or description, newest first', async () => {
    assert.deepEqual(await found(d.desk, '灭火'), ['灭火器箱上', '灭火器压力'])
    assert.deepEqual(await found(d.desk, '插座'), ['灭火器箱上', '插座没有盖'])
    assert.deepEqual(await found(d.desk, '后厨'), ['插座没有盖'])
    assert.deepEqual(await found(d.desk, 'abc'), ['单杠松动Ａ'])
    assert.deepEqual(await found(d.desk, '锅炉'), [])
  })

  it('wants every word, wherever it stands', async () => {
    assert.deepEqual(await found(d.desk, '灭火器 插座'), ['灭火器箱上'])
    assert.deepEqual(await found(d.desk, '食堂　插座'), ['插座没有盖'])
    assert.deepEqual(await found(d.desk, '食堂 灭火器'), [])
  })

  it('finds a school by its name, its initials or its code, alone and beside other words', async () => {
    assert.deepEqual(await found(d.desk, '石林'), ['灭火器压力', '插座没有盖'])
    assert.deepEqual(await found(d.desk, 'hsdezx'), ['单杠松动Ａ', '灭火器箱上'])
    assert.deepEqual(await found(d.desk, 'sc014 灭火器'), ['灭火器箱上'])
    assert.deepEqual(await found(d.desk, '鹤山 石林'), [])
  })

  it('finds a hazard by its number, whole or in part', async () => {
    const number = numbers.get('灭火器箱上锁，插座过载')!
    assert.match(number, /^YH-2026-SC014-0001$/)
    assert.deepEqual(await found(d.desk, number.toLowerCase()), ['灭火器箱上'])
    assert.deepEqual(await found(d.desk, 'SC014-0001'), ['灭火器箱上'])
    assert.deepEqual(await found(d.desk, 'SC014-1'), ['灭火器箱上'])
    assert.deepEqual((await found(d.desk, '0001')).sort(), ['插座没有盖', '灭火器箱上'])
    assert.deepEqual(await found(d.desk, 'SC014-000'), ['单杠松动Ａ', '灭火器箱上'])
    assert.deepEqual(await found(d.desk, 'YH-2025-SC014-0001'), [])
  })

  it('finds the hazards of a number that is still being typed', async () => {
    for (const q of ['YH-2026-SC014', 'yh-2026-sc014-', '2026-SC014', 'SC014-', 'YH-2026-SC014-0']) assert.deepEqual(await found(d.desk, q), ['单杠松动Ａ', '灭火器箱上'], q)
    assert.equal((await found(d.desk, 'YH-2026-S')).length, 4)
    assert.deepEqual(await found(d.desk, 'YH-2025-SC014'), [])
    assert.deepEqual(await found(d.officer, 'YH-2026-SC014'), [])
    assert.deepEqual(await found(d.desk, 'YH-2026-SC014- 单杠'), ['单杠松动Ａ'])
  })

  it('goes by a school’s new name at once', async () => {
    await d.administrator.request.put('/api/schools/SC014').send({ name: '牡丹第二中学', kind: '中学' }).expect(200)
    assert.deepEqual(await found(d.desk, '牡丹'), ['单杠松动Ａ', '灭火器箱上'])
    assert.deepEqual(await found(d.desk, '鹤山'), [])
  })

  it('narrows by everything that a list is narrowed by', async () => {
    assert.deepEqual(await found(d.desk, '灭火器', '&schoolId=SC013'), ['灭火器压力'])
    assert.deepEqual(await found(d.desk, '灭火器', '&state=overdue,closed'), [])
    assert.deepEqual(await found(d.desk, '灭火器', '&state=open,soon&severity=general'), ['灭火器箱上', '灭火器压力'])
    assert.deepEqual(await found(d.desk, '灭火器', '&list=mine'), [])
    assert.deepEqual(await found(d.stranger, '灭火器', '&list=mine'), ['灭火器箱上'])
  })

  it('tells nobody of what lies outside the schools of the account', async () => {
    for (const q of ['灭火器', '宿舍', '牡丹', 'SC014', 'YH-2026-SC014-0001', '0001', '0002']) {
      const { body } = await d.officer.request.get(`/api/hazards?q=${encodeURIComponent(q)}`).expect(200)
      assert.ok(body.items.every(({ schoolId }: { schoolId: string }) => schoolId === 'SC013'), q)
    }
    assert.deepEqual(await found(d.officer, 'YH-2026-SC014-0001'), [])
    assert.deepEqual(await found(d.officer, '灭火器', '&schoolId=SC014'), [])
    assert.deepEqual(await found(await t.person('inspector', { schoolIds: [] }), '灭火器'), [])
  })

  it('gives every hit once, page by page, also where a word means a school and a text', async () => {
    for (let n = 0; n < 11; n++) {
      t.advance({ minutes: 3 })
      await file(n % 2 ? d.desk : d.inspector, { schoolId: 'SC013', spot: n % 3 ? '石林楼' : '北楼', description: `护栏松动 ${n}` })
    }
    const ids: string[] = []
    const times: string[] = []
    let cursor = ''
    do {
      const { body } = await d.desk.request.get(`/api/hazards?q=${encodeURIComponent('石林')}&limit=4${cursor && `&cursor=${cursor}`}`).expect(200)
      ids.push(...body.items.map(({ id }: { id: string }) => id))
      times.push(...body.items.map(({ receivedAt }: { receivedAt: string }) => receivedAt))
      cursor = body.nextCursor ?? ''
    } while (cursor)
    assert.equal(ids.length, 13)
    assert.equal(new Set(ids).size, 13)
    assert.deepEqual(times, [...times].sort().reverse())
  })

  it('refuses words with nothing to go by, and too many of them', async () => {
    for (const q of ['火', 'a b', '，。、', '火'.repeat(61)]) await d.desk.request.get(`/api/hazards?q=${encodeURIComponent(q)}`).expect(400)
    await d.desk.request.get('/api/hazards?q[$ne]=1').expect(400)
  })

  it('finds what was stored before there was a search, once the database has been gone through', async () => {
    const hazards = t.connection.collection('hazards')
    const numbered = await found(d.desk, '0001')
    await hazards.updateMany({ schoolId: 'SC014' }, { $unset: { grams: 1 } })
    await hazards.updateMany({ schoolId: { $ne: 'SC014' } }, { $pull: { grams: '0001' } as never })
    assert.deepEqual([await found(d.desk, '单杠'), await found(d.desk, '0001')], [[], []])
    assert.equal(await t.services.migrate(), true)
    assert.deepEqual([await found(d.desk, '单杠'), await found(d.desk, '0001')], [['单杠松动Ａ'], numbered])
    assert.equal(await t.services.migrate(), false)
  })

  it('keeps its pairs to itself', async () => {
    const { body } = await d.desk.request.get('/api/hazards?limit=1').expect(200)
    assert.equal('grams' in body.items[0], false)
    assert.equal('grams' in (await d.desk.request.get(`/api/hazards/${body.items[0].id}`).expect(200)).body, false)
  })
})

describe('what a query may mean', () => {
  it('a word that names a school may still be a text', () => {
    assert.deepEqual(meaningsOf('石林', SCHOOLS), [{ schoolIds: ['SC013'] }, { grams: ['石林'] }])
  })
  it('a number is looked up where numbers are allocated', () => {
    assert.deepEqual(meaningsOf('YH-2026-SC013-0042', SCHOOLS)[0], { schoolIds: ['SC013'], seq: 42, year: 2026 })
    assert.deepEqual(meaningsOf('sc013-42', SCHOOLS)[0], { schoolIds: ['SC013'], seq: 42 })
    assert.ok(meaningsOf('SC999-0042', SCHOOLS).every(({ seq }) => seq === undefined))
  })
  it('two words that name two schools contradict each other', () => {
    assert.ok(meaningsOf('石林 鹤山', SCHOOLS).every(({ schoolIds, grams }) => (schoolIds?.length ?? 0) <= 1 && grams !== undefined))
  })
  it('never asks for more than the words of a query can mean', () => {
    assert.ok(meaningsOf('石林 鹤山 中学 小学 第二 中心 石林 鹤山', SCHOOLS).length <= 16)
  })
})
