import type { AccountFields, AccountOnTheWire } from '../contract/account.ts'
import type { KeptReason } from '../contract/import.ts'
import { chunkByChunk, whyKept, type By } from './import.kept.ts'
import type { Kept, KindDeps, StillAtWork } from './import.kinds.ts'

interface Effect { id: string; before: AccountOnTheWire | null; after: AccountFields }

/** Takes accounts back: made ones that nobody used go, changed ones get their former fields back. */
export function createStaffUndo({ accounts, hazards, notifications }: Pick<KindDeps, 'accounts' | 'hazards' | 'notifications'>) {
  const named = async (id: string): Promise<boolean> => await hazards.exist({ assigneeId: id }) || await notifications.haveTold(id)

  /** null if it stands as it did before the import. */
  async function takeBack({ before, after }: Effect, there: AccountOnTheWire | undefined, by: By): Promise<KeptReason | null> {
    if (!there) return before ? 'changed' : null
    if (before && sameAccount(there, before) && there.disabled === before.disabled) return null
    if (sameAccount(there, after) && there.disabled === (before?.disabled ?? false)) return before ? giveBack(before, there, by) : remove(there, by)
    return !before && there.disabled && await named(there.id) ? 'closed' : 'changed'
  }

  /** A history goes on naming whoever stands in it; such an account is closed, and its hazards are handed over. */
  async function remove(there: AccountOnTheWire, by: By): Promise<KeptReason | null> {
    if (!there.mustChangePassword) return 'signed-in'
    if (await named(there.id)) {
      await accounts.change(by, there.id, { ...changeable(there), disabled: true, version: there.version })
      return 'closed'
    }
    await accounts.withdraw(by, there)
    return null
  }

  async function giveBack(before: AccountOnTheWire, there: AccountOnTheWire, by: By): Promise<KeptReason | null> {
    await accounts.change(by, there.id, { ...changeable(before), disabled: before.disabled, version: there.version })
    return null
  }

  async function round(effects: readonly Effect[], by: By, stillAtWork: StillAtWork) {
    const there = await accounts.byUsernames(effects.map(({ id }) => id))
    const left: { effect: Effect; kept: Kept }[] = []
    for (const effect of effects) {
      await stillAtWork()
      const reason = await takeBack(effect, there.get(effect.id), by).catch(whyKept)
      if (reason) left.push({ effect, kept: { id: there.get(effect.id)?.id ?? effect.id, number: effect.id, reason } })
    }
    return left
  }

  /**
   * Made accounts first: they free the places that changed ones had. Those may free each other's, so as long as some come
   * through, the others try again.
   */
  return chunkByChunk(async ({ effects }, by, stillAtWork) => {
    const kept: Kept[] = []
    for (let todo = (effects as Effect[]).toSorted((a, b) => turnOf(a) - turnOf(b)); ;) {
      const left = await round(todo, by, stillAtWork)
      const waiting = left.filter((one) => one.kept.reason === 'place-taken')
      const over = waiting.length === todo.length || waiting.length === 0
      kept.push(...(over ? left : left.filter((one) => !waiting.includes(one))).map((one) => one.kept))
      if (over) return kept
      todo = waiting.map(({ effect }) => effect)
    }
  })
}

/** Officers after principals, who would be given the hazards of those that are closed. */
const turnOf = ({ before, after }: Effect): number => (before ? 2 : after.role === 'officer' ? 1 : 0)

const changeable = ({ name, role, post, schoolIds, email }: AccountFields): Omit<AccountFields, 'username'> => ({ name, role, post, schoolIds, email })

export const sameAccount = (a: AccountFields, b: AccountFields) => JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b))
const inOrder = (fields: AccountFields) => {
  const { username, schoolIds, role } = fields
  // The bureau sees all schools whether its list says so or is empty.
  return { username, ...changeable(fields), schoolIds: schoolIds === 'all' || role === 'bureau' ? 'all' : [...new Set(schoolIds)].sort() }
}
