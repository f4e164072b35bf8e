import assert from 'node:assert/strict'
import { RowErrors } from '../../../server/csv/row-errors.ts'
import { readSchools } from '../../../server/school/school.import.ts'
import { startApp, type TestApp } from '../../support/app.ts'

const HEAD = 'code,name,type,cluster,lat_wgs84,lng_wgs84,lat_gcj02,lng_gcj02,students,boarding,canteen,school_bus,is_demo\n'
const rowsOf = (text: string) => readSchools(new TextEncoder().encode(HEAD + text))
const GOOD = 'SC013,石林中心小学,小学(中心校),石林镇,35.9187,114.2476,35.918646,114.253532,540,0,1,1,1\nSC014,石林北村小学,,,,,,,,,,,\n'

describe('reading a list of schools', () => {
  it('takes WGS-84, leaves GCJ-02 alone, and lets cells be empty', () => {
    assert.deepEqual(rowsOf(GOOD), [
      { id: 'SC013', name: '石林中心小学', kind: '小学(中心校)', cluster: '石林镇', place: { lat: 35.9187, lng: 114.2476 }, students: 540, boarding: false, canteen: true, schoolBus: true, demo: true },
      { id: 'SC014', name: '石林北村小学', kind: '', cluster: '', place: null, students: null, boarding: false, canteen: false, schoolBus: false },
    ])
  })

  const bad: [string, string, RegExp][] = [
    ['half a place', 'SC1,校,,,35.9,,,,,,,,', /^第 2 行：坐标/],
    ['latitude and longitude swapped', 'SC1,校,,,114.2,35.9,,,,,,,', /^第 2 行：坐标/],
    ['a place in degrees and minutes', 'SC1,校,,,35°55,114°14,,,,,,,', /^第 2 行：坐标/],
    ['half a pupil', 'SC1,校,,,,,,,1.5,,,,', /^第 2 行：学生数/],
    ['a flag that is no flag', 'SC1,校,,,,,,,,是,,,2', /^第 2 行：boarding 填 0 或 1\n第 2 行：is_demo/],
    ['a code twice', 'SC1,校,,,,,,,,,,,\nSC1,校,,,,,,,,,,,', /^第 3 行：学校代码 SC1 在第 2 行/],
    ['a row too short, and what is wrong with the others', 'SC1,校\nSC2,,,,,,,,,,,,', /^第 2 行：有 2 格.*\n第 3 行：校名/],
    ['no code and no name', ',,小学,,,,,,,,,,', /^第 2 行：学校代码.*\n第 2 行：校名/],
  ]
  for (const [what, text, reason] of bad) {
    it(`names ${what}`, () => assert.throws(() => rowsOf(text), (error) => {
      assert.ok(error instanceof RowErrors)
      assert.match(error.message, reason)
      return true
    }))
  }
})

describe('importing schools', () => {
  let t: TestApp
  before(async () => { t = await startApp() })
  after(() => t.stop())

  it('adds, changes what differs, and changes nothing the second time', async () => {
    const run = (text: string) => t.services.schools.importRows(rowsOf(text), { id: 'system' })
    assert.deepEqual(await run(GOOD), { created: 2, changed: 0, unchanged: 0 })
    assert.deepEqual(await run(GOOD), { created: 0, changed: 0, unchanged: 2 })
    assert.deepEqual(await run(GOOD.replace('540', '541')), { created: 0, changed: 1, unchanged: 1 })
    const { request } = await t.person('administrator')
    const { body } = await request.get('/api/schools').expect(200)
    assert.deepEqual(body.items.map(({ id, students, demo, initials }: Record<string, unknown>) => [id, students, demo, initials]),
      [['SC013', 541, true, 'slzxxx'], ['SC014', null, false, 'slbcxx']])
  })
})
