import type { AccountService } from '../account/account.service.ts'
import type { ItemBasis } from '../checklist/checklist.ts'
import type { LedgerLevels } from '../contract/ledger.ts'
import type { School } from '../contract/school.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import { printedBasis } from '../paper/paper.basis.ts'
import type { Row } from '../xlsx/workbook.ts'
import type { LedgerTally } from './ledger.book.ts'
import { rowOf } from './ledger.columns.ts'

/** What papers say of hazards: which notices cover them, and which rules the bureau stands for. */
export interface LedgerPapers {
  inForce(type: 'notice', hazardIds: readonly string[]): Promise<{ number: string | null; hazardIds: string[] }[]>
  settings: { tickedBases(): Promise<(code: string | null) => ItemBasis | undefined> }
}

export interface LinesDeps {
  accounts: Pick<AccountService, 'peopleOf' | 'contacts'>
  checklists: { findCategory(code: string): { nameZh: string } | undefined }
  schools: ReadonlyMap<string, School>
  papers: LedgerPapers
  levels: LedgerLevels
  now: Date
  tally: LedgerTally
}

const printed = new Map<string, string>()
/** Joined as papers print it; an item is worked out once. */
function basisOf(basis: ItemBasis | undefined): string {
  if (!basis) return ''
  const known = printed.get(basis.code) ?? printedBasis([basis])
  printed.set(basis.code, known)
  return known
}

/** Turns hazards into lines, a batch at a time; each person and each school is asked for once an export. */
export function createLines({ accounts, checklists, schools, papers, levels, now, tally }: LinesDeps) {
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

  async function noticesOf(batch: readonly HazardRecord[]): Promise<Map<string, string[]>> {
    const numbers = new Map<string, string[]>()
    for (const { number, hazardIds } of await papers.inForce('notice', batch.map(({ _id }) => _id))) {
      for (const id of number ? hazardIds : []) numbers.set(id, [...numbers.get(id) ?? [], number!])
    }
    return numbers
  }

  function lineOf(hazard: HazardRecord, ticked: (code: string | null) => ItemBasis | undefined, notices: ReadonlyMap<string, string[]>): Row {
    const school = schools.get(hazard.schoolId)
    tally.rows++
    if (hazard.severity === 'serious') tally.serious++
    if (school?.demo) tally.demo = true
    return rowOf({
      hazard, at: tally.rows, school, principal: principals.get(hazard.schoolId), levels, now,
      basis: basisOf(ticked(hazard.checklistItem)), notices: (notices.get(hazard._id) ?? []).join('、'),
      category: checklists.findCategory(hazard.category)?.nameZh ?? hazard.category, nameOf: (id) => names.get(id) ?? '',
    })
  }

  return async function* lines(batches: AsyncIterable<readonly HazardRecord[]>): AsyncGenerator<Row[]> {
    const ticked = await papers.settings.tickedBases()
    for await (const batch of batches) {
      const [notices] = await Promise.all([noticesOf(batch), know(batch)])
      yield batch.map((hazard) => lineOf(hazard, ticked, notices))
    }
  }
}
