import type { Hazard } from '../../../../server/contract/hazard.ts'
import { t } from '../../words/t.ts'

type Entry = Hazard['history'][number]
const FACTS = ['number', 'inspectedBy', 'responsible', 'measures', 'recheckedBy', 'remark'] as const

/** Whether a hazard came with an old ledger: its first entry then carries what that said. */
export const isFromOldLedger = (entry: Entry): boolean => typeof entry['old'] === 'object' && entry['old'] !== null

/** What the old ledger said, in the small print beside its entry. */
export function oldFacts(entry: Entry): string[] {
  if (!isFromOldLedger(entry)) return []
  const old = entry['old'] as Record<string, unknown>
  return FACTS.flatMap((fact) => (typeof old[fact] === 'string' ? t(`record.old.${fact}`, { words: old[fact] }) : []))
}
