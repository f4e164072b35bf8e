import type { School } from '../../../server/contract/school.ts'
import type { SchoolFields } from '../api/schools.ts'
import { t } from '../words/t.ts'

/** What stands in the form: numbers as they were typed. */
export interface SchoolDraft {
  id: string
  name: string
  kind: string
  cluster: string
  students: string
  boarding: boolean
  canteen: boolean
  schoolBus: boolean
  lng: string
  lat: string
}
export type SchoolErrors = Partial<Record<'id' | 'name' | 'students' | 'lng' | 'lat', string>>

const CODE = /^[A-Za-z0-9_-]{1,32}$/
const MOST_STUDENTS = 100_000

export function draftOf(school: School | null): SchoolDraft {
  const { id = '', name = '', kind = '', cluster = '', students = null, boarding = false, canteen = false, schoolBus = false, lng = null, lat = null } = school ?? {}
  return { id, name, kind, cluster, students: typed(students), boarding, canteen, schoolBus, lng: typed(lng), lat: typed(lat) }
}
const typed = (value: number | null) => (value === null ? '' : String(value))

/** null: nothing was typed; NaN: not a number. Full-width digits and signs count, as Chinese keyboards send them. */
function numberIn(text: string): number | null {
  const plain = text.normalize('NFKC').replaceAll('。', '.').trim()
  if (plain === '') return null
  return /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN
}

const within = (text: string, limit: number) => {
  const value = numberIn(text)
  return value === null || Math.abs(value) <= limit
}

export function errorsIn(draft: SchoolDraft, isNew: boolean): SchoolErrors {
  const students = numberIn(draft.students)
  const [lng, lat] = [numberIn(draft.lng), numberIn(draft.lat)]
  return {
    ...(isNew && !CODE.test(draft.id.trim()) && { id: t('admin.school.codeBad') }),
    ...(!draft.name.trim() && { name: t('admin.school.nameMissing') }),
    ...(students !== null && !(Number.isInteger(students) && students >= 0 && students <= MOST_STUDENTS) && { students: t('admin.school.studentsBad') }),
    ...(lng === null && lat !== null && { lng: t('admin.school.placeBoth') }),
    ...(lat === null && lng !== null && { lat: t('admin.school.placeBoth') }),
    ...(!within(draft.lng, 180) && { lng: t('admin.school.lngBad') }),
    ...(!within(draft.lat, 90) && { lat: t('admin.school.latBad') }),
  }
}

export function fieldsOf(draft: SchoolDraft): SchoolFields {
  const [lng, lat] = [numberIn(draft.lng), numberIn(draft.lat)]
  const { boarding, canteen, schoolBus } = draft
  return {
    name: draft.name.trim(), kind: draft.kind.trim(), cluster: draft.cluster.trim(), students: numberIn(draft.students),
    boarding, canteen, schoolBus, place: lng === null || lat === null ? null : { lng, lat },
  }
}
