import type { Post, Role } from '../contract/enumerations.ts'

/** Who acts: a signed-in person as the account stands at this request, never as it stood at log-in. */
export interface Actor {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly role: Role
  readonly post: Post | null
  readonly schoolIds: 'all' | readonly string[]
  readonly mustChangePassword: boolean
}

/** The `by` of what nobody did by hand: rungs, and hand-overs when a person leaves. */
export const SYSTEM = 'system'

export const isDesk = (actor: Actor) => actor.role === 'bureau' && actor.post === 'desk'
export const isLeader = (actor: Actor) => actor.role === 'bureau' && actor.post === 'leader'

/** Whether this person sees this school. The whole bureau sees all. An undefined scope is an error, never "everything". */
export function inScope(actor: Actor, schoolId: string): boolean {
  const scope = scopeOf(actor)
  return scope === 'all' || scope.includes(schoolId)
}

/** The schools that a query on behalf of this person is held to. */
export function scopeOf(actor: Actor): 'all' | readonly string[] {
  if (actor.role === 'bureau') return 'all'
  if (actor.schoolIds !== 'all' && !Array.isArray(actor.schoolIds)) throw new Error(`account ${actor.id} has no scope`)
  return actor.schoolIds
}
