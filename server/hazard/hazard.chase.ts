import type { Status } from '../contract/enumerations.ts'
import type { HazardModel, HazardRecord, HistoryEntry } from './hazard.model.ts'

export interface RungMove {
  nextRungAt: Date | null
  rungsHandledTo: Date
  escalationLevel: number
  /** One entry for each rung that was planned. */
  entries: HistoryEntry[]
}

/** What the rooms that tell and chase people need of hazards. They are the system: no person's scope applies. */
export function createHazardChase(hazards: HazardModel) {
  return {
    forTelling: (id: string) => hazards.findById(id).lean<HazardRecord>(),

    /** Hazards with history that nobody has been told of yet: the trace of a crash between a write and its telling. */
    async untold(limit: number): Promise<string[]> {
      const rows = await hazards.find({ untoldFrom: { $exists: true } }, { _id: 1 }).sort({ untoldFrom: 1 }).limit(limit).lean()
      return rows.map(({ _id }) => _id)
    },

    /** Marks everything up to `historyLength` as told; false when the history has grown since it was read. */
    async markTold(id: string, untoldFrom: number, historyLength: number): Promise<boolean> {
      const { matchedCount } = await hazards.collection.updateOne(
        { _id: id as never, untoldFrom, history: { $size: historyLength } }, { $unset: { untoldFrom: '' } })
      return matchedCount === 1
    },

    dueForRung: (now: Date, limit: number) =>
      hazards.find({ nextRungAt: { $lte: now, $gt: new Date(0) } }).sort({ nextRungAt: 1 }).limit(limit).lean<HazardRecord[]>(),

    /** Moves the clock on by compare-and-set. False when the hazard changed meanwhile: its own action has set the clock anew. */
    async moveRung(hazard: Pick<HazardRecord, '_id' | 'deadlineVersion' | 'nextRungAt'> & { status: Status }, move: RungMove): Promise<boolean> {
      const { entries, ...set } = move
      const { matchedCount } = await hazards.collection.updateOne(
        { _id: hazard._id as never, status: hazard.status, deadlineVersion: hazard.deadlineVersion, nextRungAt: hazard.nextRungAt },
        { $set: set, ...(entries.length > 0 && { $push: { history: { $each: entries } } as never }) })
      return matchedCount === 1
    },

    /** The oldest wake-up that is still waiting, for the watchdog. */
    async oldestWake(): Promise<Date | null> {
      const row = await hazards.findOne({ nextRungAt: { $gt: new Date(0) } }, { nextRungAt: 1 }).sort({ nextRungAt: 1 }).lean()
      return row?.nextRungAt ?? null
    },
  }
}

export type HazardChase = ReturnType<typeof createHazardChase>
