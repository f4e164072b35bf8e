import { changePasswordRequest, logInRequest, me } from '../contract/account.ts'
import { logInLimit } from '../http/log-in-limit.ts'
import { route, type Route } from '../http/route.ts'
import { signIn, signOut } from '../http/session.ts'
import type { AccountService } from './account.service.ts'
import { meOf } from './account.views.ts'

export const sessionRoutes = (accounts: AccountService, limitLogIns = logInLimit()): Route[] => [
  route({
    method: 'post', path: '/api/session', summary: 'Log in',
    roles: 'anyone',
    body: logInRequest, answers: { 200: me },
    handle: async ({ req, res, body }) => {
      await limitLogIns(req, res)
      const { actor, sessionVersion } = await accounts.logIn(body.username, body.password, req.ip)
      await signIn(req, { accountId: actor.id, sessionVersion })
      return { body: meOf(actor) }
    },
  }),
  route({
    method: 'delete', path: '/api/session', summary: 'Log out',
    roles: 'signed-in', whilePasswordMustChange: true,
    answers: { 204: null },
    handle: async ({ req, actor }) => {
      await signOut(req)
      await accounts.logOut(actor)
      return { status: 204 }
    },
  }),
  route({
    method: 'get', path: '/api/me', summary: 'Who is signed in',
    roles: 'signed-in', whilePasswordMustChange: true,
    answers: { 200: me },
    handle: async ({ actor }) => ({ body: meOf(actor) }),
  }),
  route({
    method: 'put', path: '/api/me/password', summary: 'Change one’s own password; ends one’s other sessions',
    roles: 'signed-in', whilePasswordMustChange: true,
    body: changePasswordRequest, answers: { 204: null },
    handle: async ({ req, actor, body }) => {
      const { sessionVersion } = await accounts.changePassword(actor, body)
      await signIn(req, { accountId: actor.id, sessionVersion })
      return { status: 204 }
    },
  }),
]
