import type { PaperModel, PaperRecord } from './paper.model.ts'

type Link = Pick<PaperRecord, '_id' | 'hazardIds' | 'holds' | 'void' | 'replaces'>
const LINK = { hazardIds: 1, holds: 1, void: 1, replaces: 1 } as const

export type Holds = ReturnType<typeof createHolds>

/**
 * Which notice a hazard stands on: the one that holds it, by a unique index, whoever else inserts at the same moment.
 * A correction holds only what its predecessor does not cover; the rest goes on being held where it was first. So the insert of
 * a paper stays the one write, nothing in force is ever without its hold, and what is held for longer than it should be is
 * freed when it stands in somebody's way.
 */
export function createHolds(papers: PaperModel) {
  /** Frees those of these hazards whose notice is void or was corrected to leave them out. False if all are rightly held. */
  async function free(hazardIds: readonly string[]): Promise<boolean> {
    const asked = new Set(hazardIds)
    const holders = await papers.find({ holds: { $in: hazardIds } }, LINK).lean<Link[]>()
    const freed = await Promise.all(holders.map(async (holder) => {
      const over = await outdated(holder, holder.holds!.filter((id) => asked.has(id)))
      if (over.size > 0) await giveUp(holder, over)
      return over.size > 0
    }))
    return freed.includes(true)
  }

  /** That a later paper leaves a hazard out, or that the last one is void, never changes again: neither can be corrected any more. */
  async function outdated(holder: Link, hazardIds: readonly string[]): Promise<Set<string>> {
    const over = new Set<string>()
    for (let paper = holder; ;) {
      const next = await papers.findOne({ replaces: paper._id }, LINK).lean<Link>()
      for (const id of hazardIds) if (next ? !next.hazardIds.includes(id) : paper.void) over.add(id)
      if (!next) return over
      paper = next
    }
  }

  async function giveUp({ _id, holds }: Link, over: ReadonlySet<string>): Promise<void> {
    const left = holds!.filter((id) => !over.has(id))
    await papers.updateOne({ _id, holds }, left.length > 0 ? { $set: { holds: left } } : { $unset: { holds: 1 } })
  }

  /** Gives the notices their holds that were issued before there were any. Can be run again. */
  async function fill(): Promise<void> {
    const notices = await papers.find({ type: 'notice' }, LINK).sort({ issuedAt: 1 }).lean<Link[]>()
    const corrected = new Set(notices.map(({ replaces }) => replaces))
    // Where two stand on one hazard already, because nothing prevented it, the earlier one holds it.
    const held = new Set(notices.flatMap(({ holds }) => holds ?? []))
    for (const { _id, hazardIds, holds } of notices.filter((paper) => !paper.void && !corrected.has(paper._id))) {
      const own = hazardIds.filter((id) => !held.has(id))
      own.forEach((id) => held.add(id))
      if (!holds && own.length > 0) await papers.updateOne({ _id, void: null, holds: { $exists: false } }, { $set: { holds: own } })
    }
  }

  return { free, fill }
}

/** What a paper holds as it is issued; absent where that is nothing, since the index would take two empty lists for the same. */
export function holdsOf(type: PaperRecord['type'], hazardIds: readonly string[], corrected: PaperRecord | null): Pick<PaperRecord, 'holds'> {
  const own = type === 'notice' ? hazardIds.filter((id) => !corrected?.hazardIds.includes(id)) : []
  return own.length > 0 ? { holds: own } : {}
}
