import { parse, CsvError, type Info } from 'csv-parse/sync'
import { RowErrors, type RowError } from './row-errors.ts'

export interface Columns {
  required: readonly string[]
  optional?: readonly string[]
}

/** One row: where it stands in the file, and its cells by column, trimmed. A column the file lacks is an empty cell. */
export interface CsvRow {
  line: number
  cells: Readonly<Record<string, string>>
}

/**
 * Reads a table as offices save it: UTF-8 with or without a BOM, or GB18030 as Excel writes "CSV" in China.
 * Rows of the wrong length are named beside those that can be read, so that all that is wrong with a file is found at once.
 * Throws RowErrors for columns missing or unknown, and for quotes that do not close: what follows them cannot be told apart.
 */
export function readCsv(bytes: Uint8Array, columns: Columns): { rows: CsvRow[]; errors: RowError[] } {
  const [header, ...records] = recordsIn(decode(bytes))
  if (!header) throw new RowErrors([{ line: 0, reason: '文件是空的' }])
  const names = header.cells.map((cell) => cell.toLowerCase())
  const wrongHead = headerErrors(names, columns)
  if (wrongHead.length > 0) throw new RowErrors(wrongHead)
  if (records.length === 0) throw new RowErrors([{ line: 0, reason: '只有表头，没有数据' }])
  const absent = (columns.optional ?? []).filter((name) => !names.includes(name)).map((name) => [name, ''])
  const rows = records.filter((record) => fits(record, names.length)).map(({ line, cells }) => ({
    line, cells: Object.fromEntries([...absent, ...names.map((name, at) => [name, cells[at]])]) as Record<string, string>,
  }))
  const errors = records.filter((record) => !fits(record, names.length))
    .map(({ line, cells }) => ({ line, reason: `有 ${cells.length} 格，应为 ${names.length} 格` }))
  return { rows, errors }
}

/** UTF-8 if it is valid UTF-8; Chinese text in GB18030 practically never is. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

interface Cells { line: number; cells: string[] }

function recordsIn(text: string): Cells[] {
  try {
    const rows = parse(text, { trim: true, relax_column_count: true, skip_empty_lines: true, info: true }) as unknown as { record: string[]; info: Info }[]
    // Excel leaves rows of nothing but commas behind.
    return rows.map(({ record, info }) => ({ line: info.lines, cells: record })).filter(({ cells }) => cells.some((cell) => cell !== ''))
  } catch (error) {
    if (error instanceof CsvError) throw new RowErrors([{ line: Number(error.lines ?? 0), reason: '引号没有成对，或不是 CSV 格式' }])
    throw error
  }
}

function headerErrors(names: string[], { required, optional = [] }: Columns): RowError[] {
  const missing = required.filter((name) => !names.includes(name))
  const unknown = names.filter((name) => !required.includes(name) && !optional.includes(name))
  const repeated = names.filter((name, at) => names.indexOf(name) !== at)
  return [
    ...missing.map((name) => ({ line: 1, reason: `缺少列 ${name}` })),
    ...unknown.map((name) => ({ line: 1, reason: `不认识的列“${name}”` })),
    ...repeated.map((name) => ({ line: 1, reason: `列 ${name} 出现了两次` })),
  ]
}

/** As many cells as heads; what is too many may be empty. */
const fits = ({ cells }: Cells, heads: number): boolean => cells.length >= heads && cells.slice(heads).every((cell) => cell === '')
