import assert from 'node:assert/strict'
import { NO_FILTER, partsOf, STANDING } from '../../../../mobile-web/src/hazard/list/filter.ts'
import { sliceAt } from '../../../../mobile-web/src/hazard/list/row-window.ts'
import { countOf, tabFigures, tabFilter, tabNarrowing, tabOf, TABS, tabsFor } from '../../../../mobile-web/src/hazard/list/tabs.ts'
import type { HazardMap } from '../../../../server/contract/map.ts'

const none = { overdue: 0, soon: 0, open: 0, rectified: 0, closed: 0, major: 0 }
const map: HazardMap = {
  total: 19, unplaced: 4, unplacedCounts: { ...none, open: 3, overdue: 1, major: 1 },
  schools: [
    { schoolId: 'SC001', lng: 114, lat: 36, overdue: 2, soon: 1, open: 4, rectified: 3, closed: 9, major: 1 },
    { schoolId: 'SC002', lng: 114, lat: 36, overdue: 0, soon: 0, open: 5, rectified: 0, closed: 1, major: 0 },
  ],
}
const placed: HazardMap = { ...map, unplaced: 0, unplacedCounts: none, total: 15 }

describe('tabs of the list', () => {
  it('say what is shown, and lead back to themselves', () => {
    for (const tab of TABS) assert.equal(tabOf({ ...NO_FILTER, ...tabFilter(tab, NO_FILTER) }), tab)
    assert.equal(tabOf({ ...NO_FILTER, states: ['overdue', 'soon'] }), null)
    assert.equal(tabOf({ ...NO_FILTER, states: ['void'] }), null)
  })

  it('take the severity along, but not the one that only the tab 重大 had set', () => {
    const serious = { ...NO_FILTER, severity: ['serious'] as const }
    assert.deepEqual(tabFilter('overdue', serious).severity, ['serious'])
    const major = { ...NO_FILTER, ...tabFilter('major', NO_FILTER) }
    assert.deepEqual(tabFilter('overdue', major).severity, [])
    assert.deepEqual(tabNarrowing(major).severity, [])
  })

  it('hold a person’s own lists only for whom there can be anything in them', () => {
    const own = (role: 'inspector' | 'officer' | 'bureau', post: 'desk' | 'leader' | 'primary' | null) =>
      tabsFor({ role, post }).filter((tab) => ['mine', 'recheck', 'decide', 'rectified'].includes(tab))
    assert.deepEqual(own('bureau', 'desk'), ['mine', 'recheck', 'decide'])
    assert.deepEqual(own('bureau', 'leader'), ['rectified'])
    assert.deepEqual(own('inspector', null), ['mine', 'recheck'])
    assert.deepEqual(own('officer', 'primary'), ['mine', 'rectified'])
  })

  it('are none of them what a search shows', () => {
    assert.equal(tabOf({ ...NO_FILTER, q: '灭火' }), null)
    assert.equal(tabFilter('overdue', { ...NO_FILTER, q: '灭火' }).q, '')
    assert.equal(countOf(map, { ...NO_FILTER, q: '灭火' }), null)
    assert.equal(countOf(map, { ...NO_FILTER, list: 'mine' }), null)
  })

  it('carry the figures of the whole district, with a place or without', () => {
    assert.deepEqual(tabFigures(map, NO_FILTER), { standing: 19, overdue: 3, soon: 1, rectified: 3, major: 2 })
    assert.equal(countOf(map, NO_FILTER), 19)
    assert.equal(countOf(map, { ...NO_FILTER, states: ['soon', 'rectified'] }), 4)
    assert.equal(countOf(map, { ...NO_FILTER, severity: ['major'] }), 2)
  })

  it('carry no figure that is not certain', () => {
    assert.deepEqual(tabFigures(map, { ...NO_FILTER, schoolId: ['SC001'] }), {})
    assert.equal(tabFigures(placed, { ...NO_FILTER, schoolId: ['SC001'] }).standing, 10)
    assert.equal(tabFigures(map, { ...NO_FILTER, severity: ['serious'] }).major, undefined)
    assert.equal(countOf(map, { ...NO_FILTER, states: [...STANDING, 'closed'] }), null)
  })
})

describe('a list by urgency', () => {
  it('puts what waits for a recheck after all that can still be late', () => {
    assert.deepEqual(partsOf({ state: STANDING, sort: 'due', severity: ['major'] }), [
      { state: ['overdue', 'soon', 'open'], sort: 'due', severity: ['major'] }, { state: ['rectified'], sort: 'due', severity: ['major'] },
    ])
  })

  it('is one part where it holds only one of the two, or goes by receipt', () => {
    for (const whole of [{ state: ['overdue'], sort: 'due' }, { state: ['rectified'], sort: 'due' }, { state: STANDING, sort: 'received' }] as const) {
      assert.deepEqual(partsOf(whole), [whole])
    }
  })
})

describe('the rows of a long table', () => {
  it('are drawn where they can be seen, and some on either side', () => {
    const { from, to } = sliceAt(46_000, 700, 5000, 46)
    assert.ok(from <= 1000 && from > 950 && to >= 1016 && to < 1060)
  })

  it('never reach beyond the table', () => {
    assert.deepEqual(sliceAt(0, 700, 3, 46), { from: 0, to: 3 })
    assert.deepEqual(sliceAt(99_999, 700, 3, 46), { from: 3, to: 3 })
    assert.deepEqual(sliceAt(0, 700, 0, 46), { from: 0, to: 0 })
  })
})
