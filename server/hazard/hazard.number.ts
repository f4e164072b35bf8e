import { isDuplicate } from '../database/duplicate.ts'
import type { HazardModel, HazardRecord } from './hazard.model.ts'

/**
 * Numbers without a counter: the insert is the allocation. Read the school's last of the year, insert the next; whoever
 * loses the unique { schoolId, year, seq } tries again. Reports of one school queue up within this process, so that
 * a busy school does not spend its time losing races against itself.
 */
export function createNumbering(hazards: HazardModel) {
  const queues = new Map<string, Promise<unknown>>()

  async function insertNext(schoolId: string, year: number, make: (seq: number) => HazardRecord): Promise<HazardRecord> {
    for (;;) {
      const last = await hazards.collection.findOne({ schoolId, year }, { projection: { _id: 0, seq: 1 }, sort: { seq: -1 } })
      const hazard = make(((last?.seq as number | undefined) ?? 0) + 1)
      try {
        await hazards.collection.insertOne(hazard as never)
        return hazard
      } catch (error) {
        if (!isDuplicate(error, 'seq')) throw error
      }
    }
  }

  return function insertNumbered(schoolId: string, year: number, make: (seq: number) => HazardRecord): Promise<HazardRecord> {
    const turn = (queues.get(schoolId) ?? Promise.resolve()).then(() => insertNext(schoolId, year, make))
    const settled = turn.catch(() => undefined)
    queues.set(schoolId, settled)
    void settled.then(() => queues.get(schoolId) === settled && queues.delete(schoolId))
    return turn
  }
}
