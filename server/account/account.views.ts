import type { AccountOnTheWire, Me } from '../contract/account.ts'
import type { Actor } from './actor.ts'
import type { ShownAccount } from './account.model.ts'

/** Someone who can be told something, with the scope that it must be told under. */
export interface Contact extends Actor {
  readonly email: string | null
}

/** An account whose scope is neither all nor a list is broken; it must never be read as "everything". */
function scopeIn(record: ShownAccount): 'all' | string[] {
  if (record.allSchools === true || record.role === 'bureau') return 'all'
  if (record.allSchools !== false || !Array.isArray(record.schoolIds)) throw new Error(`account ${record._id} has no scope`)
  return record.schoolIds
}

export function actorOf(record: ShownAccount): Actor {
  const { _id, username, name, role, post, mustChangePassword } = record
  return { id: _id, username, name, role, post, schoolIds: scopeIn(record), mustChangePassword }
}

export const contactOf = (record: ShownAccount): Contact => ({ ...actorOf(record), email: record.email })

/** What a person is told of himself. */
export function meOf(actor: Actor): Me {
  const { id, username, name, role, post, schoolIds, mustChangePassword } = actor
  return { id, username, name, role, post, schoolIds: schoolIds === 'all' ? 'all' : [...schoolIds], mustChangePassword }
}

export function onTheWire(record: ShownAccount): AccountOnTheWire {
  const { email, disabledAt, createdAt, version } = record
  return { ...meOf(actorOf(record)), email, disabled: disabledAt !== null, createdAt: createdAt.toISOString(), version }
}
