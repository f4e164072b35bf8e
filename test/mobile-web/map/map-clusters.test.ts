import assert from 'node:assert/strict'
import fc from 'fast-check'
import { canBeZoomedApart, clustersAt, RADIUS, type Cluster } from '../../../mobile-web/src/map/map-clusters.ts'
import { MAP_STATES, pointsOf, sumOf, totalsOf, type MapState, type Shown } from '../../../mobile-web/src/map/map-points.ts'
import { project } from '../../../mobile-web/src/map/map-projection.ts'
import type { MapSchool } from '../../../server/contract/map.ts'

const count = fc.integer({ min: 0, max: 40 })
const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const places = fc.oneof(
  fc.record({ lng: degrees(114, 114.4), lat: degrees(35.7, 36.1) }),
  fc.record({ lng: degrees(-180, 180), lat: degrees(-90, 90) }),
  fc.constant({ lng: 114.18, lat: 35.9 }),
)
const schools = fc.array(fc.record({ place: places, overdue: count, soon: count, open: count, rectified: count, closed: count }), { maxLength: 120 })
  .map((rows): MapSchool[] => rows.map(({ place, ...counts }, n) => ({ schoolId: `SC${n}`, ...place, ...counts, major: Math.min(counts.open, 2) })))
const unplaced = fc.record({ overdue: count, soon: count, open: count, rectified: count, closed: count, major: count })
const shown = fc.record({ states: fc.subarray([...MAP_STATES]).map((states): ReadonlySet<MapState> => new Set(states)), closed: fc.boolean() })
const zooms = fc.integer({ min: 0, max: 18 })

const total = (clusters: readonly Cluster[], of: (cluster: Cluster) => number) => clusters.reduce((sum, cluster) => sum + of(cluster), 0)
const everything: Shown = { states: new Set(MAP_STATES), closed: false }

describe('clusters on the map', () => {
  it('add up to the filtered total at every zoom, state by state', () => {
    fc.assert(fc.property(schools, unplaced, shown, zooms, (all, unplacedCounts, filter, zoom) => {
      const clusters = clustersAt(pointsOf({ schools: all }, filter), zoom)
      const figures = totalsOf({ schools: all, unplacedCounts }, filter.states)
      for (const state of MAP_STATES) {
        assert.equal(total(clusters, ({ counts }) => counts[state]), filter.states.has(state) ? figures.byState[state] - unplacedCounts[state] : 0)
      }
      assert.equal(total(clusters, (cluster) => cluster.total) + figures.unplaced, figures.total)
      assert.equal(figures.total, [...filter.states].reduce((sum, state) => sum + figures.byState[state], 0))
      assert.equal(total(clusters, (cluster) => cluster.closed), filter.closed ? figures.closed - unplacedCounts.closed : 0)
      for (const cluster of clusters) assert.equal(cluster.total, sumOf(cluster.counts))
    }))
  })

  it('hold every school with something to show exactly once', () => {
    fc.assert(fc.property(schools, shown, zooms, (all, filter, zoom) => {
      const points = pointsOf({ schools: all }, filter)
      const ids = clustersAt(points, zoom).flatMap(({ schoolIds }) => schoolIds)
      assert.deepEqual(ids.sort(), points.map(({ schoolId }) => schoolId).sort())
    }))
  })

  it('never touch each other', () => {
    fc.assert(fc.property(schools, zooms, (all, zoom) => {
      const discs = clustersAt(pointsOf({ schools: all }, everything), zoom).map((cluster) => ({ ...project(cluster, zoom), radius: cluster.radius }))
      discs.forEach((a, n) => discs.slice(n + 1).forEach((b) => {
        assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > a.radius + b.radius - 1e-3 * 2 ** Math.max(0, zoom - 8))
      }))
    }))
  })

  it('do not depend on the order in which the schools came', () => {
    fc.assert(fc.property(schools, zooms, (all, zoom) => {
      const points = pointsOf({ schools: all }, everything)
      assert.deepEqual(clustersAt([...points].reverse(), zoom), clustersAt(points, zoom))
    }))
  })

  it('grow with the root of the count, between 54 and 72 pixels across', () => {
    const of = (open: number) => clustersAt(pointsOf({ schools: [{ schoolId: 'A', lng: 1, lat: 1, overdue: 0, soon: 0, open, rectified: 0, closed: 0, major: 0 }] }, everything), 10)[0]!.radius
    assert.equal(of(1), RADIUS.one)
    assert.ok(of(2) >= 27 && of(2) < of(5) && of(5) < of(13))
    assert.equal(of(500), RADIUS.most)
  })

  it('of schools on one spot cannot be zoomed apart, others can', () => {
    const school = (schoolId: string, lng: number): MapSchool => ({ schoolId, lng, lat: 35.9, overdue: 1, soon: 0, open: 1, rectified: 0, closed: 0, major: 0 })
    assert.equal(canBeZoomedApart(pointsOf({ schools: [school('A', 114.1), school('B', 114.1)] }, everything), 18), false)
    assert.equal(canBeZoomedApart(pointsOf({ schools: [school('A', 114.1), school('B', 114.11)] }, everything), 18), true)
  })
})
