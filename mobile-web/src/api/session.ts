import type { Me } from '../../../server/contract/account.ts'
import type { Settings } from '../../../server/contract/settings.ts'
import { ask } from './client.ts'

export const logIn = (username: string, password: string) => ask<Me>('/api/session', { method: 'POST', body: { username, password } })
export const logOut = () => ask<void>('/api/session', { method: 'DELETE' })
export const fetchMe = () => ask<Me>('/api/me')
export const changePassword = (current: string, next: string) => ask<void>('/api/me/password', { method: 'PUT', body: { current, next } })
export const fetchSettings = () => ask<Settings>('/api/settings')
