import { createHash } from 'node:crypto'
import { MongoStore } from 'connect-mongo'
import type { Request, RequestHandler } from 'express'
import session from 'express-session'
import type { Connection } from 'mongoose'
import type { Config } from '../config.ts'

/** All that a session holds. Who the person is and what he may do is read from the account on each request. */
declare module 'express-session' {
  interface SessionData {
    accountId: string
    sessionVersion: number
  }
}

export const SESSION_COOKIE = 'sid'
const IDLE_HOURS = 12
/** A session in use is written down again this often; its end may come that much early. */
const TOUCH_AFTER_SECONDS = 300

export interface SessionDeps {
  connection: Connection
  sessionSecret: string
  config: Pick<Config, 'secure'>
}

/** Sessions in the application's own database, over its own client. */
export function sessions({ connection, sessionSecret, config }: SessionDeps): RequestHandler {
  const store = new SessionStore({
    client: connection.getClient(), dbName: connection.name, collectionName: 'sessions', touchAfter: TOUCH_AFTER_SECONDS,
    // Who reads the database does not hold anybody's session.
    transformId: (id) => createHash('sha256').update(id).digest('base64url'),
  })
  return session({
    name: SESSION_COOKIE, secret: sessionSecret, store, resave: false, saveUninitialized: false, rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: config.secure, maxAge: IDLE_HOURS * 3_600_000 },
  })
}

/** A session ended by another request while this one ran has nothing left to touch, and that is no error. */
class SessionStore extends MongoStore {
  override touch(...[id, data, done]: Parameters<MongoStore['touch']>): void {
    super.touch(id, data, (error) => done?.(error?.message === 'Unable to find the session to touch' ? null : error))
  }
}

/** Starts a session under a new id, so that an id planted before log-in is worth nothing. Resolves once it is stored. */
export async function signIn(req: Request, { accountId, sessionVersion }: { accountId: string; sessionVersion: number }): Promise<void> {
  await called((done) => req.session.regenerate(done))
  Object.assign(req.session, { accountId, sessionVersion })
  await called((done) => req.session.save(done))
}

/** Ends the session in the store and takes the cookie back. */
export async function signOut(req: Request): Promise<void> {
  await called((done) => req.session.destroy(done))
  req.res?.clearCookie(SESSION_COOKIE)
}

const called = (run: (done: (error?: unknown) => void) => void) =>
  new Promise<void>((resolve, reject) => run((error) => (error ? reject(error as Error) : resolve())))
