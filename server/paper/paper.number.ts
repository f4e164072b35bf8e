import { isDuplicate } from '../database/duplicate.ts'
import { createTurns } from '../database/turns.ts'
import type { PaperModel, PaperRecord } from './paper.model.ts'

/** What an insert came to: this paper, or the one that stands under its id already, or a paper that corrects the same one. */
export type Inserted = { paper: PaperRecord } | { taken: 'id' | 'replaces' }

/**
 * Numbers without a counter: the insert is the allocation. One sequence a type and a year, without gaps or repeats, whatever its
 * prefix is. Papers of one type queue up within this process; the unique index settles it between processes.
 */
export function createNumbering(papers: PaperModel) {
  const inTurn = createTurns()

  async function lastSeq(type: string, year: number): Promise<number> {
    const last = await papers.collection.findOne({ type, year, seq: { $exists: true } }, { projection: { _id: 0, seq: 1 }, sort: { seq: -1 } })
    return (last?.seq as number | undefined) ?? 0
  }

  async function insertNext(type: string, year: number, make: (seq: number) => PaperRecord): Promise<Inserted> {
    for (;;) {
      const outcome = await insert(make((await lastSeq(type, year)) + 1))
      if (!('taken' in outcome) || outcome.taken !== 'seq') return outcome as Inserted
    }
  }

  async function insert(paper: PaperRecord): Promise<{ paper: PaperRecord } | { taken: 'id' | 'replaces' | 'seq' }> {
    try {
      await papers.collection.insertOne(paper as never)
      return { paper }
    } catch (error) {
      if (isDuplicate(error, '_id')) return { taken: 'id' }
      if (isDuplicate(error, 'replaces')) return { taken: 'replaces' }
      if (isDuplicate(error, 'seq')) return { taken: 'seq' }
      throw error
    }
  }

  return {
    /** Inserts under the next number of this type and year. `check` runs in the same turn: nothing of this type comes in between, in this process. */
    insertNumbered(type: string, year: number, check: () => Promise<void>, make: (seq: number) => PaperRecord): Promise<Inserted> {
      return inTurn(type, async () => { await check(); return insertNext(type, year, make) })
    },
    /** Inserts a paper that bears no number of ours. */
    insertUnnumbered: async (make: () => PaperRecord): Promise<Inserted> => await insert(make()) as Inserted,
  }
}
