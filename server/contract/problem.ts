import { z } from 'zod'

/** Every refusal the server can give: a stable code, and the HTTP status that goes with it. */
export const PROBLEMS = {
  'malformed': 400, 'bad-json': 400,
  'not-signed-in': 401, 'wrong-credentials': 401,
  'not-found': 404,
  'forbidden': 403, 'role-not-allowed': 403, 'password-change-required': 403, 'cross-site': 403, 'not-this-person': 403,
  'status-changed': 409, 'version-changed': 409, 'id-taken': 409, 'photos-complete': 409, 'username-taken': 409,
  'school-exists': 409, 'primary-exists': 409, 'photo-not-expected': 409, 'paper-stands-no-more': 409,
  'unknown-code': 422, 'evidence-missing': 422, 'photo-broken': 422, 'photo-too-large-to-decode': 422,
  'deadline-out-of-range': 422, 'deadline-reason-missing': 422, 'nothing-changes': 422, 'wrong-current-password': 422,
  'password-not-new': 422, 'post-does-not-fit': 422, 'scope-does-not-fit': 422, 'photo-count-out-of-range': 422,
  'duplicate-unknown': 422, 'views-full': 422, 'own-account': 422, 'paper-does-not-fit': 422,
  'extension-pending': 422, 'extension-not-asked': 422, 'plan-missing': 422, 'plan-not-submitted': 422, 'major-not-confirmed': 422,
  'still-supervised': 422, 'not-supervised': 422, 'assignee-does-not-fit': 422, 'reminded-today': 422, 'comments-full': 422,
  'file-unreadable': 422, 'too-many-rows': 422, 'table-not-found': 422, 'columns-missing': 422, 'import-moved-on': 409, 'import-acted-on': 409,
  'too-large': 413, 'unsupported-type': 415, 'method-not-allowed': 405, 'range-not-satisfiable': 416,
  'too-many-requests': 429, 'outcome-unknown': 503, 'not-ready': 503, 'internal': 500,
} as const
export type ProblemCode = keyof typeof PROBLEMS
export const problemCode = z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]])

export const problem = z.object({
  type: z.string(), title: z.string(), status: z.number(), detail: z.string().optional(),
  code: problemCode,
  errors: z.array(z.object({ path: z.string(), code: z.string() })).optional(),
  /** On a 409 of a hazard: the hazard as it stands now. */
  current: z.looseObject({}).optional(),
  retryAfterSeconds: z.number().optional(),
})
export type ProblemOnTheWire = z.infer<typeof problem>
