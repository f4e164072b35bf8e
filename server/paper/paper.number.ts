import { isDuplicate } from '../database/duplicate.ts'
import { createTurns } from '../database/turns.ts'
import type { PaperModel, PaperRecord } from './paper.model.ts'

/** What an insert came to: this paper, or what another has: its id, the ending of the paper that it corrects, a hazard of it. */
type Inserted = { paper: PaperRecord } | { taken: 'id' | 'ends' | 'holds' }

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
      const inserted = await insert(make((await lastSeq(type, year)) + 1))
      if (inserted) return inserted
    }
  }

  /** null if another paper took the number meanwhile. */
  async function insert(paper: PaperRecord): Promise<Inserted | null> {
    try {
      await papers.collection.insertOne(paper as never)
      return { paper }
    } catch (error) {
      if (isDuplicate(error, '_id')) return { taken: 'id' }
      if (isDuplicate(error, 'ends') || isDuplicate(error, 'replaces')) return { taken: 'ends' }
      if (isDuplicate(error, 'holds')) return { taken: 'holds' }
      if (isDuplicate(error, 'seq')) return null
      throw error
    }
  }

  return {
    /** Inserts under the next number of this type and year. */
    insertNumbered: (type: string, year: number, make: (seq: number) => PaperRecord): Promise<Inserted> => inTurn(type, () => insertNext(type, year, make)),
    /** Inserts a paper that bears no number of ours. */
    insertUnnumbered: async (make: () => PaperRecord): Promise<Inserted> => (await insert(make()))!,
  }
}
