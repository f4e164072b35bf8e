import { SEES_HAZARDS } from '../contract/enumerations.ts'
import { view, viewList, viewParams, viewRequest } from '../contract/view.ts'
import { route, type Route } from '../http/route.ts'
import type { ViewService } from './view.service.ts'

export const viewRoutes = (views: ViewService): Route[] => [
  route({
    method: 'get', path: '/api/views', summary: 'The filters that the reader keeps under names', roles: SEES_HAZARDS,
    answers: { 200: viewList },
    handle: async ({ actor }) => ({ body: await views.list(actor) }),
  }),
  route({
    method: 'put', path: '/api/views/:id', summary: 'Keep a filter under a name, or change one', roles: SEES_HAZARDS,
    params: viewParams, body: viewRequest, answers: { 200: view, 201: view },
    handle: async ({ actor, params, body }) => {
      const { view: kept, created } = await views.keep(actor, params.id, body)
      return { status: created ? 201 : 200, body: kept }
    },
  }),
  route({
    method: 'delete', path: '/api/views/:id', summary: 'Forget a filter', roles: SEES_HAZARDS,
    params: viewParams, answers: { 204: null },
    handle: async ({ actor, params }) => {
      await views.drop(actor, params.id)
      return { status: 204 }
    },
  }),
]
