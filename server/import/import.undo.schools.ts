import type { KeptReason } from '../contract/import.ts'
import type { School, SchoolFields } from '../contract/school.ts'
import { chunkByChunk, whyKept, type By } from './import.kept.ts'
import type { Kept, KindDeps } from './import.kinds.ts'

interface Effect { id: string; before: SchoolFields | null; after: SchoolFields }

/** Takes schools back one by one: made ones go if nothing names them, changed ones get their former fields back. */
export function createSchoolUndo({ schools, hazards, accounts, papers }: Pick<KindDeps, 'schools' | 'hazards' | 'accounts' | 'papers'>) {
  const inUse = async (id: string): Promise<boolean> =>
    await hazards.exist({ schoolId: id }) || await accounts.workAt(id) || await papers.nameSchool(id)

  /** null if it stands as it did before the import. */
  async function takeBack({ id, before, after }: Effect, by: By): Promise<KeptReason | null> {
    const now = await schools.find(id)
    if (before ? now && sameSchool(fieldsOf(now), before) : !now) return null
    if (!now || !sameSchool(fieldsOf(now), after)) return 'changed'
    if (!before) return remove(now, by)
    const { id: _unchangeable, ...fields } = before
    await schools.change(by, id, fields)
    return null
  }

  /** Looks again afterwards: whoever named it at the same moment finds it back. */
  async function remove(school: School, by: By): Promise<KeptReason | null> {
    if (await inUse(school.id)) return 'in-use'
    await schools.withdraw(by, school)
    if (!(await inUse(school.id))) return null
    await schools.create(by, { ...fieldsOf(school), demo: school.demo })
    return 'in-use'
  }

  return chunkByChunk(async ({ effects }, by, stillAtWork) => {
    const kept: Kept[] = []
    for (const effect of effects as Effect[]) {
      await stillAtWork()
      const reason = await takeBack(effect, by).catch(whyKept)
      if (reason) kept.push({ id: effect.id, number: effect.id, reason })
    }
    return kept
  })
}

export const fieldsOf = ({ id, name, kind, cluster, lng, lat, students, boarding, canteen, schoolBus }: School): SchoolFields =>
  ({ id, name, kind, cluster, place: lng === null || lat === null ? null : { lng, lat }, students, boarding, canteen, schoolBus })

export const sameSchool = (a: SchoolFields, b: SchoolFields) => (Object.keys(a) as (keyof SchoolFields)[]).every((key) =>
  key === 'place' ? a.place?.lng === b.place?.lng && a.place?.lat === b.place?.lat : a[key] === b[key])
