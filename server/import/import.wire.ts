import type { ImportedFile, ImportRow } from '../contract/import.ts'
import type { ChunkRecord, ImportRecord } from './import.model.ts'

/** Built field by field; a list leaves the passwords out. */
export function onTheWire(record: Omit<ImportRecord, 'passwords'> & { passwords?: string[] }): ImportedFile {
  const { _id, kind, state, fileName, sheetName, by, at, heads, samples, columns, defaults, rows, accepted, already, refused, handled, imported, changed, kept } = record
  return {
    id: _id, kind, state, fileName, sheetName, by, at: at.toISOString(), heads, samples, columns: columns ?? {}, defaults: defaults ?? {},
    rows, accepted, already, refused, handled, imported, changed, kept: kept.map(({ id, number, reason = null }) => ({ id, number, reason })), passwords: (record.passwords?.length ?? 0) > 0,
  }
}

/** Fields by which a person finds a row again in the file. */
const SHOWN = ['number', 'school', 'description', 'code', 'username', 'name'] as const
const MOST_SHOWN = 80

export const rowOnTheWire = ({ rows, verdicts }: ChunkRecord, at: number, columns: ImportRecord['columns']): ImportRow => ({
  row: rows[at]!.row, outcome: verdicts[at]!.outcome, refusals: verdicts[at]!.refusals,
  shown: SHOWN.flatMap((field) => { const column = columns[field]; return column === undefined ? [] : (rows[at]!.cells[column] ?? '').slice(0, MOST_SHOWN) }).filter(Boolean),
})
