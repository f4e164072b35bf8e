import type { Job, Kind, KindDeps, Note, Rows } from './import.kinds.ts'
import type { Verdict } from './import.model.ts'
import { readSchoolRow } from './import.schools.ts'
import { createSchoolUndo, fieldsOf, sameSchool } from './import.undo.schools.ts'
import { createRepeats, refused } from './import.verdicts.ts'

/** Schools are made or changed, and taken back as long as nothing names them. */
export function schoolKind(deps: KindDeps): Kind {
  const { schools } = deps
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
      return { outcome: before && sameSchool(fieldsOf(before), read.school) ? 'already' : 'accepted', refusals: [] }
    })
  }

  async function carryOut(job: Job, rows: Rows, _now: Date, note: Note) {
    const known = await existing()
    const read = rows.map(({ cells }) => readSchoolRow(cells, job.columns)).flatMap((one) => ('school' in one ? one.school : []))
    const effects = read.map((after) => ({ id: after.id, before: known.get(after.id) ? fieldsOf(known.get(after.id)!) : null, after }))
    await note(effects.filter(({ before, after }) => !before || !sameSchool(before, after)))
    const { created, changed, unchanged } = await schools.importRows(read, { id: job.by })
    return { imported: created, changed, already: unchanged }
  }

  return {
    checker, carryOut, mayImport: ({ role }) => role === 'administrator',
    inTheWay: async () => [], takeBack: createSchoolUndo(deps),
  }
}
