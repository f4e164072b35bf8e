import { schoolPeople } from '../contract/account.ts'
import { actionParams, actionReceipt, actionRequest } from '../contract/action.ts'
import { bulkParams, bulkRequest, bulkResult } from '../contract/bulk.ts'
import { SEES_HAZARDS } from '../contract/enumerations.ts'
import { hazard, hazardPage, hazardParams, hazardQuery, photoCountRequest, reportReceipt, reportRequest, similarHazards, similarRequest } from '../contract/hazard.ts'
import { schoolParams } from '../contract/school.ts'
import { countQuery, hazardCount } from '../contract/view.ts'
import { route, type Route } from '../http/route.ts'
import type { HazardService } from './hazard.service.ts'

/** Who sees hazards may call these; who may do what to one is decided by hazard.transitions.ts. */
export const hazardRoutes = (hazards: HazardService): Route[] => [
  route({
    method: 'get', path: '/api/hazards', summary: 'Hazards within the reader’s scope, a page at a time', roles: SEES_HAZARDS,
    query: hazardQuery, answers: { 200: hazardPage },
    handle: async ({ query, actor, now }) => ({ body: await hazards.list(actor, query, now) }),
  }),
  route({
    method: 'get', path: '/api/hazards/count', summary: 'How many hazards a list finds, exactly up to 5,000', roles: SEES_HAZARDS,
    query: countQuery, answers: { 200: hazardCount },
    handle: async ({ query, actor, now }) => ({ body: await hazards.howMany(actor, query, now) }),
  }),
  route({
    method: 'post', path: '/api/hazards/similar', summary: 'Unfinished hazards that a report being written may be a repeat of', roles: SEES_HAZARDS,
    body: similarRequest, answers: { 200: similarHazards },
    handle: async ({ body, actor, now }) => ({ body: await hazards.similar(actor, body, now) }),
  }),
  route({
    method: 'get', path: '/api/hazards/:id', summary: 'The record of one hazard', roles: SEES_HAZARDS,
    params: hazardParams, answers: { 200: hazard },
    handle: async ({ params, actor, now }) => ({ body: await hazards.find(actor, params.id, now) }),
  }),
  route({
    method: 'put', path: '/api/hazards/:id', summary: 'Report a hazard, or ask for its receipt again', roles: SEES_HAZARDS,
    params: hazardParams, body: reportRequest, answers: { 200: reportReceipt, 201: reportReceipt },
    handle: async ({ params, body, actor, now }) => answered(await hazards.report(actor, params.id, body, now)),
  }),
  route({
    method: 'put', path: '/api/hazards/:id/actions/:actionId', summary: 'Do one action, or ask for its receipt again', roles: SEES_HAZARDS,
    params: actionParams, body: actionRequest, answers: { 200: actionReceipt, 201: actionReceipt },
    handle: async ({ params, body, actor, now }) => answered(await hazards.act(actor, params.id, params.actionId, body, now)),
  }),
  route({
    method: 'put', path: '/api/hazards/bulk/:id', summary: 'Do one action to many hazards, with a result for each, or ask for the results again', roles: SEES_HAZARDS,
    params: bulkParams, body: bulkRequest, answers: { 200: bulkResult, 201: bulkResult },
    handle: async ({ params, body, actor, now }) => answered(await hazards.bulk(actor, params.id, body, now)),
  }),
  route({
    method: 'get', path: '/api/schools/:id/people', summary: 'Whom a school’s hazards can be given to, for who may give them', roles: SEES_HAZARDS,
    params: schoolParams, answers: { 200: schoolPeople },
    handle: async ({ params, actor }) => ({ body: await hazards.assigneesAt(actor, params.id) }),
  }),
  route({
    method: 'put', path: '/api/hazards/:id/photo-count', summary: 'Lower the number of photos promised', roles: SEES_HAZARDS,
    params: hazardParams, body: photoCountRequest, answers: { 204: null },
    handle: async ({ params, body, actor }) => {
      await hazards.setPhotoCount(actor, params.id, body.photoCount)
      return { status: 204 }
    },
  }),
]

const answered = <T>({ receipt, replayed }: { receipt: T; replayed: boolean }) => ({ status: replayed ? 200 : 201, body: receipt })
