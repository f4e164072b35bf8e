import { pairsOf } from '../search/grams.ts'
import type { HazardModel, HazardRecord } from './hazard.model.ts'

/** Hazards that are given their pairs in one go. */
const BATCH = 500

type Said = Pick<HazardRecord, 'seq' | 'spot' | 'description'>

/**
 * What a hazard is found by: the pairs of its spot, its description, and of the figures that end its number.
 * The school's name and code are not among them: schools are renamed, so a search looks its words up among the schools first.
 */
export const hazardGrams = ({ seq, spot, description }: Said): string[] => pairsOf(spot, description, String(seq).padStart(4, '0'))

/** Gives the hazards all their pairs that were stored before there were such. Can be run again, and beside a server at work. */
export async function fillGrams(hazards: HazardModel): Promise<number> {
  let filled = 0
  for (let after = ''; ;) {
    const rows = await hazards.find({ _id: { $gt: after } }, { seq: 1, spot: 1, description: 1, grams: 1 }).sort({ _id: 1 }).limit(BATCH).lean<HazardRecord[]>()
    const bare = rows.filter((hazard) => !hazardGrams(hazard).every((gram) => hazard.grams?.includes(gram)))
    if (bare.length > 0) {
      await hazards.collection.bulkWrite(bare.map((hazard) => ({
        updateOne: { filter: { _id: hazard._id as never }, update: { $set: { grams: hazardGrams(hazard) } } },
      })), { ordered: false })
    }
    filled += bare.length
    if (rows.length < BATCH) return filled
    after = rows.at(-1)!._id
  }
}
