import { changeSchoolRequest, createSchoolRequest, school, schoolList, schoolParams } from '../contract/school.ts'
import { route, type Route } from '../http/route.ts'
import { sendTagged } from '../http/tagged.ts'
import type { SchoolService } from './school.service.ts'

export const schoolRoutes = (schools: SchoolService): Route[] => [
  route({
    method: 'get', path: '/api/schools', summary: 'The schools in scope: a few thousand at most, so all at once',
    roles: 'signed-in',
    answers: { 200: schoolList, 304: null },
    handle: async ({ actor, res }) => {
      sendTagged(res, JSON.stringify({ items: await schools.list(actor), nextCursor: null }))
      return undefined
    },
  }),
  route({
    method: 'post', path: '/api/schools', summary: 'Add a school',
    roles: ['administrator'],
    body: createSchoolRequest, answers: { 201: school },
    handle: async ({ actor, body }) => ({ status: 201, body: await schools.create(actor, body) }),
  }),
  route({
    method: 'put', path: '/api/schools/:id', summary: 'Change a school',
    roles: ['administrator'],
    params: schoolParams, body: changeSchoolRequest, answers: { 200: school },
    handle: async ({ actor, params, body }) => ({ body: await schools.change(actor, params.id, body) }),
  }),
]
