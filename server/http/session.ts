import { createHash } from 'node:crypto'
import { MongoStore } from 'connect-mongo'
import type { Request, RequestHandler } from 'express'
import session, { type SessionData } from 'express-session'
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
  now(): Date
}

/** Sessions in the application's own database, over its own client. */
export function sessions({ connection, sessionSecret, config, now }: SessionDeps): RequestHandler {
  const store = new SessionStore({
    client: connection.getClient(), dbName: connection.name, collectionName: 'sessions', touchAfter: TOUCH_AFTER_SECONDS,
    // Who reads the database does not hold anybody's session.
    transformId: (id) => createHash('sha256').update(id).digest('base64url'),
  })
  store.now = now
  return session({
    name: SESSION_COOKIE, secret: sessionSecret, store, resave: false, saveUninitialized: false, rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: config.secure, maxAge: IDLE_HOURS * 3_600_000 },
  })
}

/** How long a session read once is taken as read, on this instance; one that ends here is forgotten at once. */
const REMEMBERED_MS = 5000
const REMEMBERED_MOST = 5000

/**
 * A page asks several times within a moment, and what a session holds never changes, only ends. Another instance may
 * honour a log-out five seconds late; the end of an account's sessions is told by the account, which is always read.
 */
class SessionStore extends MongoStore {
  now: () => Date = () => new Date()
  private readonly remembered = new Map<string, { data: SessionData; until: number }>()
  private endings = 0

  override get(id: string, done: Parameters<MongoStore['get']>[1]): void {
    const known = this.remembered.get(id)
    if (known && known.until > this.now().getTime()) return done(null, structuredClone(known.data))
    const { endings } = this
    super.get(id, (error, data) => {
      // What was read while a session ended may be that session.
      if (data && endings === this.endings) this.remember(id, structuredClone(data))
      done(error, data)
    })
  }

  override set(...[id, data, done]: Parameters<MongoStore['set']>): void {
    this.forget(id)
    super.set(id, data, done)
  }

  override destroy(...[id, done]: Parameters<MongoStore['destroy']>): void {
    this.forget(id)
    super.destroy(id, (error) => {
      this.forget(id)
      done?.(error)
    })
  }

  /**
   * A page that asks by itself while nobody looks at it keeps no session alive. One ended by another request while this one
   * ran has nothing left to touch, and that is no error.
   */
  override touch(...[id, data, done]: Parameters<MongoStore['touch']>): void {
    if ((data as { req?: Request }).req?.headers['x-unattended']) return done?.(null)
    super.touch(id, data, (error) => done?.(error?.message === 'Unable to find the session to touch' ? null : error))
  }

  private forget(id: string): void {
    this.endings++
    this.remembered.delete(id)
  }

  private remember(id: string, data: SessionData): void {
    if (this.remembered.size >= REMEMBERED_MOST) this.remembered.clear()
    this.remembered.set(id, { data, until: this.now().getTime() + REMEMBERED_MS })
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
