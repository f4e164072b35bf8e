import { z } from 'zod'
import { SEVERITIES } from './enumerations.ts'
import { listOf, text, uuid } from './primitives.ts'

/** Past hazards, which the bureau's desk brings in; schools and staff, which the administrator does. */
export const IMPORT_KINDS = ['hazards', 'schools', 'staff'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

/** uploaded: the columns are to be looked at. checked: every row is accepted or refused, and nothing written. */
export const IMPORT_STATES = ['uploaded', 'checked', 'running', 'done', 'undoing', 'undone'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** What happens to a row. already: the same row stands from an earlier import, and nothing is done. */
export const ROW_OUTCOMES = ['accepted', 'already', 'refused'] as const
export type RowOutcome = (typeof ROW_OUTCOMES)[number]

export const HAZARD_FIELDS = [
  'number', 'school', 'foundOn', 'inspection', 'inspectedBy', 'spot', 'category', 'description', 'severity', 'measures', 'responsible',
  'funds', 'dueOn', 'extendedOn', 'rectifiedOn', 'recheckedBy', 'recheckedOn', 'closedOn', 'state', 'remark',
] as const
export const SCHOOL_FIELDS = ['code', 'name', 'kind', 'cluster', 'lat', 'lng', 'students', 'boarding', 'canteen', 'schoolBus'] as const
export const STAFF_FIELDS = ['username', 'name', 'role', 'post', 'schools', 'email'] as const
export const IMPORT_FIELDS = { hazards: HAZARD_FIELDS, schools: SCHOOL_FIELDS, staff: STAFF_FIELDS } as const satisfies Record<ImportKind, readonly string[]>
export type HazardField = (typeof HAZARD_FIELDS)[number]
export type SchoolField = (typeof SCHOOL_FIELDS)[number]
export type StaffField = (typeof STAFF_FIELDS)[number]
export type ImportField = HazardField | SchoolField | StaffField

/** What every row must say; a column is needed for each. */
export const REQUIRED_FIELDS: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  hazards: ['school', 'foundOn', 'description'], schools: ['code', 'name'], staff: ['username', 'name', 'role'],
}

/** Why a row is refused, by field. `with` is what stands there, or the row that it repeats. */
export const REFUSALS = [
  'missing', 'too-long', 'bad-date', 'no-year', 'in-future', 'before-found', 'unknown-school', 'ambiguous-school', 'unknown-category',
  'unknown-severity', 'unknown-state', 'no-recheck-for-general', 'bad-number', 'repeated', 'ours', 'bad-value', 'changed-meanwhile',
] as const
export type Refusal = (typeof REFUSALS)[number]

/**
 * Why an undo leaves something, or may not begin: a hazard that somebody acted on, or that a paper names; what was changed since;
 * a school that hazards, accounts or papers name; an account with which somebody came in, one that hazards or messages name, so
 * that it is closed and not deleted, and one whose former school or place is no longer free.
 */
export const KEPT_REASONS = ['acted-on', 'on-paper', 'changed', 'in-use', 'signed-in', 'closed', 'place-taken'] as const
export type KeptReason = (typeof KEPT_REASONS)[number]

export const MAX_IMPORT_BYTES = 20 * 1024 * 1024
export const MAX_IMPORT_ROWS = 20_000
export const MAX_IMPORT_COLUMNS = 100

export const importParams = z.strictObject({ id: uuid })
export const importUpload = z.strictObject({ kind: z.enum(IMPORT_KINDS) })
export const templateParams = z.strictObject({ kind: z.enum(IMPORT_KINDS) })

/** Which column holds which field, from 0; a field left out is in none. `defaults` fill what the ledger does not say. */
export const mappingRequest = z.strictObject({
  columns: z.record(z.string().max(20), z.number().int().min(0).max(MAX_IMPORT_COLUMNS)),
  defaults: z.strictObject({ category: text(20).optional(), severity: z.enum(SEVERITIES).optional() }).default({}),
})
export type Mapping = z.infer<typeof mappingRequest>

export const refusal = z.object({ field: z.string(), code: z.enum(REFUSALS), with: z.string().nullable() })

export const importedFile = z.object({
  id: z.string(), kind: z.enum(IMPORT_KINDS), state: z.enum(IMPORT_STATES), fileName: z.string(), sheetName: z.string(),
  by: z.string(), at: z.string(), heads: z.array(z.string()), samples: z.array(z.array(z.string())),
  columns: z.record(z.string(), z.number()), defaults: mappingRequest.shape.defaults,
  /** Rows in the file, how they were judged, how far it has run, and what that brought. */
  rows: z.number(), accepted: z.number(), already: z.number(), refused: z.number(), handled: z.number(), imported: z.number(), changed: z.number(),
  /** What stands in the way of an undo, or was left by one because somebody acted on it meanwhile. */
  kept: z.array(z.object({ id: z.string(), number: z.string(), reason: z.enum(KEPT_REASONS).nullable() })),
  /** New accounts have one-time passwords that wait to be fetched, once. */
  passwords: z.boolean(),
})
export type ImportedFile = z.infer<typeof importedFile>
export const importList = z.object({ items: z.array(importedFile) })

/** `after`: the place of the first row to show, as `nextCursor` names it. */
export const importRowsQuery = z.strictObject({
  outcome: z.enum(ROW_OUTCOMES).optional(), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(200).default(100),
})
/** `shown`: a few cells by which a person finds the row again. */
export const importRow = z.object({ row: z.number(), outcome: z.enum(ROW_OUTCOMES), refusals: z.array(refusal), shown: z.array(z.string()) })
export type ImportRow = z.infer<typeof importRow>
export const importRows = listOf(importRow)
