import { createSchoolRequest, type SchoolFields } from '../contract/school.ts'
import type { Mapping, SchoolField } from '../contract/import.ts'
import { numberIn, placeIn } from '../school/school.import.ts'
import type { RefusedField } from './import.hazards.ts'
import { readFlag } from './import.values.ts'

export type ReadSchool = { school: SchoolFields } | { refusals: RefusedField[] }

const FIELD_OF: Readonly<Record<string, SchoolField>> = { id: 'code', place: 'lng' }

/** One row of a list of schools, or everything that is wrong with it. Coordinates are WGS-84, both or neither. */
export function readSchoolRow(cells: readonly string[], columns: Mapping['columns']): ReadSchool {
  const cell = (field: SchoolField) => { const at = columns[field]; return at === undefined ? '' : cells[at] ?? '' }
  const parsed = createSchoolRequest.safeParse({
    id: cell('code'), name: cell('name'), kind: cell('kind'), cluster: cell('cluster'), students: numberIn(cell('students')),
    place: placeIn(cell('lat'), cell('lng')),
    boarding: readFlag(cell('boarding')), canteen: readFlag(cell('canteen')), schoolBus: readFlag(cell('schoolBus')),
  })
  if (parsed.success) return { school: parsed.data }
  const fields = [...new Set(parsed.error.issues.map(({ path }) => FIELD_OF[String(path[0])] ?? String(path[0]) as SchoolField))]
  return { refusals: fields.map((field) => ({ field, code: cell(field) === '' ? 'missing' : 'bad-value', with: cell(field).slice(0, 60) || null })) }
}
