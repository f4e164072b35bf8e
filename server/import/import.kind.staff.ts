import { indexSchools } from './import.hazards.ts'
import type { Job, Kind, KindDeps, Note, Rows } from './import.kinds.ts'
import type { Verdict } from './import.model.ts'
import { readStaffRow } from './import.staff.ts'
import { createStaffUndo, sameAccount } from './import.undo.staff.ts'
import { createRepeats, refused } from './import.verdicts.ts'

/** Accounts are made or changed, by the same rules as one by one, and taken back as long as nobody has used them. */
export function staffKind(deps: KindDeps): Kind {
  const { accounts, schools, keepPasswords } = deps
  const read = async ({ columns }: Job, rows: Rows) => {
    const index = indexSchools(await schools.all())
    return rows.map(({ row, cells }) => ({ row, read: readStaffRow(cells, columns, index) }))
  }
  const rowsOf = (all: Awaited<ReturnType<typeof read>>) =>
    all.flatMap(({ row, read: one }) => ('account' in one ? { line: row, fields: one.account } : []))

  async function checker(job: Job) {
    const repeated = createRepeats()
    return async (rows: Rows): Promise<Verdict[]> => {
      const all = await read(job, rows)
      const accepted = rowsOf(all)
      const known = await accounts.byUsernames(accepted.map(({ fields }) => fields.username))
      const clashes = new Map((await accounts.clashesIn(accepted, { id: job.by })).map(({ line, reason }) => [line, reason]))
      return all.map(({ row, read: one }) => {
        if ('refusals' in one) return refused(...one.refusals)
        const { username } = one.account
        const again = repeated(username, row, 'username')
        if (again) return again
        const clash = clashes.get(row)
        if (clash) return refused({ field: 'schools', code: 'bad-value', with: clash })
        const before = known.get(username)
        return { outcome: before && sameAccount(before, one.account) ? 'already' : 'accepted', refusals: [] }
      })
    }
  }

  async function carryOut(job: Job, rows: Rows, _now: Date, note: Note) {
    const wanted = rowsOf(await read(job, rows))
    const known = await accounts.byUsernames(wanted.map(({ fields }) => fields.username))
    const effects = wanted.map(({ fields }) => ({ id: fields.username, before: known.get(fields.username) ?? null, after: fields }))
    await note(effects.filter(({ before, after }) => !before || !sameAccount(before, after)))
    const { created, changed, unchanged } = await accounts.importRows(wanted, { id: job.by }, (issued) => keepPasswords(job._id, issued))
    return { imported: created, changed, already: unchanged }
  }

  return {
    checker, carryOut, mayImport: ({ role }) => role === 'administrator',
    inTheWay: async () => [], takeBack: createStaffUndo(deps),
  }
}
