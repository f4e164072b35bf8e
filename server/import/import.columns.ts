import { IMPORT_FIELDS, REQUIRED_FIELDS, type ImportField, type ImportKind, type Mapping } from '../contract/import.ts'
import type { ReadRow, ReadSheet } from '../xlsx/read-workbook.ts'
import { bare, FIELD_HEADS } from './import.fields.ts'

/** A ledger has a title, a period, sometimes a second head above its heads. */
const MOST_ROWS_ABOVE = 15

export interface Found { sheet: ReadSheet; heads: string[]; rows: ReadRow[]; columns: Mapping['columns'] }

/**
 * Where the table is: the sheet and the row whose heads say most of what this kind needs, and what each column holds.
 * null when no row of any sheet has two heads that are known.
 */
export function findTable(kind: ImportKind, sheets: readonly ReadSheet[]): Found | null {
  const candidates = sheets.flatMap((sheet) => sheet.rows.slice(0, MOST_ROWS_ABOVE).map((row, at) => ({ sheet, at, columns: columnsIn(kind, row.cells) })))
  const best = candidates.reduce<(typeof candidates)[number] | null>((one, next) => (count(next) > (one ? count(one) : 1) ? next : one), null)
  if (!best) return null
  const { sheet, at, columns } = best
  return { sheet, columns, heads: sheet.rows[at]!.cells, rows: sheet.rows.slice(at + 1) }
}

const count = ({ columns }: { columns: Mapping['columns'] }) => Object.keys(columns).length

/** Each field goes to the column whose head is the nearest of its words; no column holds two. */
function columnsIn(kind: ImportKind, heads: readonly string[]): Mapping['columns'] {
  const asked = heads.map(bare)
  const taken = new Set<number>()
  const columns: Mapping['columns'] = {}
  const ranked = IMPORT_FIELDS[kind].flatMap((field: ImportField) => (FIELD_HEADS[kind][field] ?? []).map((head, rank) => ({ field, rank, at: asked.indexOf(bare(head)) })))
  for (const { field, at } of ranked.filter(({ at }) => at >= 0).sort((a, b) => a.rank - b.rank)) {
    if (field in columns || taken.has(at)) continue
    columns[field] = at
    taken.add(at)
  }
  return columns
}

/** Fields that this kind needs and no column holds. */
export const missingColumns = (kind: ImportKind, columns: Mapping['columns']): ImportField[] =>
  REQUIRED_FIELDS[kind].filter((field) => columns[field] === undefined)

/** Fields named that this kind has not, or columns that two fields share. */
export function wrongColumns(kind: ImportKind, columns: Mapping['columns']): string[] {
  const known = new Set<string>(IMPORT_FIELDS[kind])
  const seen = new Set<number>()
  return Object.entries(columns).filter(([field, at]) => {
    const repeated = seen.has(at)
    seen.add(at)
    return repeated || !known.has(field)
  }).map(([field]) => field)
}
