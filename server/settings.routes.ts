import { settings } from './contract/settings.ts'
import type { Config } from './config.ts'
import { DEADLINE_DAYS } from './hazard/hazard.deadline.ts'
import { route, type Route } from './http/route.ts'

export const settingsRoutes = (config: Config, isDemonstration: () => Promise<boolean>): Route[] => [
  route({
    method: 'get', path: '/api/settings', summary: 'What the pages must know of the installation', roles: 'signed-in', answers: { 200: settings },
    handle: async () => ({
      body: {
        demo: await isDemonstration(), deadlineDays: DEADLINE_DAYS,
        map: {
          tiles: config.MAP_TILES ?? null, subdomains: config.MAP_SUBDOMAINS, crs: config.MAP_CRS, attribution: config.MAP_ATTRIBUTION,
          boundary: config.MAP_BOUNDARY !== undefined,
        },
      },
    }),
  }),
]
