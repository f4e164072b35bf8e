import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { MongoBulkWriteError, MongoNetworkError, MongoServerSelectionError, MongoWriteConcernError } from 'mongodb'
import { MulterError } from 'multer'
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
    if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(retryAfterSeconds))
    res.status(problem.status).type('application/problem+json').send(JSON.stringify({
      type: `about:blank#${problem.code}`, title: titleOf(problem.code, languageOf(req)), status: problem.status,
      detail, code: problem.code, errors, current, retryAfterSeconds,
    }))
  }
}

/** For a path of the API that no route serves. */
export const noSuchRoute: RequestHandler = () => {
  throw new Problem('not-found')
}

/** Failures that reach us as somebody else's classes, by what they mean for the caller. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof MulterError) return new Problem(error.code === 'LIMIT_FILE_SIZE' ? 'too-large' : 'malformed', { detail: error.code })
  if (writeOutcomeUnknown(error)) return new Problem('outcome-unknown', { retryAfterSeconds: 2 })
  const { type, status } = error as { type?: string; status?: number }
  if (type === 'entity.too.large') return new Problem('too-large')
  if (type === 'entity.parse.failed') return new Problem('bad-json')
  if (type?.startsWith('charset.') || type?.startsWith('encoding.')) return new Problem('unsupported-type')
  if (status === 400 || error instanceof URIError) return new Problem('malformed')
  return new Problem('internal')
}

const writeOutcomeUnknown = (error: unknown) =>
  error instanceof MongoNetworkError || error instanceof MongoServerSelectionError || error instanceof MongoWriteConcernError ||
  (error instanceof MongoBulkWriteError && error.code !== 11000)
