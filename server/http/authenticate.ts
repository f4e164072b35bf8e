import type { Request } from 'express'
import type { AccountService } from '../account/account.service.ts'
import type { Actor } from '../account/actor.ts'

/** From the session of a request to the person, as the account stands at this moment; null for nobody. */
export const authenticator = (accounts: Pick<AccountService, 'authenticate'>) => async (req: Request): Promise<Actor | null> => {
  const { accountId, sessionVersion } = req.session
  if (accountId === undefined || sessionVersion === undefined) return null
  return accounts.authenticate(accountId, sessionVersion)
}
