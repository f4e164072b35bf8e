import type { z } from 'zod'
import type { AccountFields, accountWithPassword, AccountOnTheWire, changeAccountRequest } from '../../../server/contract/account.ts'
import { ask } from './client.ts'

export type Account = AccountOnTheWire
export type AccountWithPassword = z.infer<typeof accountWithPassword>
export type AccountChange = z.infer<typeof changeAccountRequest>

export const fetchAccounts = () => ask<{ items: Account[] }>('/api/accounts').then(({ items }) => items)
/** The one-time password comes back here and never again. */
export const createAccount = (fields: AccountFields) => ask<AccountWithPassword>('/api/accounts', { method: 'POST', body: fields })
export const changeAccount = (id: string, fields: AccountChange) => ask<Account>(`/api/accounts/${id}`, { method: 'PUT', body: fields })
export const resetAccount = (id: string) => ask<AccountWithPassword>(`/api/accounts/${id}/reset`, { method: 'POST' })
