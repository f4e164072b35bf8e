import { checklists } from '../contract/checklist.ts'
import { route, type Route } from '../http/route.ts'
import { CHECKLISTS_ETAG, CHECKLISTS_JSON } from './checklist.ts'

export const checklistRoutes = (): Route[] => [
  route({
    method: 'get', path: '/api/checklists', summary: 'Categories and the items of their checklists',
    roles: 'signed-in',
    answers: { 200: checklists, 304: null },
    handle: async ({ res }) => {
      res.set({ 'ETag': CHECKLISTS_ETAG, 'Cache-Control': 'private, no-cache' })
      // Express compares the tag with If-None-Match and leaves the body out of a 304.
      res.type('json').send(CHECKLISTS_JSON)
      return undefined
    },
  }),
]
