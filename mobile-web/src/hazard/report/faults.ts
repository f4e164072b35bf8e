import type { ProblemOnTheWire } from '../../../../server/contract/problem.ts'
import { fieldWords } from '../../words/problem-words.ts'
import { t } from '../../words/t.ts'
import { fieldOf, type Field } from './missing.ts'

export type Faults = Partial<Record<Field | 'deadline' | 'whole', string>>

/** What to write under each field that is empty. */
export const missingFaults = (missing: readonly Field[]): Faults =>
  Object.fromEntries(missing.map((field) => [field, t(`report.missing.${field}`)]))

/** Where in the form the server's refusal belongs, in words; `whole` for what no field can answer for. */
export function refusalFaults({ code, errors = [] }: Pick<ProblemOnTheWire, 'code' | 'errors'>): Faults {
  const faults: Faults = {}
  for (const { path, code: fault } of errors) {
    const field = fieldOf(path)
    if (field) faults[field] ??= code === 'malformed' ? fieldWords(fault) : t(`problem.${code}`)
  }
  if (code === 'not-found') faults.school ??= t('report.refused.school')
  else if (code === 'deadline-out-of-range' || code === 'deadline-reason-missing') faults.deadline ??= t(`problem.${code}`)
  if (Object.keys(faults).length === 0) faults.whole = t(`problem.${code}`)
  return faults
}
