import { PROBLEMS, type ProblemCode } from '../contract/problem.ts'

export interface ProblemExtras {
  /** One sentence for the developer who reads the wire; people are told by `code`, in their language. */
  detail?: string
  errors?: { path: string; code: string }[]
  current?: object
  retryAfterSeconds?: number
}

/** A refusal with a name (RFC 9457). Services throw it; `onError` turns it into application/problem+json. */
export class Problem extends Error {
  readonly status: number
  constructor(readonly code: ProblemCode, readonly extras: ProblemExtras = {}) {
    super(extras.detail ?? code)
    this.name = 'Problem'
    this.status = PROBLEMS[code]
  }
}
