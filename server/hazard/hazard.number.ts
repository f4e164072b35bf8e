import { isDuplicate } from '../database/duplicate.ts'
import { createTurns } from '../database/turns.ts'
import type { HazardModel, HazardRecord } from './hazard.model.ts'

/** The highest number of a school in a year; 0 while it has none. */
export async function lastSeq(hazards: HazardModel, schoolId: string, year: number): Promise<number> {
  const last = await hazards.collection.findOne({ schoolId, year }, { projection: { _id: 0, seq: 1 }, sort: { seq: -1 } })
  return (last?.seq as number | undefined) ?? 0
}

/**
 * Numbers without a counter: the insert is the allocation. Read the school's last of the year, insert the next; whoever
 * loses the unique { schoolId, year, seq } reads again. Reports of one school queue up within this process, so that
 * a busy school does not spend its time losing races against itself, and what this process inserted last is remembered:
 * it leaves no gap, since it stands, and another process's later number is met as a duplicate.
 */
export function createNumbering(hazards: HazardModel) {
  const inTurn = createTurns()
  const inserted = new Map<string, number>()

  async function insertNext(schoolId: string, year: number, make: (seq: number) => HazardRecord): Promise<HazardRecord> {
    const key = `${schoolId} ${year}`
    for (let last = inserted.get(key); ; last = undefined) {
      const hazard = make((last ?? await lastSeq(hazards, schoolId, year)) + 1)
      try {
        await hazards.collection.insertOne(hazard as never)
        inserted.set(key, hazard.seq)
        return hazard
      } catch (error) {
        if (!isDuplicate(error, 'seq')) throw error
      }
    }
  }

  return function insertNumbered(schoolId: string, year: number, make: (seq: number) => HazardRecord): Promise<HazardRecord> {
    return inTurn(schoolId, () => insertNext(schoolId, year, make))
  }
}
