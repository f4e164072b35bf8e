import type { School } from '../../../../server/contract/school.ts'

const EARTH_RADIUS_METRES = 6_371_008.8
const radians = (degrees: number) => (degrees * Math.PI) / 180

interface Place { lng: number; lat: number }
export interface SchoolAt { school: School; metres: number | null }

/** Great-circle distance in metres between two WGS-84 places (haversine; good to 0.5 % on the ellipsoid). */
export function metresBetween(one: Place, other: Place): number {
  const half = Math.sin(radians(other.lat - one.lat) / 2) ** 2
    + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(radians(other.lng - one.lng) / 2) ** 2
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(Math.min(1, half)))
}

/**
 * The schools in the order in which a person is likely to want them: nearest first when the place is known (schools
 * without one follow), and without a place those used last, then the list's own order.
 */
export function inLikelyOrder(schools: readonly School[], here: Place | null, lastUsed: readonly string[]): SchoolAt[] {
  const rows = schools.map((school) => ({ school, metres: here && school.lng !== null && school.lat !== null
    ? metresBetween(here, { lng: school.lng, lat: school.lat }) : null }))
  const used = (id: string) => (lastUsed.includes(id) ? lastUsed.indexOf(id) : Infinity)
  const nearness = (row: SchoolAt) => row.metres ?? Infinity
  return rows.sort((one, other) => compare(nearness(one), nearness(other)) || compare(used(one.school.id), used(other.school.id)))
}

/** Infinity − Infinity is not a number, so subtraction will not do. */
const compare = (one: number, other: number) => (one === other ? 0 : one < other ? -1 : 1)

/** Finds by any part of the name, by the first letters of its pinyin, or by the school's code. */
export function matching(rows: readonly SchoolAt[], typed: string): SchoolAt[] {
  const sought = typed.trim().toLowerCase()
  if (sought === '') return [...rows]
  return rows.filter(({ school }) => school.name.toLowerCase().includes(sought)
    || school.initials.toLowerCase().includes(sought) || school.id.toLowerCase() === sought)
}

/** How near one must stand for the school to be taken without asking, and how good the position must be. */
const AT_THE_SCHOOL_METRES = 400
const GOOD_ENOUGH_METRES = 200

/** The school that the person surely stands in: near, by a good position, and no other one nearly as near. */
export function schoolHere(rows: readonly SchoolAt[], accuracyMetres: number): SchoolAt | null {
  const [first, second] = rows
  if (!first || first.metres === null || first.metres > AT_THE_SCHOOL_METRES || accuracyMetres > GOOD_ENOUGH_METRES) return null
  const rivalMetres = second?.metres ?? Infinity
  return rivalMetres > first.metres * 2 + accuracyMetres ? first : null
}
