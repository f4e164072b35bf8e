import {
  account, accountPage, accountParams, accountQuery, accountWithPassword, changeAccountRequest, createAccountRequest,
} from '../contract/account.ts'
import { nothing } from '../contract/primitives.ts'
import { route, type Route } from '../http/route.ts'
import type { AccountService } from './account.service.ts'

export const accountRoutes = (accounts: AccountService): Route[] => [
  route({
    method: 'get', path: '/api/accounts', summary: 'Accounts, by username',
    roles: ['administrator', 'bureau', 'auditor'],
    query: accountQuery, answers: { 200: accountPage },
    handle: async ({ query }) => ({ body: await accounts.list(query) }),
  }),
  route({
    method: 'post', path: '/api/accounts', summary: 'Make an account; its one-time password is answered this once',
    roles: ['administrator'],
    body: createAccountRequest, answers: { 201: accountWithPassword },
    handle: async ({ actor, body }) => ({ status: 201, body: await accounts.create(actor, body) }),
  }),
  route({
    method: 'put', path: '/api/accounts/:id', summary: 'Change or disable an account',
    roles: ['administrator'],
    params: accountParams, body: changeAccountRequest, answers: { 200: account },
    handle: async ({ actor, params, body }) => ({ body: await accounts.change(actor, params.id, body) }),
  }),
  route({
    method: 'post', path: '/api/accounts/:id/reset', summary: 'A new one-time password; ends all sessions of the account',
    roles: ['administrator'],
    params: accountParams, body: nothing, answers: { 200: accountWithPassword },
    handle: async ({ actor, params }) => ({ body: await accounts.reset(actor, params.id) }),
  }),
]
