import type { RequestHandler } from 'express'
import { rateLimit } from 'express-rate-limit'
import { Problem } from './problem.ts'

/** Generous, since a whole office may come from one address; a person mistypes a few times, a guesser thousands. */
const FAILURES = 100
const WINDOW_MINUTES = 15

/** For POST /api/session: refuses an address after too many failed log-ins. Those that succeed do not count. */
export function logInLimit(failures = FAILURES): RequestHandler {
  return rateLimit({
    limit: failures, windowMs: WINDOW_MINUTES * 60_000, legacyHeaders: false, standardHeaders: false,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_req, res) => res.statusCode !== 401 && res.statusCode !== 429,
    handler: (req, _res, next) => {
      const { resetTime } = (req as typeof req & { rateLimit: { resetTime?: Date } }).rateLimit
      // The limiter keeps its own time, so what is left is asked of the same clock.
      const left = (resetTime?.getTime() ?? 0) - Date.now()
      next(new Problem('too-many-requests', { retryAfterSeconds: Math.max(1, Math.ceil(left / 1000)) }))
    },
  })
}
