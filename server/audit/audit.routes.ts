import { auditPage, auditQuery } from '../contract/audit.ts'
import { route, type Route } from '../http/route.ts'
import type { AuditService } from './audit.service.ts'

export const auditRoutes = (audit: AuditService): Route[] => [
  route({
    method: 'get', path: '/api/audit', summary: 'What people did, newest first',
    roles: ['auditor'],
    query: auditQuery, answers: { 200: auditPage },
    handle: async ({ query }) => ({ body: await audit.list(query) }),
  }),
]
