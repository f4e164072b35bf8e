import { readFile } from 'node:fs/promises'
import { SEES_HAZARDS } from '../contract/enumerations.ts'
import { hazardMap, mapQuery } from '../contract/map.ts'
import { Problem } from '../http/problem.ts'
import { route, type Route } from '../http/route.ts'
import type { MapService } from './map.service.ts'

/** The district's boundary is a file the administrator supplies: none of unclear licence is shipped. */
export const mapRoutes = (maps: MapService, boundaryFile: string | undefined): Route[] => [
  route({
    method: 'get', path: '/api/map', summary: 'Hazards by school and state, within the reader’s scope',
    roles: SEES_HAZARDS, query: mapQuery, answers: { 200: hazardMap },
    handle: async ({ query, actor, now }) => ({ body: await maps.map(actor, query, now) }),
  }),
  route({
    method: 'get', path: '/api/map/boundary', summary: 'The district’s boundary as GeoJSON', roles: 'signed-in', answers: { 200: null },
    handle: async ({ res }) => {
      if (!boundaryFile) throw new Problem('not-found')
      res.type('application/geo+json').send(await readFile(boundaryFile))
      return undefined
    },
  }),
]
