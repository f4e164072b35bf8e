import { readCsv, type CsvRow } from '../csv/read-csv.ts'
import { RowErrors, type RowError } from '../csv/row-errors.ts'
import { createSchoolRequest } from '../contract/school.ts'
import type { SchoolRow } from './school.service.ts'

/** GCJ-02 columns may stand in the file and are not read: WGS-84 is what is stored, the shift is computed when drawing. */
const COLUMNS = {
  required: ['code', 'name'],
  optional: ['type', 'cluster', 'lat_wgs84', 'lng_wgs84', 'lat_gcj02', 'lng_gcj02', 'students', 'boarding', 'canteen', 'school_bus', 'is_demo'],
}

const REASONS: Record<string, string> = {
  id: '学校代码（code）只能用字母、数字、- 和 _，最多 32 个字符',
  name: '校名（name）要填，最多 60 个字',
  kind: '学校类型（type）最多 40 个字',
  cluster: '片区（cluster）最多 40 个字',
  place: '坐标（lat_wgs84、lng_wgs84）要么都填、要么都空，纬度在 -90 到 90，经度在 -180 到 180',
  students: '学生数（students）是 0 到 100000 的整数，可以不填',
  boarding: 'boarding 填 0 或 1', canteen: 'canteen 填 0 或 1', schoolBus: 'school_bus 填 0 或 1', demo: 'is_demo 填 0 或 1',
}

/** Reads a school file whole. Throws RowErrors naming every bad line; what it answers is fit for `importRows`. */
export function readSchools(bytes: Uint8Array): SchoolRow[] {
  const { rows, errors: misshapen } = readCsv(bytes, COLUMNS)
  const read = rows.map(readRow)
  const errors = [...misshapen, ...read.flatMap(({ errors: found }) => found), ...repeatedCodes(rows)]
  if (errors.length > 0) throw new RowErrors(errors.sort((a, b) => a.line - b.line))
  return read.flatMap(({ row }) => row ?? [])
}

function readRow({ line, cells }: CsvRow): { row?: SchoolRow; errors: RowError[] } {
  const parsed = createSchoolRequest.safeParse({
    id: cells.code, name: cells.name, kind: cells.type, cluster: cells.cluster, place: placeIn(cells.lat_wgs84, cells.lng_wgs84),
    students: numberIn(cells.students), boarding: flagIn(cells.boarding), canteen: flagIn(cells.canteen), schoolBus: flagIn(cells.school_bus),
  })
  const demo = flagIn(cells.is_demo)
  const fields = [...(parsed.error?.issues ?? []).map(({ path }) => String(path[0])), ...(typeof demo === 'boolean' ? [] : ['demo'])]
  const errors = [...new Set(fields)].map((field) => ({ line, reason: REASONS[field] ?? field }))
  if (!parsed.data || typeof demo !== 'boolean') return { errors }
  return { row: { ...parsed.data, ...(cells.is_demo !== '' && { demo }) }, errors }
}

/** Both or neither; what is there but no number is for the schema to refuse. */
export const placeIn = (lat: string | undefined, lng: string | undefined) =>
  (lat === '' && lng === '' ? null : { lat: numberIn(lat), lng: numberIn(lng) })

/** Null for an empty cell; NaN, which no schema takes, for one that is no number. */
export const numberIn = (cell = '') => (cell === '' ? null : /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : Number.NaN)

const flagIn = (cell = ''): unknown => ({ '': false, '0': false, '1': true })[cell] ?? cell

function repeatedCodes(rows: readonly CsvRow[]): RowError[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ line, cells }) => {
    const code = cells.code ?? ''
    const earlier = first.get(code)
    if (earlier === undefined) first.set(code, line)
    return earlier === undefined || code === '' ? [] : [{ line, reason: `学校代码 ${code} 在第 ${earlier} 行已经有了` }]
  })
}
