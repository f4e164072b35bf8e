import assert from 'node:assert/strict'
import { inLikelyOrder, matching, metresBetween, schoolHere } from '../../../mobile-web/src/hazard/report/nearest.ts'
import type { School } from '../../../server/contract/school.ts'

const school = (id: string, name: string, initials: string, place: [number, number] | null): School => ({
  id, name, initials, kind: '小学', cluster: '', lng: place?.[0] ?? null, lat: place?.[1] ?? null,
  students: null, boarding: false, canteen: false, schoolBus: false, demo: true,
})
const first = school('SC001', '区第一小学', 'qdyxx', [114.1812, 35.8986])
const second = school('SC002', '区第二小学', 'qdexx', [114.1867, 35.9031])
const nowhere = school('SC013', '石林中心小学', 'slzxxx', null)
const gate = { lng: 114.1813, lat: 35.8988 }

describe('choosing the school', () => {
  it('measures a degree of latitude and the width of the district', () => {
    assert.ok(Math.abs(metresBetween({ lng: 114, lat: 35 }, { lng: 114, lat: 36 }) - 111_195) < 5)
    assert.ok(Math.abs(metresBetween({ lng: 114.1812, lat: 35.8986 }, { lng: 114.1867, lat: 35.9031 }) - 704) < 3)
    assert.equal(metresBetween(gate, gate), 0)
  })

  it('puts the nearest first and the one without a place last', () => {
    const order = inLikelyOrder([nowhere, second, first], gate, ['SC013']).map(({ school }) => school.id)
    assert.deepEqual(order, ['SC001', 'SC002', 'SC013'])
  })

  it('puts the school used last first when there is no position, and keeps the others as they were', () => {
    const order = inLikelyOrder([first, second, nowhere], null, ['SC013', 'SC002']).map(({ school }) => school.id)
    assert.deepEqual(order, ['SC013', 'SC002', 'SC001'])
  })

  it('finds by part of the name, by initials in any case, and by the whole code', () => {
    const rows = inLikelyOrder([first, second, nowhere], null, [])
    assert.deepEqual(matching(rows, '石林').map(({ school }) => school.id), ['SC013'])
    assert.deepEqual(matching(rows, ' QDE ').map(({ school }) => school.id), ['SC002'])
    assert.deepEqual(matching(rows, 'sc001').map(({ school }) => school.id), ['SC001'])
    assert.equal(matching(rows, '').length, 3)
  })

  it('fills in the school a person stands at, and asks when the position is poor or two schools are close', () => {
    const rows = inLikelyOrder([first, second], gate, [])
    assert.equal(schoolHere(rows, 30)?.school.id, 'SC001')
    assert.equal(schoolHere(rows, 2_000), null)
    const twin = school('SC099', '区第一小学北校区', 'qdyxxbxq', [114.1814, 35.8990])
    assert.equal(schoolHere(inLikelyOrder([first, second, twin], gate, []), 30), null)
    assert.equal(schoolHere(inLikelyOrder([nowhere], gate, []), 30), null)
  })
})
