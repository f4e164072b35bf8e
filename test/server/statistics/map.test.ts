import assert from 'node:assert/strict'
import { startApp, type TestApp } from '../../support/app.ts'
import { aDistrict, done, evidence, file, type District } from '../../support/hazards.ts'

describe('the map', () => {
  let t: TestApp
  let d: District
  before(async () => {
    t = await startApp({ at: '2026-11-10T09:00:00' })
    d = await aDistrict(t)
    await t.school('SC099', null)
    await file(d.desk, { severity: 'serious' })
    const closing = await file(d.desk, {})
    await file(d.desk, { schoolId: 'SC099', severity: 'major' })
    t.setClock('2026-11-18T09:00:00')
    for (const person of ['desk', 'officer', 'inspector', 'stranger', 'leader'] as const) d[person].request = await t.logIn(d[person].username)
    await done(d.officer, closing.id, { action: 'close', ...await evidence(d.officer, closing.id) })
    await file(d.desk, { severity: 'serious', category: 'ELEC', dueOn: '2026-11-20' })
    await file(d.desk, { severity: 'general' })
    const waiting = await file(d.desk, { severity: 'major', schoolId: 'SC014' })
    await done(d.stranger, waiting.id, { action: 'rectify', ...await evidence(d.stranger, waiting.id) })
  })
  after(() => t.stop())

  const map = async (query = '') => (await d.leader.request.get(`/api/map${query}`).expect(200)).body

  it('counts each hazard in one state, and those without a place in the total', async () => {
    const { total, schools, unplaced } = await map()
    assert.deepEqual(schools, [
      { schoolId: 'SC013', lng: 114.18, lat: 35.9, overdue: 1, soon: 0, open: 2, rectified: 0, closed: 1, major: 0 },
      { schoolId: 'SC014', lng: 114.18, lat: 35.9, overdue: 0, soon: 0, open: 0, rectified: 1, closed: 0, major: 1 },
    ])
    assert.equal(unplaced, 1)
    assert.equal(total, 5)
  })

  it('moves a hazard to due soon and to overdue as the days pass, and forgets what closed a month ago', async () => {
    t.setClock('2026-11-19T08:00:00')
    d.leader.request = await t.logIn(d.leader.username)
    const { schools: [before] } = await map()
    assert.deepEqual([before.overdue, before.soon, before.open], [1, 1, 1])
    t.setClock('2026-12-19T08:00:00')
    d.leader.request = await t.logIn(d.leader.username)
    const { schools: [after] } = await map()
    assert.deepEqual([after.overdue, after.soon, after.open, after.closed], [3, 0, 0, 0])
    t.setClock('2026-11-18T09:00:00')
    d.leader.request = await t.logIn(d.leader.username)
  })

  it('agrees with the lists, filter by filter', async () => {
    for (const filter of ['', 'severity=major', 'category=ELEC', 'severity=general,serious&category=FIRE', 'receivedFrom=2026-11-18', 'receivedTo=2026-11-17']) {
      const { total, schools, unplacedCounts } = await map(`?${filter}`)
      for (const state of ['overdue', 'soon', 'open', 'rectified'] as const) {
        const { body } = await d.leader.request.get(`/api/hazards?state=${state}&${filter}`).expect(200)
        const counted = schools.reduce((sum: number, school: Record<string, number>) => sum + school[state]!, unplacedCounts[state])
        assert.equal(counted, body.items.length, `${filter} ${state}`)
      }
      const { body } = await d.leader.request.get(`/api/hazards?state=overdue,soon,open,rectified&${filter}`).expect(200)
      assert.equal(total, body.items.length, filter)
    }
  })

  it('shows a school’s people their own school alone', async () => {
    const { body } = await d.officer.request.get('/api/map').expect(200)
    assert.deepEqual(body.schools.map((school: { schoolId: string }) => school.schoolId), ['SC013'])
    assert.equal(body.unplaced, 0)
  })
})
