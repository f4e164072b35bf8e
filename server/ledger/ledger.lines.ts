import type { AccountService } from '../account/account.service.ts'
import type { LedgerLevels } from '../contract/ledger.ts'
import type { School } from '../contract/school.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import type { Row } from '../xlsx/workbook.ts'
import type { LedgerTally } from './ledger.book.ts'
import { rowOf } from './ledger.columns.ts'

export interface LinesDeps {
  accounts: Pick<AccountService, 'peopleOf' | 'contacts'>
  checklists: { findCategory(code: string): { nameZh: string } | undefined }
  schools: ReadonlyMap<string, School>
  levels: LedgerLevels
  now: Date
  tally: LedgerTally
}

/** Turns hazards into lines, a batch at a time; each person and each school is asked for once an export. */
export function createLines({ accounts, checklists, schools, levels, now, tally }: LinesDeps) {
  const names = new Map<string, string>()
  const principals = new Map<string, string>()

  async function know(batch: readonly HazardRecord[]): Promise<void> {
    const people = new Set(batch.flatMap(({ reporterId, assigneeId, acceptances }) => [reporterId, assigneeId, ...acceptances.map(({ by }) => by)]))
    const unknown = [...people].filter((id): id is string => typeof id === 'string' && !names.has(id))
    const found = unknown.length > 0 ? await accounts.peopleOf(unknown) : []
    for (const id of unknown) names.set(id, '')
    for (const { id, name } of found) names.set(id, name)
    const newSchools = [...new Set(batch.map(({ schoolId }) => schoolId))].filter((id) => !principals.has(id))
    await Promise.all(newSchools.map(async (id) => principals.set(id, (await accounts.contacts.principalsOf(id))[0]?.name ?? '')))
  }

  function lineOf(hazard: HazardRecord): Row {
    const school = schools.get(hazard.schoolId)
    tally.rows++
    if (hazard.severity === 'serious') tally.serious++
    if (school?.demo) tally.demo = true
    return rowOf({
      hazard, at: tally.rows, school, principal: principals.get(hazard.schoolId), levels, now,
      category: checklists.findCategory(hazard.category)?.nameZh ?? hazard.category, nameOf: (id) => names.get(id) ?? '',
    })
  }

  return async function* lines(batches: AsyncIterable<readonly HazardRecord[]>): AsyncGenerator<Row[]> {
    for await (const batch of batches) {
      await know(batch)
      yield batch.map(lineOf)
    }
  }
}
