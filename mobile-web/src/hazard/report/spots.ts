import { t, type PlainKey } from '../../words/t.ts'

const COMMON = [
  'report.spot.teaching', 'report.spot.stairs', 'report.spot.canteen', 'report.spot.dormitory', 'report.spot.gate', 'report.spot.playground',
  'report.spot.lab', 'report.spot.electrical', 'report.spot.library', 'report.spot.toilet',
] as const satisfies readonly PlainKey[]

/** What to offer for the spot: those last used at this school, then the places that every school has. */
export function spotsToOffer(usedHere: readonly string[]): string[] {
  return [...new Set([...usedHere, ...COMMON.map((key) => t(key))])]
}
