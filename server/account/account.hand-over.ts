import type { AccountModel, AccountRecord } from './account.model.ts'

export interface HandOverDeps {
  accounts: AccountModel
  now(): Date
  assigneeGone(accountId: string, now: Date): Promise<unknown>
}

type Left = Pick<AccountRecord, '_id' | 'handOverPending' | 'handOverSince'>

/** Swept in one go; the next tick takes what is left. */
const AT_ONCE = 100

/**
 * A report or an action that looked the account up just before it changed may name it just after. Whoever was under way then
 * has long arrived, or never will: a request lives for less than this.
 */
const SETTLED_MS = 120_000

/**
 * The mark is set by the update that makes it necessary, and cleared by a sweep that comes when nobody can still be at work
 * from before it: what a crash leaves, and what arrives late, the sweep finds.
 */
export function createHandOver({ accounts, now, assigneeGone }: HandOverDeps) {
  /** At once, so that nothing waits for the sweep that will look again. */
  const handOver = (accountId: string): Promise<unknown> => assigneeGone(accountId, now())

  /** Clears the mark only if it is still the change's that was read: a later one hands over for itself. */
  async function handOverAgain({ _id, handOverPending, handOverSince }: Left, at: Date): Promise<void> {
    await assigneeGone(_id, at)
    if (handOverSince && at.getTime() - handOverSince.getTime() < SETTLED_MS) return
    await accounts.updateOne({ _id, handOverPending: handOverPending! }, { $unset: { handOverPending: 1, handOverSince: 1 } })
  }

  /** The job: finishes hand-overs. Answers how many it looked at; one that fails keeps none of the others waiting. */
  async function sweepHandOvers(at: Date): Promise<number> {
    const left = await accounts.find({ handOverPending: { $exists: true } }, { handOverPending: 1, handOverSince: 1 }).limit(AT_ONCE).lean()
    const failures: unknown[] = []
    for (const one of left) await handOverAgain(one, at).catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} hand-overs failed`)
    return left.length
  }

  return { handOver, sweepHandOvers }
}
