import type { Actor } from '../account/actor.ts'
import type { HazardMap, MapQuery, MapSchool } from '../contract/map.ts'
import type { School } from '../contract/school.ts'

type Counts = Omit<MapSchool, 'lng' | 'lat'>

export interface MapDeps {
  hazards: { counts(actor: Actor, query: MapQuery, now: Date): Promise<Counts[]> }
  schools: { list(actor: Actor): Promise<readonly Pick<School, 'id' | 'lng' | 'lat'>[]> }
}

export const standing = ({ overdue, soon, open, rectified }: Omit<Counts, 'schoolId'>): number => overdue + soon + open + rectified

/** The map: a point a school that has a place, and in `unplaced` the hazards of those that have none. */
export const createMapService = ({ hazards, schools }: MapDeps) => ({
  async map(actor: Actor, query: MapQuery, now: Date): Promise<HazardMap> {
    const [counts, known] = await Promise.all([hazards.counts(actor, query, now), schools.list(actor)])
    const places = new Map(known.map((school) => [school.id, school]))
    const points: MapSchool[] = []
    const unplacedCounts = { overdue: 0, soon: 0, open: 0, rectified: 0, closed: 0, major: 0 }
    for (const { schoolId, ...count } of counts) {
      const { lng, lat } = places.get(schoolId) ?? { lng: null, lat: null }
      if (lng !== null && lat !== null) points.push({ schoolId, lng, lat, ...count })
      else for (const state of Object.keys(unplacedCounts) as (keyof typeof unplacedCounts)[]) unplacedCounts[state] += count[state]
    }
    return {
      total: counts.reduce((sum, count) => sum + standing(count), 0), schools: points,
      unplaced: standing(unplacedCounts), unplacedCounts,
    }
  },
})

export type MapService = ReturnType<typeof createMapService>
