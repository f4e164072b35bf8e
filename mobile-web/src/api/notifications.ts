import type { z } from 'zod'
import type { notificationPage } from '../../../server/contract/notification.ts'
import { ask } from './client.ts'

export type NotificationPage = z.infer<typeof notificationPage>

export const fetchNotifications = (query: { unread?: boolean; cursor?: string; limit?: number } = {}, signal?: AbortSignal) =>
  ask<NotificationPage>('/api/notifications', { query, signal })
export const markRead = (id: string) => ask<void>(`/api/notifications/${encodeURIComponent(id)}/read`, { method: 'PUT', tries: 3 })
