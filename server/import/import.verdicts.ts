import type { ImportField } from '../contract/import.ts'
import type { RefusedField } from './import.hazards.ts'
import type { Verdict } from './import.model.ts'

export const refused = (...refusals: RefusedField[]): Verdict => ({ outcome: 'refused', refusals })

export type Repeats = ReturnType<typeof createRepeats>

/** Remembers the rows of one file by what they are about, and refuses one that repeats an earlier; null for the first of its kind. */
export function createRepeats() {
  const rowOf = new Map<string, number>()
  return (id: string, row: number, field: ImportField): Verdict | null => {
    const earlier = rowOf.get(id)
    if (earlier !== undefined) return refused({ field, code: 'repeated', with: String(earlier) })
    rowOf.set(id, row)
    return null
  }
}
