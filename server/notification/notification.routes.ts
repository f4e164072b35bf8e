import { notificationPage, notificationParams, notificationQuery, readAllRequest } from '../contract/notification.ts'
import { route, type Route } from '../http/route.ts'
import type { NotificationService } from './notification.service.ts'

export const notificationRoutes = (notifications: NotificationService): Route[] => [
  route({
    method: 'get', path: '/api/notifications', summary: 'The reader’s messages, newest first, and how many are unread', roles: 'signed-in',
    query: notificationQuery, answers: { 200: notificationPage },
    handle: async ({ query, actor, now }) => ({ body: await notifications.list(actor, query, now) }),
  }),
  route({
    method: 'put', path: '/api/notifications/:id/read', summary: 'Mark one of the reader’s messages as read', roles: 'signed-in',
    params: notificationParams, answers: { 204: null },
    handle: async ({ params, actor, now }) => {
      await notifications.markRead(actor, params.id, now)
      return { status: 204 }
    },
  }),
  route({
    method: 'put', path: '/api/notifications/read', summary: 'Mark the reader’s messages as read, up to the newest one seen', roles: 'signed-in',
    body: readAllRequest, answers: { 204: null },
    handle: async ({ body, actor, now }) => {
      await notifications.markAllRead(actor, new Date(body.until), now)
      return { status: 204 }
    },
  }),
]
