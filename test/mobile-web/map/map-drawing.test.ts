import assert from 'node:assert/strict'
import fc from 'fast-check'
import { areasOf, hullOf } from '../../../mobile-web/src/map/map-areas.ts'
import { boxAround, placeLabels, textWidth, type Wanted } from '../../../mobile-web/src/map/map-labels.ts'
import { sumOf } from '../../../mobile-web/src/map/map-points.ts'
import { arcsOf, BADGE_DEGREES } from '../../../mobile-web/src/map/map-ring.ts'
import { scaleAt } from '../../../mobile-web/src/map/map-scale.ts'

const view = { left: 0, top: 0, right: 1000, bottom: 800 }
const wanted = (x: number, y: number, text = '石林中心小学'): Wanted =>
  ({ x, y, text, size: 12, spacing: 0, tries: [['below', 20], ['right', 20], ['left', 20], ['above', 20]] })

describe('the ring of a cluster', () => {
  it('begins with what is late, under the badge', () => {
    const [first] = arcsOf({ overdue: 1, soon: 2, open: 3, rectified: 1 }, 28)
    assert.deepEqual([first?.state, first?.turn], ['overdue', BADGE_DEGREES - 90])
  })

  it('goes once around, whatever the shares', () => {
    const count = fc.integer({ min: 0, max: 500 })
    fc.assert(fc.property(fc.record({ overdue: count, soon: count, open: count, rectified: count }), (counts) => {
      const arcs = arcsOf(counts, 30)
      if (sumOf(counts) === 0) return assert.equal(arcs.length, 0)
      const last = arcs.at(-1)!
      assert.ok(last.turn < BADGE_DEGREES - 90 + 360 + 1e-9)
      for (const { dash } of arcs) assert.ok(Number(dash.split(' ')[0]) > 0)
    }))
  })
})

describe('labels of the map', () => {
  it('yield to markers, to each other and to the edge', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 800 }))
    fc.assert(fc.property(fc.array(point, { maxLength: 40 }), (points) => {
      const markers = points.map(([x, y]) => boxAround({ x, y }, 16))
      const boxes = [...placeLabels(points.map(([x, y]) => wanted(x, y)), markers, view).map(({ box }) => box)]
      boxes.forEach((a, n) => {
        assert.ok(a.left >= 0 && a.right <= 1000 && a.top >= 0 && a.bottom <= 800)
        for (const b of [...markers, ...boxes.slice(n + 1)]) assert.ok(a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom)
      })
    }))
  })

  it('count Chinese letters as squares', () => {
    assert.equal(textWidth('小学', 12), 24)
    assert.equal(Math.round(textWidth('ab', 100)), 112)
  })
})

describe('the plain ground', () => {
  it('draws a part of the district around its schools, and none for a single school', () => {
    const places = [{ lng: 0, lat: 0 }, { lng: 2, lat: 0 }, { lng: 2, lat: 2 }, { lng: 0, lat: 2 }, { lng: 1, lat: 1 }]
    assert.equal(hullOf(places).length, 4)
    assert.deepEqual(areasOf([...places.map((place) => ({ ...place, area: '石林镇' })), { lng: 9, lat: 9, area: '单校' }]).map(({ name }) => name), ['石林镇'])
    assert.deepEqual(areasOf([{ lng: 1, lat: 1, area: '' }, { lng: 2, lat: 1, area: '' }]), [])
  })

  it('has a scale of a round distance between 60 and 150 pixels', () => {
    for (let zoom = 3; zoom <= 18; zoom += 0.25) {
      const { metres, pixels } = scaleAt(35.9, zoom)
      assert.ok(pixels >= 60 && pixels <= 150, `${pixels} at ${zoom}`)
      assert.match(metres.toPrecision(1), /^[125]/)
    }
  })
})
