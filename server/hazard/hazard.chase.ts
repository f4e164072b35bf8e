import type { Status } from '../contract/enumerations.ts'
import { findHazards, type HazardModel, type HazardRecord, type HistoryEntry } from './hazard.model.ts'

export interface RungMove {
  nextRungAt: Date | null
  rungsHandledTo: Date
  escalationLevel: number
  /** One entry for each rung that was planned. */
  entries: HistoryEntry[]
}

/** Up to where people have been told of a hazard that was read with so much history. */
export interface ToldMark { hazardId: string; untoldFrom: number; historyLength: number }

/** What the rooms that tell and chase people need of hazards. They are the system: no person's scope applies. */
export function createHazardChase(hazards: HazardModel) {
  return {
    forTelling: async (id: string) => (await findHazards(hazards, { _id: id }))[0] ?? null,

    /** Hazards with history that nobody has been told of yet: the trace of a crash between a write and its telling. */
    async untold(limit: number): Promise<string[]> {
      const rows = await hazards.find({ untoldFrom: { $exists: true } }, { _id: 1 }).sort({ untoldFrom: 1 }).limit(limit).lean()
      return rows.map(({ _id }) => _id)
    },

    /** Marks everything up to `historyLength` as told. False when some history has grown since it was read, or was marked by another. */
    async markTold(marks: readonly ToldMark[]): Promise<boolean> {
      const asRead = marks.map(({ hazardId, untoldFrom, historyLength }) => ({ _id: hazardId, untoldFrom, history: { $size: historyLength } }))
      const { matchedCount } = await hazards.collection.updateMany(
        { _id: { $in: asRead.map(({ _id }) => _id as never) }, $or: asRead as never }, { $unset: { untoldFrom: '' } })
      return matchedCount === marks.length
    },

    dueForRung: (now: Date, limit: number, without: readonly string[]) =>
      hazards.find({ nextRungAt: { $lte: now, $gt: new Date(0) }, _id: { $nin: without } }).sort({ nextRungAt: 1 }).limit(limit).lean<HazardRecord[]>(),

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
