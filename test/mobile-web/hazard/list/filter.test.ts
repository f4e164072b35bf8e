import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  addressOf, filterOf, isNarrowed, listFiltersOf, narrowingOf, NO_FILTER, periodStart, searchFor, sortOf, STANDING, type HazardFilter,
} from '../../../../mobile-web/src/hazard/list/filter.ts'
import { queryString } from '../../../../mobile-web/src/api/client.ts'
import { marksIn } from '../../../../mobile-web/src/hazard/list/marks.ts'
import { keptFilter, wholeFilter } from '../../../../mobile-web/src/hazard/list/views.ts'
import { HAZARD_SORTS, OWN_LISTS, PERIODS, SEVERITIES, STATES } from '../../../../server/contract/enumerations.ts'
import { hazardQuery } from '../../../../server/contract/hazard.ts'
import { viewFilter } from '../../../../server/contract/view.ts'

const codes = fc.uniqueArray(fc.stringMatching(/^[A-Z]{2,5}[0-9]{0,3}$/), { maxLength: 5 }).map((list) => list.sort())
const date = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10))
const when = fc.oneof(
  fc.record({ period: fc.constantFrom(...PERIODS), receivedFrom: fc.constant(null), receivedTo: fc.constant(null) }),
  fc.record({ period: fc.constant(null), receivedFrom: fc.option(date), receivedTo: fc.option(date) }),
)
const filters = fc.tuple(when, fc.record({
  states: fc.subarray([...STATES]), severity: fc.subarray([...SEVERITIES]), category: codes, schoolId: codes,
  sort: fc.constantFrom(...HAZARD_SORTS, null), list: fc.constantFrom(...OWN_LISTS, null), q: fc.constantFrom('', '灭火', '灭火器 插座', 'YH-2026-SC013-0042', '50%&x=1,2'),
})).map(([period, rest]): HazardFilter => ({ ...rest, ...period }))

const asServerReadsIt = (query: object) => hazardQuery.safeParse(Object.fromEntries(new URLSearchParams(queryString({ ...query }))))

describe('filters of list and map', () => {
  it('go into the address and come back the same', () => {
    fc.assert(fc.property(filters, (filter) => {
      const throughAddressBar = Object.fromEntries(new URLSearchParams(new URLSearchParams(addressOf(filter)).toString()))
      assert.deepEqual(filterOf(throughAddressBar), filter)
    }))
  })

  it('leave nothing in the address when nothing is asked for', () => {
    assert.deepEqual(addressOf(NO_FILTER), {})
    assert.deepEqual(filterOf({}), NO_FILTER)
  })

  it('read any address somebody typed without complaint, and ask the server only what it understands', () => {
    const typed = fc.dictionary(fc.constantFrom('q', 'list', 'state', 'severity', 'category', 'schoolId', 'period', 'receivedFrom', 'receivedTo', 'sort'),
      fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 }), fc.constantFrom('overdue,bogus', '2026-02-30', 'major,,x')))
    fc.assert(fc.property(typed, (address) => {
      const filter = filterOf(address)
      assert.deepEqual(filterOf(addressOf(filter)), filter)
      assert.ok(asServerReadsIt(listFiltersOf(filter, '2026-11-24')).success)
    }))
  })

  it('drop what means nothing and keep the rest', () => {
    const filter = filterOf({ state: 'overdue,late', severity: 'major', receivedFrom: '2026-02-30', receivedTo: '2026-11-01', category: 'FIRE,<b>' })
    assert.deepEqual(filter, { ...NO_FILTER, states: ['overdue'], severity: ['major'], receivedTo: '2026-11-01', category: ['FIRE'] })
  })

  it('know that every state switched off is not the same as nothing asked for', () => {
    assert.deepEqual(addressOf({ ...NO_FILTER, states: [] }), { state: 'none' })
    assert.deepEqual(filterOf({ state: 'none' }).states, [])
    assert.deepEqual(filterOf({ state: 'late' }).states, STANDING)
  })

  it('keep a period by name and resolve it on the day it is asked', () => {
    assert.equal(periodStart('month', '2026-11-24'), '2026-11-01')
    assert.equal(periodStart('30d', '2026-11-24'), '2026-10-26')
    assert.equal(periodStart('year', '2026-11-24'), '2026-01-01')
    assert.equal(narrowingOf(filterOf({ period: 'month', receivedFrom: '2020-01-01' }), '2026-11-24').receivedFrom, '2026-11-01')
  })

  it('go into a view and come back the same', () => {
    fc.assert(fc.property(filters.filter(({ states }) => states.length > 0), (filter) => {
      const kept = keptFilter(filter)
      assert.ok(viewFilter.safeParse(kept).success, JSON.stringify(kept))
      assert.deepEqual(addressOf(wholeFilter(kept)), addressOf(filter))
    }))
  })

  it('search through every state, unless some were chosen, and the newest first', () => {
    const searched = { ...NO_FILTER, ...searchFor(' 灭火 ', NO_FILTER) }
    assert.deepEqual([searched.q, searched.states, sortOf(searched)], ['灭火', STATES, 'received'])
    assert.deepEqual(addressOf(searched), { q: '灭火' })
    assert.deepEqual(searchFor('', searched), { q: '', states: STANDING })
    assert.deepEqual(searchFor('灭火', { ...NO_FILTER, states: ['overdue'] }).states, ['overdue'])
    for (const typed of ['火', ' 火 ', '火，', 'a b']) assert.equal(searchFor(typed, NO_FILTER).q, '', typed)
  })

  it('sort what is standing by its deadline and the rest by receipt, unless told otherwise', () => {
    assert.equal(listFiltersOf(NO_FILTER, '2026-11-24').sort, 'due')
    assert.equal(listFiltersOf({ ...NO_FILTER, states: ['closed'] }, '2026-11-24').sort, 'received')
    assert.equal(listFiltersOf({ ...NO_FILTER, states: ['closed'], sort: 'due' }, '2026-11-24').sort, 'due')
    assert.deepEqual(listFiltersOf(NO_FILTER, '2026-11-24').state, STANDING)
  })

  it('are narrowed by anything but the states', () => {
    assert.equal(isNarrowed({ ...NO_FILTER, states: ['void'] }), false)
    assert.equal(isNarrowed({ ...NO_FILTER, receivedTo: '2026-11-01' }), true)
  })
})

describe('what was searched for', () => {
  const marked = (text: string, q: string) => marksIn(text, q).filter(({ on }) => on).map(({ text: part }) => part)

  it('is marked where it stands, whatever the width of its letters', () => {
    assert.deepEqual(marked('灭火器压力不足，灭火器过期', '灭火器'), ['灭火器', '灭火器'])
    assert.deepEqual(marked('单杠ＡＢＣ松动', 'abc 松动'), ['ＡＢＣ松动'])
    assert.deepEqual(marked('YH-2026-SC013-0042', 'sc013-0042'), ['SC013', '0042'])
  })

  it('is marked by its pairs where it does not stand whole', () => {
    assert.deepEqual(marked('灭火毯和消火器', '灭火器'), ['灭火', '火器'])
    assert.deepEqual(marked('插座', '灭火器'), [])
  })

  it('loses nothing of the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, q) => {
      assert.equal(marksIn(text, q).map((part) => part.text).join(''), text)
    }))
  })
})
