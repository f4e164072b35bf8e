import { REFUSALS, type ImportField, type Refusal } from '../../../server/contract/import.ts'
import type { ImportRow } from '../api/imports.ts'
import { t, type Key } from '../words/t.ts'

/** The name of a field, as it stands above its column in the template. */
export const fieldName = (field: string): string => t(`imports.field.${field as ImportField}` as Key & `imports.field.${ImportField}`)

/** 学校：没有“实验小学” */
export function refusalWords({ field, code, with: what }: ImportRow['refusals'][number]): string {
  const known: Refusal = REFUSALS.find((one) => one === code) ?? 'bad-value'
  return t('imports.refusal', { field: fieldName(field), why: t(`imports.refusal.${known}`, { what: what ?? '' }) })
}
