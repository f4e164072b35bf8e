import type { Request, Response, Router } from 'express'
import type { z } from 'zod'
import type { Actor } from '../account/actor.ts'
import type { Role } from '../contract/enumerations.ts'
import { nothing } from '../contract/primitives.ts'
import { parse } from './parse-request.ts'
import { Problem } from './problem.ts'

/** What a handler is given: everything already parsed, the person already known, one reading of the clock. */
export interface Call<P, Q, B> {
  params: P
  query: Q
  body: B
  actor: Actor
  now: Date
  req: Request
  res: Response
}

export interface Answer {
  status?: number
  body?: unknown
}

/**
 * A route as data: the table that is mounted, walked by the tests and printed as OpenAPI.
 * `roles` says who may call it at all: everyone, everyone signed in, or these roles.
 * `upload` leaves the body to the handler, which reads it only once it knows that the person may send it.
 * `handle` answers, or returns nothing when it wrote the response itself (a file).
 */
export interface Route<P = unknown, Q = unknown, B = unknown> {
  method: 'get' | 'put' | 'post' | 'delete'
  path: string
  summary: string
  roles: 'anyone' | 'signed-in' | readonly Role[]
  params?: z.ZodType<P>
  query?: z.ZodType<Q>
  body?: z.ZodType<B>
  upload?: z.ZodType
  /** The name of the file's field in the form; `photo` where none is given. */
  uploadField?: string
  answers: Record<number, z.ZodType | null>
  /** Open to a person who must first change the password. */
  whilePasswordMustChange?: boolean
  handle(call: Call<P, Q, B>): Promise<Answer | undefined>
}

/** Lets TypeScript infer a handler's parameters from the schemas above it. */
export function route<P = Record<string, never>, Q = Record<string, never>, B = undefined>(declared: Route<P, Q, B>): Route {
  return declared as unknown as Route
}

export interface RouteDeps {
  now(): Date
  authenticate(req: Request): Promise<Actor | null>
}

/** Mounts a table of routes. The order of refusals is fixed here: 400, 401, 403 by role, then what the service finds. */
export function mount(router: Router, routes: readonly Route[], deps: RouteDeps): void {
  for (const declared of routes) router[declared.method](declared.path, (req, res) => answer(declared, deps, req, res))
}

async function answer(declared: Route, deps: RouteDeps, req: Request, res: Response): Promise<void> {
  const params = parse(declared.params ?? nothing, req.params)
  const query = parse(declared.query ?? nothing, req.query)
  const body = declared.body ? parse(declared.body, jsonBody(req)) : undefined
  // A route open to everyone never reads `actor`; the others have one from here on.
  const actor = declared.roles === 'anyone' ? (undefined as unknown as Actor) : await personFor(declared, deps, req)
  const answered = await declared.handle({ params, query, body, actor, now: deps.now(), req, res })
  if (!answered) return
  res.status(answered.status ?? 200)
  if (answered.body === undefined) res.end()
  else res.json(answered.body)
}

function jsonBody(req: Request): unknown {
  if (req.body === undefined && Number(req.headers['content-length'] ?? 0) > 0) throw new Problem('unsupported-type')
  return req.body ?? {}
}

async function personFor(declared: Route, deps: RouteDeps, req: Request): Promise<Actor> {
  const actor = await deps.authenticate(req)
  if (!actor) throw new Problem('not-signed-in')
  if (actor.mustChangePassword && !declared.whilePasswordMustChange) throw new Problem('password-change-required')
  if (Array.isArray(declared.roles) && !declared.roles.includes(actor.role)) throw new Problem('role-not-allowed')
  return actor
}
