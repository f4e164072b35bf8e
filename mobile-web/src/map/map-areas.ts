import type { LngLat } from './map-projection.ts'

export interface Area { name: string; hull: LngLat[]; middle: LngLat }

interface Placed extends LngLat { area: string }

/** The parts of the district (片区, 镇): the hull of the schools that name the same one. A part of one school has no shape. */
export function areasOf(schools: readonly Placed[]): Area[] {
  const byName = new Map<string, LngLat[]>()
  for (const { area, lng, lat } of schools) if (area) byName.set(area, [...byName.get(area) ?? [], { lng, lat }])
  return [...byName].filter(([, places]) => places.length > 1).map(([name, places]) => ({ name, hull: hullOf(places), middle: middleOf(places) }))
}

const middleOf = (places: readonly LngLat[]): LngLat => ({
  lng: places.reduce((sum, { lng }) => sum + lng, 0) / places.length,
  lat: places.reduce((sum, { lat }) => sum + lat, 0) / places.length,
})

/** Convex hull by Andrew's monotone chain. Degrees are good enough: a district is small. */
export function hullOf(places: readonly LngLat[]): LngLat[] {
  const sorted = [...places].sort((a, b) => a.lng - b.lng || a.lat - b.lat)
  if (sorted.length < 3) return sorted
  const lower = chain(sorted)
  const upper = chain([...sorted].reverse())
  return [...lower.slice(0, -1), ...upper.slice(0, -1)]
}

function chain(places: readonly LngLat[]): LngLat[] {
  const hull: LngLat[] = []
  for (const place of places) {
    while (hull.length > 1 && turn(hull.at(-2)!, hull.at(-1)!, place) <= 0) hull.pop()
    hull.push(place)
  }
  return hull
}

const turn = (a: LngLat, b: LngLat, c: LngLat): number => (b.lng - a.lng) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lng - a.lng)
