import { shallowRef } from 'vue'
import type { School } from '../../../server/contract/school.ts'
import { fetchSchools } from '../api/schools.ts'

/** The schools in this person's scope, fetched once a visit and shared by every page that shows a school's name. */
export const schools = shallowRef<readonly School[]>([])
let asked: Promise<readonly School[]> | null = null
let byId = new Map<string, School>()

export function loadSchools(again = false): Promise<readonly School[]> {
  if (again) asked = null
  asked ??= fetchSchools().then(keep).catch((error: unknown) => { asked = null; throw error })
  return asked
}

export function forgetSchools(): void {
  asked = null
  keep([])
}

function keep(found: readonly School[]) {
  byId = new Map(found.map((school) => [school.id, school]))
  schools.value = found
  return found
}

/** The school's name; its code while the names are on their way, or if it left the scope. Reactive. */
export const schoolName = (id: string): string => schools.value.length ? byId.get(id)?.name ?? id : id

/** By part of the name, by initials, or by code: 石林, slzx, SC013. */
export function matchesSchool(school: Pick<School, 'id' | 'name' | 'initials'>, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  return !wanted || school.name.toLowerCase().includes(wanted) || school.initials.toLowerCase().includes(wanted) ||
    school.id.toLowerCase().includes(wanted)
}
