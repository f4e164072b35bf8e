import type { AccountModel } from './account.model.ts'

export interface HandOverDeps {
  accounts: AccountModel
  now(): Date
  assigneeGone(accountId: string, now: Date): Promise<unknown>
}

/** Swept in one go; the next tick takes what is left. */
const AT_ONCE = 100

/** The mark is set by the update that makes it necessary and cleared only afterwards: what a crash leaves, the sweep finds. */
export function createHandOver({ accounts, now, assigneeGone }: HandOverDeps) {
  /** Clears the mark only if it is still this change's: a later change hands over for itself. */
  async function handOver(accountId: string, version: number, at = now()): Promise<void> {
    await assigneeGone(accountId, at)
    await accounts.updateOne({ _id: accountId, handOverPending: version }, { $unset: { handOverPending: 1 } })
  }

  /** The job: finishes hand-overs that were cut short. Answers how many; one that fails keeps none of the others waiting. */
  async function sweepHandOvers(at: Date): Promise<number> {
    const left = await accounts.find({ handOverPending: { $exists: true } }, { handOverPending: 1 }).limit(AT_ONCE).lean()
    const failures: unknown[] = []
    for (const { _id, handOverPending } of left) {
      await handOver(_id, handOverPending!, at).catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} hand-overs failed`)
    return left.length
  }

  return { handOver, sweepHandOvers }
}
