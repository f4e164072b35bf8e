import { checklists } from '../contract/checklist.ts'
import { route, type Route } from '../http/route.ts'
import { sendTagged } from '../http/tagged.ts'
import { CHECKLISTS_ETAG, CHECKLISTS_JSON } from './checklist.ts'

export const checklistRoutes = (): Route[] => [
  route({
    method: 'get', path: '/api/checklists', summary: 'Categories and the items of their checklists',
    roles: 'signed-in',
    answers: { 200: checklists, 304: null },
    handle: async ({ res }) => {
      sendTagged(res, CHECKLISTS_JSON, CHECKLISTS_ETAG)
      return undefined
    },
  }),
]
