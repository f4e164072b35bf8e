import type { Post, Role } from '../../../server/contract/enumerations.ts'
import type { School } from '../../../server/contract/school.ts'
import { ask } from './client.ts'

/** What the administrator may write of a school; `place` is WGS-84. */
export type SchoolFields = Pick<School, 'name' | 'kind' | 'cluster' | 'students' | 'boarding' | 'canteen' | 'schoolBus'> & {
  place: { lng: number; lat: number } | null
}

export const fetchSchools = () => ask<{ items: School[] }>('/api/schools').then(({ items }) => items)
export const createSchool = (id: string, fields: SchoolFields) => ask<School>('/api/schools', { method: 'POST', body: { id, ...fields } })
export const changeSchool = (id: string, fields: SchoolFields) =>
  ask<School>(`/api/schools/${encodeURIComponent(id)}`, { method: 'PUT', body: fields })

/** Somebody who works at a school, to whom its hazards can be given. */
export interface SchoolPerson { id: string; name: string; role: Role; post: Post | null }
export const fetchPeopleOf = (schoolId: string) =>
  ask<{ items: SchoolPerson[] }>(`/api/schools/${encodeURIComponent(schoolId)}/people`).then(({ items }) => items)
