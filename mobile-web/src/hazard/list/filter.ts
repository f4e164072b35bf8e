import { addDays } from '../../../../server/contract/calendar.ts'
import {
  HAZARD_SORTS, OWN_LISTS, PERIODS, SEVERITIES, STATES, type HazardSort, type OwnList, type Period, type Severity, type State,
} from '../../../../server/contract/enumerations.ts'
import type { ListFilters, MapFilters } from '../../api/hazards.ts'
import { MAX_SEARCH, MIN_SEARCH } from '../limits.ts'

/** The hazards that still want something from somebody; what list and map show when nothing else is asked for. */
export const STANDING: readonly State[] = ['overdue', 'soon', 'open', 'rectified']

export interface HazardFilter {
  /** What is searched for; '' for nothing. A search looks through every state unless some are chosen. */
  q: string
  /** A list of the reader's own. */
  list: OwnList | null
  states: readonly State[]
  severity: readonly Severity[]
  category: readonly string[]
  schoolId: readonly string[]
  /** By the server's receipt: a named period, or two dates of which either may be missing. */
  period: Period | null
  receivedFrom: string | null
  receivedTo: string | null
  /** null: by urgency for what is standing, newest first for the rest. A search always goes newest first. */
  sort: HazardSort | null
}

export type Address = Record<string, string>
type Asked = Record<string, string | null | (string | null)[] | undefined>

export const NO_FILTER: HazardFilter = {
  q: '', list: null, states: STANDING, severity: [], category: [], schoolId: [], period: null, receivedFrom: null, receivedTo: null, sort: null,
}

const CODE = /^[A-Za-z0-9_-]{1,32}$/
const MOST_VALUES = 100
const NO_STATE = 'none'

/** The states that a filter is in when nobody has chosen any. */
export const usualStates = ({ q }: Pick<HazardFilter, 'q'>): readonly State[] => (q === '' ? STANDING : STATES)

export const hasUsualStates = (filter: Pick<HazardFilter, 'q' | 'states'>): boolean => sameStates(filter.states, usualStates(filter))

/** What typing these words changes: states that nobody chose become the usual ones of a search, and back. */
export function searchFor(typed: string, now: Pick<HazardFilter, 'q' | 'states'>): Pick<HazardFilter, 'q' | 'states'> {
  const q = searchIn(typed)
  return { q, states: hasUsualStates(now) ? usualStates({ q }) : now.states }
}

/** One letter is nothing to go by yet. */
function searchIn(typed: string): string {
  const words = [...typed.replace(/[\u0000-\u001f\u007f]/g, ' ').trim()].slice(0, MAX_SEARCH).join('').trim()
  return /[\p{L}\p{N}]{2}/u.test(words.normalize('NFKC')) && words.length >= MIN_SEARCH && words.length <= MAX_SEARCH ? words : ''
}

/** Reads the address. People edit and truncate addresses: what means nothing is left out, never refused. */
export function filterOf(address: Asked): HazardFilter {
  const period = PERIODS.find((one) => one === listIn(address.period)[0]) ?? null
  const q = searchIn([address.q].flat()[0] ?? '')
  return {
    q, list: OWN_LISTS.find((one) => one === listIn(address.list)[0]) ?? null,
    states: statesIn(address.state, usualStates({ q })),
    severity: SEVERITIES.filter((severity) => listIn(address.severity).includes(severity)),
    category: codesIn(address.category), schoolId: codesIn(address.schoolId),
    period,
    receivedFrom: period ? null : dateIn(address.receivedFrom), receivedTo: period ? null : dateIn(address.receivedTo),
    sort: HAZARD_SORTS.find((one) => one === listIn(address.sort)[0]) ?? null,
  }
}

/** The same filter as an address; what is as usual is left out. */
export function addressOf(filter: HazardFilter): Address {
  const parts: Record<string, string | null> = {
    q: filter.q, list: filter.list,
    state: hasUsualStates(filter) ? null : filter.states.join(',') || NO_STATE,
    severity: filter.severity.join(','), category: filter.category.join(','), schoolId: filter.schoolId.join(','),
    period: filter.period, receivedFrom: filter.receivedFrom, receivedTo: filter.receivedTo, sort: filter.sort,
  }
  return Object.fromEntries(Object.entries(parts).filter((part): part is [string, string] => !!part[1]))
}

/** What map and list ask of the server alike. `today` is the district's date. */
export function narrowingOf(filter: HazardFilter, today: string): MapFilters {
  return {
    severity: filter.severity, category: filter.category,
    receivedFrom: (filter.period ? periodStart(filter.period, today) : filter.receivedFrom) ?? undefined,
    receivedTo: filter.receivedTo ?? undefined,
  }
}

export function listFiltersOf(filter: HazardFilter, today: string): ListFilters {
  return { ...narrowingOf(filter, today), q: filter.q || undefined, list: filter.list ?? undefined, state: filter.states, schoolId: filter.schoolId, sort: sortOf(filter) }
}

/** What is still to be done goes by its deadline, everything else newest first. */
export const sortOf = ({ q, sort, states }: HazardFilter): HazardSort =>
  (q === '' ? sort ?? (states.every((state) => STANDING.includes(state)) ? 'due' : 'received') : 'received')

/** A list by urgency in two parts where it holds both what runs and what waits for a recheck; any other list is one part. */
export function partsOf(wanted: ListFilters): ListFilters[] {
  const states = wanted.state ?? []
  if (wanted.list === 'recheck') return [wanted]
  const running = states.filter((state) => state !== 'rectified')
  if (wanted.sort !== 'due' || running.length === 0 || running.length === states.length) return [wanted]
  return [{ ...wanted, state: running }, { ...wanted, state: ['rectified'] }]
}

/** First date of a named period; 近 30 天 counts today in. */
export function periodStart(period: Period, today: string): string {
  if (period === '30d') return addDays(today, -29)
  return period === 'month' ? `${today.slice(0, 7)}-01` : `${today.slice(0, 4)}-01-01`
}

export const sameStates = (a: readonly State[], b: readonly State[]): boolean =>
  a.length === b.length && a.every((state) => b.includes(state))

/** Whether anything but the states narrows the list. */
export const isNarrowed = (filter: HazardFilter): boolean =>
  filter.severity.length + filter.category.length + filter.schoolId.length > 0 || filter.q !== '' || filter.list !== null || !!(filter.period ?? filter.receivedFrom ?? filter.receivedTo)

const listIn = (value: Asked[string]): string[] => [value].flat().flatMap((part) => part?.split(',') ?? []).filter(Boolean)

/** Every state switched off is `none`, and differs from nothing asked for. */
function statesIn(value: Asked[string], usual: readonly State[]): readonly State[] {
  const asked = listIn(value)
  if (asked.includes(NO_STATE)) return []
  const known = STATES.filter((state) => asked.includes(state))
  return known.length ? known : usual
}

const codesIn = (value: Asked[string]): string[] => [...new Set(listIn(value).filter((code) => CODE.test(code)))].sort().slice(0, MOST_VALUES)

function dateIn(value: Asked[string]): string | null {
  const date = listIn(value)[0]
  if (!date || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return null
  const parsed = new Date(`${date}T00:00:00.000Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null
}
