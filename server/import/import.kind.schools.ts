import type { School, SchoolFields } from '../contract/school.ts'
import type { Job, Kind, KindDeps, Note, Rows } from './import.kinds.ts'
import type { Verdict } from './import.model.ts'
import { readSchoolRow } from './import.schools.ts'
import { createRepeats, refused } from './import.verdicts.ts'

/** Schools are made or changed; none is ever removed, since hazards are numbered by them. */
export function schoolKind({ schools }: KindDeps): Kind {
  const existing = async () => new Map((await schools.all()).map((school) => [school.id, school]))

  async function checker({ columns }: Job) {
    const known = await existing()
    const repeated = createRepeats()
    return async (rows: Rows): Promise<Verdict[]> => rows.map(({ row, cells }) => {
      const read = readSchoolRow(cells, columns)
      if ('refusals' in read) return refused(...read.refusals)
      const again = repeated(read.school.id, row, 'code')
      if (again) return again
      const before = known.get(read.school.id)
      return { outcome: before && same(fieldsOf(before), read.school) ? 'already' : 'accepted', refusals: [] }
    })
  }

  async function carryOut(job: Job, rows: Rows, _now: Date, note: Note) {
    const known = await existing()
    const read = rows.map(({ cells }) => readSchoolRow(cells, job.columns)).flatMap((one) => ('school' in one ? one.school : []))
    const effects = read.map((after) => ({ id: after.id, before: known.get(after.id) ? fieldsOf(known.get(after.id)!) : null, after }))
    await note(effects.filter(({ before, after }) => !before || !same(before, after)))
    const { created, changed, unchanged } = await schools.importRows(read, { id: job.by })
    return { imported: created, changed, already: unchanged }
  }

  return {
    checker, carryOut, mayImport: ({ role }) => role === 'administrator',
    inTheWay: async () => [],
    /** Gives changed schools their former fields back, unless somebody has changed them since. New ones stay. */
    async takeBack(job, chunks) {
      const kept = []
      let undone = 0
      for await (const { effects } of chunks) {
        for (const { id, before, after } of effects) {
          const now = await schools.find(id)
          const { id: _unchangeable, ...fields } = (before ?? {}) as SchoolFields
          if (before && now && same(fieldsOf(now), after as SchoolFields)) {
            await schools.change({ id: job.by }, id, fields)
            undone++
          } else if (!before || !now || !same(fieldsOf(now), before as SchoolFields)) kept.push({ id, number: id })
        }
      }
      return { undone, kept }
    },
  }
}

const fieldsOf = ({ id, name, kind, cluster, lng, lat, students, boarding, canteen, schoolBus }: School): SchoolFields =>
  ({ id, name, kind, cluster, place: lng === null || lat === null ? null : { lng, lat }, students, boarding, canteen, schoolBus })

const same = (a: SchoolFields, b: SchoolFields) => (Object.keys(a) as (keyof SchoolFields)[]).every((key) =>
  key === 'place' ? a.place?.lng === b.place?.lng && a.place?.lat === b.place?.lat : a[key] === b[key])
