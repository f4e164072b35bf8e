import type { ProblemCode, ProblemOnTheWire } from '../../../server/contract/problem.ts'

/** The server understood and refused. `current`: on a 409 of a hazard, the hazard as it stands. */
export class ApiProblem extends Error {
  readonly errors: { path: string; code: string }[]
  readonly current: Record<string, unknown> | undefined
  readonly retryAfterSeconds: number | undefined
  constructor(readonly status: number, readonly code: ProblemCode, wire: Partial<ProblemOnTheWire> = {}) {
    super(`${status} ${code}`)
    this.name = 'ApiProblem'
    this.errors = wire.errors ?? []
    this.current = wire.current
    this.retryAfterSeconds = wire.retryAfterSeconds
  }
}

/** No answer of the application's own came back: the network is gone, a proxy stood alone, or it took too long. */
export class NetworkFailure extends Error {
  constructor(readonly reason: 'unreachable' | 'timeout') {
    super(reason)
    this.name = 'NetworkFailure'
  }
}

/** A refusal that is not a Problem comes from a proxy before the application; these are the ones that have a meaning. */
const BY_STATUS: Record<number, ProblemCode> = {
  400: 'malformed', 401: 'not-signed-in', 403: 'forbidden', 404: 'not-found', 405: 'method-not-allowed', 413: 'too-large', 415: 'unsupported-type', 429: 'too-many-requests',
}

/** The error for a response that is not a success. */
export function failureOf(status: number, text: string, retryAfter: string | null): ApiProblem | NetworkFailure {
  const wire = problemIn(text)
  const seconds = wire?.retryAfterSeconds ?? (retryAfter && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined)
  if (wire?.code) return new ApiProblem(status, wire.code, { ...wire, retryAfterSeconds: seconds })
  if (status >= 502 && status <= 504) return new NetworkFailure('unreachable')
  return new ApiProblem(status, BY_STATUS[status] ?? 'internal', { retryAfterSeconds: seconds })
}

function problemIn(text: string): Partial<ProblemOnTheWire> | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' ? parsed as Partial<ProblemOnTheWire> : null
  } catch {
    return null
  }
}

/** Whether sending the very same request again can help. Only safe for what is idempotent: every PUT here is. */
export const worthRepeating = (error: unknown): error is ApiProblem | NetworkFailure =>
  error instanceof NetworkFailure || (error instanceof ApiProblem && (error.code === 'outcome-unknown' || error.code === 'not-ready'))
