import { POSTS_OF_ROLE, type Post, type Role } from '../../../server/contract/enumerations.ts'
import type { Account, AccountFields } from '../api/accounts.ts'
import { t } from '../words/t.ts'

/** What stands in the form. Everything typed stays while role and post change back and forth. */
export interface AccountDraft {
  username: string
  name: string
  role: Role
  post: Post | ''
  sees: 'all' | 'list'
  schoolIds: string[]
  email: string
}
export type AccountErrors = Partial<Record<'username' | 'name' | 'post' | 'schoolIds' | 'email' | 'role', string>>

const USERNAME = /^[a-z0-9][a-z0-9._-]{1,39}$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

export function draftOf(account: Account | null): AccountDraft {
  if (!account) return { username: '', name: '', role: 'officer', post: 'primary', sees: 'list', schoolIds: [], email: '' }
  const { username, name, role, post, schoolIds, email } = account
  return { username, name, role, post: post ?? '', sees: schoolIds === 'all' ? 'all' : 'list', schoolIds: schoolIds === 'all' ? [] : [...schoolIds], email: email ?? '' }
}

/** Whether this role works on schools of a list, may have all of them, or has no scope of its own (as the server checks). */
export const scopeOf = (role: Role): 'list' | 'either' | 'none' =>
  role === 'inspector' ? 'either' : role === 'officer' || role === 'principal' ? 'list' : 'none'

export const postsOf = (role: Role): readonly Post[] => POSTS_OF_ROLE[role]

export function errorsIn(draft: AccountDraft, isNew: boolean): AccountErrors {
  const scope = scopeOf(draft.role)
  const needsSchool = scope === 'list' || (scope === 'either' && draft.sees === 'list')
  return {
    ...(isNew && !USERNAME.test(draft.username.trim().toLowerCase()) && { username: t('admin.account.usernameBad') }),
    ...(!draft.name.trim() && { name: t('admin.account.nameMissing') }),
    ...(needsSchool && !draft.schoolIds.length && { schoolIds: t('admin.account.scopeMissing') }),
    ...(draft.email.trim() && !EMAIL.test(draft.email.trim()) && { email: t('admin.account.emailBad') }),
  }
}

export function fieldsOf(draft: AccountDraft): AccountFields {
  const posts = postsOf(draft.role)
  const scope = scopeOf(draft.role)
  return {
    username: draft.username.trim().toLowerCase(), name: draft.name.trim(), role: draft.role,
    post: posts.length ? posts.find((post) => post === draft.post) ?? posts[0]! : null,
    schoolIds: scope === 'none' || (scope === 'either' && draft.sees === 'all') ? 'all' : draft.schoolIds,
    email: draft.email.trim() || null,
  }
}
