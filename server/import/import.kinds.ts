import type { IssuedPassword } from '../account/account.import.ts'
import type { AccountService } from '../account/account.service.ts'
import type { Actor } from '../account/actor.ts'
import type { Category } from '../contract/checklist.ts'
import type { ImportedFile, ImportKind } from '../contract/import.ts'
import type { HazardImporting } from '../hazard/hazard.importing.ts'
import type { SchoolService } from '../school/school.service.ts'
import { hazardKind } from './import.kind.hazards.ts'
import { schoolKind } from './import.kind.schools.ts'
import { staffKind } from './import.kind.staff.ts'
import type { ChunkRecord, ImportRecord, Verdict } from './import.model.ts'

export interface KindDeps {
  hazards: HazardImporting
  schools: SchoolService
  accounts: AccountService
  papers: { inForce(type: undefined, hazardIds: readonly string[]): Promise<{ hazardIds: string[] }[]>; nameSchool(schoolId: string): Promise<boolean> }
  notifications: { haveTold(accountId: string): Promise<boolean> }
  categories: readonly Category[]
  /** Keeps the one-time passwords of new accounts until they are fetched, before the accounts are made. */
  keepPasswords(importId: string, issued: readonly IssuedPassword[]): Promise<void>
}

/** Writes down what is about to be made or changed, so that it can be taken back. Only the first time counts. */
export type Note = (effects: ChunkRecord['effects']) => Promise<void>

/** What carrying out the accepted rows of one chunk brought. Carried out again it brings nothing more. */
export interface Brought { imported: number; changed: number; already: number }
export type Kept = ImportedFile['kept'][number]

/** Said between one step of an undo and the next, so that nobody thinks it dead. */
export type StillAtWork = () => Promise<void>

export type Rows = ChunkRecord['rows']
export type Job = Pick<ImportRecord, '_id' | 'by' | 'columns' | 'defaults'>

/** What differs between hazards, schools and staff. Everything else about an import is the same. */
export interface Kind {
  /** Judges chunk after chunk of one file; it remembers what it saw, so that a row that repeats another is refused. */
  checker(job: Job, now: Date): Promise<(rows: Rows) => Promise<Verdict[]>>
  /** Carries out these rows, which were accepted. */
  carryOut(job: Job, rows: Rows, now: Date, note: Note): Promise<Brought>
  /** What stands in the way of taking it back; nothing is changed. */
  inTheWay(job: Job): Promise<Kept[]>
  /** Takes back what it can, and answers what stays and why. Can be run again. */
  takeBack(job: Job, chunks: AsyncIterable<ChunkRecord>, stillAtWork: StillAtWork): Promise<Kept[]>
  /** Whose work it is: past hazards the desk's, schools and staff the administrator's. */
  mayImport(actor: Actor): boolean
}

export const kindsOf = (deps: KindDeps): Readonly<Record<ImportKind, Kind>> => ({
  hazards: hazardKind(deps), schools: schoolKind(deps), staff: staffKind(deps),
})
