import { dateOf } from '../contract/calendar.ts'
import type { Category } from '../contract/checklist.ts'
import type { Severity, Status } from '../contract/enumerations.ts'
import type { HazardField, Mapping, Refusal } from '../contract/import.ts'
import type { School } from '../contract/school.ts'
import type { OldFacts, OldHazard } from '../hazard/hazard.importing.ts'
import { readCategory } from './import.categories.ts'
import { idOf, plainText } from './import.identity.ts'
import { readDate, readFunds, readSeverity, readState } from './import.values.ts'

export interface RefusedField { field: string; code: Refusal; with: string | null }
export type ReadOld = { hazard: OldHazard } | { refusals: RefusedField[] }

export interface HazardReading {
  /** Schools by code and by plain name; a name that two schools bear is in `ambiguous`. */
  schools: SchoolIndex
  categories: readonly Category[]
  columns: Mapping['columns']
  defaults: Mapping['defaults']
  now: Date
}

export interface SchoolIndex { find(cell: string): School | 'unknown-school' | 'ambiguous-school' }

export function indexSchools(schools: readonly School[]): SchoolIndex {
  const byCode = new Map(schools.map((school) => [school.id.toLowerCase(), school]))
  const byName = new Map<string, School | 'ambiguous-school'>()
  for (const school of schools) byName.set(plainText(school.name), byName.has(plainText(school.name)) ? 'ambiguous-school' : school)
  return { find: (cell) => byCode.get(cell.toLowerCase()) ?? byName.get(plainText(cell)) ?? 'unknown-school' }
}

const MOST: Readonly<Partial<Record<HazardField, number>>> = {
  number: 60, spot: 100, description: 2000, inspection: 60, inspectedBy: 60, measures: 2000, responsible: 60, recheckedBy: 60, remark: 1000,
}
const NO_SPOT = '未注明'
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g

/** One row of an old ledger, or everything that is wrong with it. */
export function readOldHazard(cells: readonly string[], reading: HazardReading): ReadOld {
  const refusals: RefusedField[] = []
  const refuse: RefuseField = (field, code, what = null) => { refusals.push({ field, code, with: what?.slice(0, 60) ?? null }) }
  const cell = (field: HazardField) => textIn(cells, reading.columns[field], MOST[field], () => refuse(field, 'too-long'))
  const date = (field: HazardField) => dateIn(cell(field), (code, what) => refuse(field, code, what), field === 'dueOn' || field === 'extendedOn' ? null : dateOf(reading.now))
  const school = schoolIn(cell('school'), reading.schools, (code, what) => refuse('school', code, what))
  const description = cell('description')
  if (!description) refuse('description', 'missing')
  if (!cell('foundOn')) refuse('foundOn', 'missing')
  const category = categoryIn(cell('category'), reading, (code, what) => refuse('category', code, what))
  const severity = severityIn(cell('severity'), reading.defaults.severity, (code, what) => refuse('severity', code, what))
  const dates = datesIn(date, refuse)
  const status = statusIn(cell('state'), dates, severity, refuse)
  const old = factsIn(cell, dates.recheckedOn, (what) => refuse('funds', 'bad-number', what))
  if (refusals.length > 0 || !school || !category || !severity || !status || !dates.foundOn) return { refusals }
  const { recheckedOn: _kept, ...kept } = dates
  const spot = cell('spot') || NO_SPOT
  return {
    hazard: {
      id: identityOf(school.id, old.number, dates.foundOn, spot, description), schoolId: school.id, spot, category, severity, description, status,
      selfCheck: /自查/.test(old.inspection ?? ''), ...kept, foundOn: dates.foundOn, old,
    },
  }
}

/** By its number in the old ledger; a ledger without numbers by school, date, spot and words. */
const identityOf = (schoolId: string, number: string | undefined, foundOn: string, spot: string, description: string) =>
  (number ? idOf('number', schoolId, plainText(number)) : idOf('words', schoolId, foundOn, plainText(spot), plainText(description)))

function textIn(cells: readonly string[], at: number | undefined, most: number | undefined, tooLong: () => void): string {
  const text = (at === undefined ? '' : cells[at] ?? '').replaceAll(CONTROL, '').trim()
  if (most !== undefined && text.length > most) tooLong()
  // A dash is how a clerk fills a cell that has nothing to say.
  return /^[-—–/\\]+$/.test(text) ? '' : text
}

type RefuseField = (field: HazardField, code: Refusal, what?: string | null) => void
type Refuse = (code: Refusal, what: string | null) => void

function dateIn(cell: string, refuse: Refuse, latest: string | null): string | null {
  if (!cell) return null
  const read = readDate(cell)
  if (typeof read === 'string') refuse(read, cell)
  else if (latest && read.on > latest) refuse('in-future', cell)
  return typeof read === 'string' ? null : read.on
}

function schoolIn(cell: string, schools: SchoolIndex, refuse: Refuse): School | null {
  const found = cell ? schools.find(cell) : 'missing' as const
  if (typeof found === 'string') refuse(found, cell || null)
  return typeof found === 'string' ? null : found
}

function categoryIn(cell: string, { categories, defaults }: HazardReading, refuse: Refuse): string | null {
  const code = cell ? readCategory(cell, categories) : null
  if (code ?? defaults.category) return code ?? defaults.category!
  refuse(cell ? 'unknown-category' : 'missing', cell || null)
  return null
}

function severityIn(cell: string, usual: Severity | undefined, refuse: Refuse): Severity | null {
  const severity = cell ? readSeverity(cell) : usual ?? 'general'
  if (!severity) refuse('unknown-severity', cell)
  return severity
}

interface Dates { foundOn: string | null; dueOn: string | null; extendedOn: string | null; rectifiedOn: string | null; recheckedOn: string | null; closedOn: string | null }

/** Nothing happened before it was found. */
function datesIn(date: (field: HazardField) => string | null, refuse: RefuseField): Dates {
  const dates: Dates = {
    foundOn: date('foundOn'), dueOn: date('dueOn'), extendedOn: date('extendedOn'), rectifiedOn: date('rectifiedOn'),
    recheckedOn: date('recheckedOn'), closedOn: date('closedOn'),
  }
  const { foundOn, ...others } = dates
  for (const [field, on] of Object.entries(others) as [HazardField, string | null][]) {
    if (foundOn && on && on < foundOn) refuse(field, 'before-found', on)
  }
  return dates
}

/** As the ledger says; where it says nothing, by whether there is a date on which it was done. */
function statusIn(cell: string, { rectifiedOn, closedOn }: Dates, severity: Severity | null, refuse: RefuseField): Status | null {
  const status = cell ? readState(cell) : closedOn || rectifiedOn ? 'closed' : 'open'
  if (!status) refuse('state', 'unknown-state', cell)
  if (status === 'rectified' && severity === 'general') refuse('state', 'no-recheck-for-general', cell)
  // A date that nobody wrote down is not made up: it would stand in every figure.
  if ((status === 'rectified' || status === 'closed') && !rectifiedOn && !(status === 'closed' && closedOn)) refuse('rectifiedOn', 'missing')
  return status
}

function factsIn(cell: (field: HazardField) => string, recheckedOn: string | null, badFunds: (what: string) => void): OldFacts {
  const funds = cell('funds')
  const costYuan = funds ? readFunds(funds) : null
  if (funds && costYuan === null) badFunds(funds)
  const texts = { number: cell('number'), inspection: cell('inspection'), inspectedBy: cell('inspectedBy'), measures: cell('measures'), responsible: cell('responsible'), recheckedBy: cell('recheckedBy'), remark: cell('remark') }
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')),
    ...(costYuan !== null && { costYuan }), ...(recheckedOn && { recheckedOn }),
  }
}
