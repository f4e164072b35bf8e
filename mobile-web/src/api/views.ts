import type { View, ViewRequest } from '../../../server/contract/view.ts'
import { ask } from './client.ts'

export const fetchViews = () => ask<{ items: View[] }>('/api/views').then(({ items }) => items)
/** Keeps a view under an id made here: asked again, it is the same one. */
export const keepView = (id: string, view: ViewRequest) => ask<View>(`/api/views/${id}`, { method: 'PUT', body: view, tries: 3 })
export const dropView = (id: string) => ask<void>(`/api/views/${id}`, { method: 'DELETE' })
