import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { MongoBulkWriteError, MongoError, MongoNetworkError, MongoServerSelectionError, MongoWriteConcernError } from 'mongodb'
import { MulterError } from 'multer'
import type { ProblemCode } from '../contract/problem.ts'
import { Problem } from './problem.ts'
import { languageOf, titleOf } from './problem.words.ts'

/** The last handler: whatever went wrong leaves as one Problem, in the reader's language, and never with a stack. */
export function onError(log: Logger): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const problem = asProblem(error)
    if (problem.status >= 500) log.error({ err: error, method: req.method, path: req.path }, 'request failed')
    // A half-sent file cannot become a Problem; cutting it off is how the reader learns that it is not whole.
    if (res.headersSent) return void res.destroy()
    const { detail, errors, current, retryAfterSeconds } = problem.extras
    // A file's sender may already have said how long the file is to be kept; a refusal is kept by nobody.
    res.setHeader('Cache-Control', 'private, no-store')
    if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(retryAfterSeconds))
    res.status(problem.status).type('application/problem+json').send(JSON.stringify({
      type: `about:blank#${problem.code}`, title: titleOf(problem.code, languageOf(req)), status: problem.status,
      detail, code: problem.code, errors, current, retryAfterSeconds,
    }))
  }
}

/** For a path that no route serves. */
export const noSuchRoute: RequestHandler = () => {
  throw new Problem('not-found')
}

/** Failures that reach us as somebody else's classes, by what they mean for the caller. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof MulterError) return new Problem(error.code === 'LIMIT_FILE_SIZE' ? 'too-large' : 'malformed', { detail: error.code })
  if (writeOutcomeUnknown(error)) return new Problem('outcome-unknown', { retryAfterSeconds: 2 })
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown }
  if (type === 'entity.parse.failed') return new Problem('bad-json')
  if (typeof type === 'string' && /^(charset|encoding)\./.test(type)) return new Problem('unsupported-type')
  if (error instanceof URIError) return new Problem('malformed')
  return new Problem(typeof status === 'number' ? codeOf(status) : 'internal')
}

/** What Express, its parsers and its file sender mean by the status on their errors. */
function codeOf(status: number): ProblemCode {
  switch (status) {
    case 404: return 'not-found'
    case 413: return 'too-large'
    case 415: return 'unsupported-type'
    case 416: return 'range-not-satisfiable'
    default: return status >= 400 && status < 500 ? 'malformed' : 'internal'
  }
}

/**
 * What a server says while its primary steps down, dies or changes (the retryable errors of the drivers' specification):
 * ShutdownInProgress, PrimarySteppedDown, NotWritablePrimary, InterruptedAtShutdown, InterruptedDueToReplStateChange,
 * NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary, SocketException, NetworkTimeout, HostUnreachable, HostNotFound,
 * ExceededTimeLimit, LegacyNotPrimary.
 */
const FAILOVER_CODES = new Set<unknown>([91, 189, 10107, 11600, 11602, 13435, 13436, 9001, 89, 6, 7, 262, 10058])

const writeOutcomeUnknown = (error: unknown) =>
  error instanceof MongoNetworkError || error instanceof MongoServerSelectionError || error instanceof MongoWriteConcernError ||
  (error instanceof MongoBulkWriteError && error.code !== 11000) ||
  (error instanceof MongoError && (error.hasErrorLabel('RetryableWriteError') || FAILOVER_CODES.has(error.code)))
