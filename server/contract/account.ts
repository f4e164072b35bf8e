import { z } from 'zod'
import { POSTS, ROLES } from './enumerations.ts'
import { listOf, page, schoolId, text } from './primitives.ts'

export const username = z.string().trim().toLowerCase().min(2).max(40).regex(/^[a-z0-9][a-z0-9._-]*$/, 'username')

/**
 * What a new password must be: ten characters or more, three of the four classes.
 * The rule follows GB/T 22239-2019 (等保二级) as offices apply it.
 */
export const newPassword = z.string().min(10, 'password-too-short').max(128).refine(
  (password) => [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length >= 3,
  'password-too-simple',
)

/** The schools an account may see: all of them, or a list. An empty list sees none. */
export const scope = z.union([z.literal('all'), z.array(schoolId).max(2000)])

export const logInRequest = z.strictObject({ username: z.string().min(1).max(100), password: z.string().min(1).max(200) })
export const changePasswordRequest = z.strictObject({ current: z.string().min(1).max(200), next: newPassword })

export const me = z.object({
  id: z.string(), username: z.string(), name: z.string(),
  role: z.enum(ROLES), post: z.enum(POSTS).nullable(), schoolIds: scope, mustChangePassword: z.boolean(),
})
export type Me = z.infer<typeof me>

const accountFields = {
  name: text(40),
  role: z.enum(ROLES),
  post: z.enum(POSTS).nullable().default(null),
  schoolIds: scope,
  email: z.email().max(200).nullable().default(null),
}
export const createAccountRequest = z.strictObject({ username, ...accountFields })
/** `version` is the one that the form was filled from: with it, a form opened before a colleague's change is refused. */
export const changeAccountRequest = z.strictObject({ ...accountFields, disabled: z.boolean(), version: z.number().int().min(1).optional() })
export type AccountFields = z.infer<typeof createAccountRequest>

export const account = me.extend({ email: z.string().nullable(), disabled: z.boolean(), createdAt: z.string(), version: z.number() })
export type AccountOnTheWire = z.infer<typeof account>

export const accountPage = listOf(account)

/** Whom a school's hazards can be given to: its officers and principals who are in office. */
export const schoolPeople = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES), post: z.enum(POSTS).nullable() })),
})
export type SchoolPeople = z.infer<typeof schoolPeople>

export const accountParams = z.strictObject({ id: z.string().min(1).max(64) })
/** `q` finds any part of a name or username; `schoolId` the people whose list names that school. */
export const accountQuery = z.strictObject({
  q: z.string().trim().min(1).max(40).optional(), role: z.enum(ROLES).optional(), schoolId: schoolId.optional(), ...page,
})
export type AccountQuery = z.infer<typeof accountQuery>

/** The one time a password leaves the server: to the administrator who made or reset the account. */
export const accountWithPassword = account.extend({ oneTimePassword: z.string() })
