import type { Request, Response } from 'express'
import { rateLimit } from 'express-rate-limit'
import { Problem } from './problem.ts'

/** Generous, since a whole office may come from one address; a person mistypes a few times, a guesser thousands. */
const FAILURES = 100
const WINDOW_MINUTES = 15

/**
 * Refuses an address after too many failed log-ins; those that succeed do not count. Called by the handler of the log-in,
 * after the request was found well-formed. Rejects with `too-many-requests`.
 */
export function logInLimit(failures = FAILURES): (req: Request, res: Response) => Promise<void> {
  const limiter = rateLimit({
    limit: failures, windowMs: WINDOW_MINUTES * 60_000, legacyHeaders: false, standardHeaders: false,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_req, res) => res.statusCode !== 401 && res.statusCode !== 429,
    handler: (req, _res, next) => next(new Problem('too-many-requests', { retryAfterSeconds: secondsLeft(req) })),
  })
  return (req, res) => new Promise((resolve, reject) => {
    void limiter(req, res, (error) => (error ? reject(error as Error) : resolve()))
  })
}

/** The limiter keeps its own time, so what is left is asked of the same clock. */
function secondsLeft(req: Request): number {
  const { resetTime } = (req as Request & { rateLimit: { resetTime?: Date } }).rateLimit
  return Math.max(1, Math.ceil(((resetTime?.getTime() ?? 0) - Date.now()) / 1000))
}
