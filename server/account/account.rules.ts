import type { AccountFields } from '../contract/account.ts'
import { POSTS_OF_ROLE } from '../contract/enumerations.ts'
import { Problem } from '../http/problem.ts'
import type { AccountRecord } from './account.model.ts'

export type Standing = Pick<AccountFields, 'role' | 'post' | 'schoolIds'>

/** A bureau account is desk or leader, an officer primary or deputy; nobody else has a post. */
export function postFits({ role, post }: Pick<Standing, 'role' | 'post'>): boolean {
  const posts = POSTS_OF_ROLE[role]
  return post === null ? posts.length === 0 : posts.includes(post)
}

/**
 * An inspector sees all schools or a list; who works at a school, a list. The bureau sees all by its role,
 * and who keeps the system works on none: a list would promise what nothing holds to.
 */
export function scopeFits({ role, schoolIds }: Pick<Standing, 'role' | 'schoolIds'>): boolean {
  if (role === 'inspector') return true
  if (role === 'officer' || role === 'principal') return schoolIds !== 'all'
  return schoolIds === 'all' || schoolIds.length === 0
}

/** Throws `post-does-not-fit` or `scope-does-not-fit`. */
export function checkStanding(standing: Standing): void {
  if (!postFits(standing)) throw new Problem('post-does-not-fit', { errors: [{ path: 'post', code: 'post-does-not-fit' }] })
  if (!scopeFits(standing)) throw new Problem('scope-does-not-fit', { errors: [{ path: 'schoolIds', code: 'scope-does-not-fit' }] })
}

/** The schools that these fields make an account the primary officer of, while it is enabled. */
export function primarySchoolsOf({ role, post, schoolIds }: Standing, disabled: boolean): string[] {
  return !disabled && role === 'officer' && post === 'primary' && schoolIds !== 'all' ? schoolIds : []
}

/** Whether hazards assigned to this account may have to go to somebody else: it was disabled, or is no longer what it was. */
export function leavesHazards(before: AccountRecord, after: Standing & { disabled: boolean }): boolean {
  if (before.disabledAt !== null) return false
  const losesSchool = after.schoolIds !== 'all' && (before.allSchools || before.schoolIds.some((id) => !after.schoolIds.includes(id)))
  return after.disabled || before.role !== after.role || (before.post === 'primary' && after.post !== 'primary') || losesSchool
}
