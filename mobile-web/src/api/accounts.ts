import type { z } from 'zod'
import type { AccountFields, AccountOnTheWire, accountPage, accountWithPassword, changeAccountRequest } from '../../../server/contract/account.ts'
import type { Role } from '../../../server/contract/enumerations.ts'
import { ask } from './client.ts'

export type Account = AccountOnTheWire
export type AccountPage = z.infer<typeof accountPage>
export type AccountWithPassword = z.infer<typeof accountWithPassword>
export type AccountChange = z.infer<typeof changeAccountRequest>
export type { AccountFields }

export const fetchAccounts = (query: { q?: string; role?: Role; schoolId?: string; cursor?: string; limit?: number } = {}, signal?: AbortSignal) =>
  ask<AccountPage>('/api/accounts', { query, signal })
/** The one-time password comes back here and never again. */
export const createAccount = (fields: AccountFields) => ask<AccountWithPassword>('/api/accounts', { method: 'POST', body: fields })
export const changeAccount = (id: string, fields: AccountChange) => ask<Account>(`/api/accounts/${id}`, { method: 'PUT', body: fields })
export const resetAccount = (id: string) => ask<AccountWithPassword>(`/api/accounts/${id}/reset`, { method: 'POST' })
