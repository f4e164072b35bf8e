import { SCHOOL_PAPERS, type PaperType } from '../../../server/contract/enumerations.ts'
import type { IssueRequest } from '../../../server/contract/paper.ts'
import type { IssueAsked } from '../api/papers.ts'
import { t, type PlainKey } from '../words/t.ts'

/** What a paper is to be about: hazards that were chosen, or nothing yet. */
export interface Subject { hazardIds: readonly string[] }

export interface Field {
  name: string
  words: PlainKey
  kind: 'text' | 'area' | 'date' | 'choice' | 'school'
  required?: boolean
  help?: PlainKey
  max?: number
  options?: readonly { value: string; words: PlainKey }[]
}

const choice = (name: string, words: PlainKey, options: Field['options'] = []): Field => ({ name, words, kind: 'choice', options })
const area = (name: string, words: PlainKey, max: number, more: Partial<Field> = {}): Field => ({ name, words, kind: 'area', max, ...more })
const line = (name: string, words: PlainKey, max: number, more: Partial<Field> = {}): Field => ({ name, words, kind: 'text', max, ...more })
const MONTHS = Array.from({ length: 12 }, (_, at) => ({ value: String(at + 1), words: `shell.month.${at + 1}` as PlainKey }))
const PERIOD: readonly Field[] = [
  { name: 'schoolId', words: 'paper.school', kind: 'school' },
  { name: 'receivedFrom', words: 'paper.field.receivedFrom', kind: 'date' }, { name: 'receivedTo', words: 'paper.field.receivedTo', kind: 'date' },
]

/** What a clerk may word himself; everything that is left empty the server takes from the record. */
export const FIELDS: Record<PaperType, readonly Field[]> = {
  notice: [line('inspectionType', 'paper.field.inspectionType', 40), line('inspectors', 'paper.field.inspectors', 100)],
  rectificationReport: [area('unfinishedReason', 'paper.field.unfinishedReason', 500), area('interimMeasures', 'paper.field.interimMeasures', 500)],
  recheck: [
    { name: 'recheckedOn', words: 'paper.field.recheckedOn', kind: 'date' }, line('inspectors', 'paper.field.inspectors', 100),
    line('accompaniedBy', 'paper.field.accompaniedBy', 100), area('remark', 'paper.field.remark', 300),
  ],
  supervisionOrder: [
    choice('level', 'paper.field.level', [{ value: 'office', words: 'paper.level.office' }, { value: 'deputy', words: 'paper.level.deputy' }, { value: 'head', words: 'paper.level.head' }]),
    { name: 'dueOn', words: 'paper.field.dueOn', kind: 'date' }, area('demand', 'paper.field.demand', 300),
  ],
  supervisionLetter: [
    line('addressee', 'paper.field.addressee', 60, { required: true }), area('title', 'paper.field.letterTitle', 80, { required: true }), area('facts', 'paper.field.facts', 600),
    area('requests', 'paper.field.requests', 1000, { required: true, help: 'paper.field.requestsHelp' }), area('ownMeasures', 'paper.field.ownMeasures', 200),
  ],
  extension: [area('measuresSoFar', 'paper.field.measuresSoFar', 300)],
  listing: [
    area('stopUse', 'paper.field.stopUse', 200), line('leader', 'paper.field.leader', 40),
    choice('ground', 'paper.field.ground', [
      { value: '', words: 'paper.ground.none' }, { value: 'direct', words: 'paper.ground.direct' }, { value: 'combined', words: 'paper.ground.combined' }, { value: 'meeting', words: 'paper.ground.meeting' },
    ]),
  ],
  delisting: [],
  closing: [], ledger: PERIOD, photoLedger: PERIOD,
  statistics: [
    line('year', 'paper.field.year', 4, { required: true }), choice('fromMonth', 'paper.field.fromMonth', MONTHS), choice('toMonth', 'paper.field.toMonth', MONTHS),
    area('reasons', 'paper.field.reasons', 300),
  ],
}

const OF_ONE: readonly PaperType[] = ['supervisionOrder', 'supervisionLetter', 'extension', 'listing', 'delisting', 'closing']
const OF_MANY: readonly PaperType[] = ['notice', 'rectificationReport', 'recheck', 'ledger', 'photoLedger']
const OF_NONE: readonly PaperType[] = ['notice', 'ledger', 'photoLedger', 'statistics']

/** The kinds that these hazards can be put on by this person; without hazards those that gather their own. */
export function kindsFor({ hazardIds }: Subject, desk: boolean): PaperType[] {
  const kinds = hazardIds.length === 0 ? OF_NONE : hazardIds.length === 1 ? [...OF_MANY, ...OF_ONE] : OF_MANY
  return kinds.filter((type) => desk || SCHOOL_PAPERS.includes(type))
}

/** What was typed for one hazard of a notice or a recheck. */
export interface Item { demand: string; result: string; seen: string }
export const NO_WORDS: Item = { demand: '', result: '', seen: '' }
export type Values = Record<string, string>

/** The names of the fields that have to be filled in and are not. */
export const missingIn = (type: PaperType, values: Values, { hazardIds }: Subject): string[] => [
  ...FIELDS[type].filter(({ name, required }) => required && !values[name]?.trim()).map(({ name }) => name),
  ...(type === 'notice' && hazardIds.length === 0 ? ['schoolId', 'day'].filter((name) => !values[name]) : []),
  ...(type === 'delisting' ? [0, 1, 2, 3, 4].map((at) => `results.${at}`).filter((name) => !values[name]?.trim()) : []),
]

/** The request for what was typed; empty fields are left out. */
export function requestFor(type: PaperType, values: Values, items: Readonly<Record<string, Item>>, subject: Subject, evidence: readonly string[], replaces?: string): IssueAsked {
  const typed = Object.fromEntries(FIELDS[type].map(({ name }) => [name, values[name]?.trim() ?? '']).filter(([, value]) => value !== ''))
  const hazardIds = [...subject.hazardIds]
  const common = { type, ...(replaces && { replaces }) }
  switch (type) {
    case 'statistics': return { ...common, ...typed, year: Number(values['year']), fromMonth: Number(values['fromMonth'] || 1), toMonth: Number(values['toMonth'] || 12) } as IssueAsked
    case 'ledger': case 'photoLedger': return { ...common, of: hazardIds.length > 0 ? { hazardIds } : { filter: typed } } as IssueAsked
    case 'notice': return {
      ...common, ...typed, of: hazardIds.length > 0 ? { hazardIds } : { schoolId: values['schoolId'], day: values['day'] }, requirements: worded(items, ({ demand }) => demand.trim() || null),
    } as IssueAsked
    case 'recheck': return { ...common, ...typed, of: { hazardIds }, opinions: worded(items, ({ result, seen }) => (result || seen.trim() ? { ...(result && { result }), ...(seen.trim() && { seen: seen.trim() }) } : null)) } as IssueAsked
    case 'supervisionLetter': return { ...common, ...typed, of: { hazardIds }, requests: linesIn(values['requests']) } as IssueAsked
    case 'delisting': return { ...common, of: { hazardIds }, results: [0, 1, 2, 3, 4].map((at) => values[`results.${at}`]!.trim()), evidence: [...evidence] } as IssueAsked
    default: return { ...common, ...typed, of: { hazardIds } } as IssueAsked
  }
}

/** The other way round: what was typed for a request, so that a correction begins with it. */
export function typedIn(request: IssueRequest | null): { values: Values; items: Record<string, Item>; evidence: string[] } {
  if (!request) return { values: {}, items: {}, evidence: [] }
  const given: Record<string, unknown> = { ...('of' in request && 'filter' in request.of && request.of.filter), ...request }
  const fields = FIELDS[request.type].flatMap(({ name }) => (given[name] === undefined ? [] : [[name, typedAs(given[name])]]))
  const results = request.type === 'delisting' ? request.results.map((result, at) => [`results.${at}`, result]) : []
  return { values: Object.fromEntries([...fields, ...results]), items: itemsIn(request), evidence: request.type === 'delisting' ? [...request.evidence] : [] }
}

const typedAs = (value: unknown): string => (Array.isArray(value) ? value.join('\n') : String(value))

function itemsIn(request: IssueRequest): Record<string, Item> {
  const worded: [string, Partial<Item>][] = request.type === 'notice' ? Object.entries(request.requirements ?? {}).map(([id, demand]) => [id, { demand }])
    : request.type === 'recheck' ? Object.entries(request.opinions ?? {}).map(([id, { result = '', seen = '' }]) => [id, { result, seen }]) : []
  return Object.fromEntries(worded.map(([id, item]) => [id, { ...NO_WORDS, ...item }]))
}

const linesIn = (text = ''): string[] => text.split('\n').map((one) => one.trim()).filter(Boolean).slice(0, 5)

function worded<T>(items: Readonly<Record<string, Item>>, of: (item: Item) => T | null): Record<string, T> | undefined {
  const given = Object.entries(items).flatMap(([id, item]) => { const value = of(item); return value === null ? [] : [[id, value] as const] })
  return given.length > 0 ? Object.fromEntries(given) : undefined
}

type Unfit = 'no-hazards' | 'nothing-left' | 'several-schools' | 'one-hazard' | 'void' | 'closed' | 'self-check' | 'handed-over' | 'on-notice' | 'not-rectified' | 'no-extension' | 'not-major' |
  'not-confirmed' | 'not-listed' | 'basis' | 'missing' | 'too-many' | 'future' | 'type' | 'unknown'
const UNFIT: Record<Unfit, true> = {
  'no-hazards': true, 'nothing-left': true, 'several-schools': true, 'one-hazard': true, 'void': true, 'closed': true, 'self-check': true, 'handed-over': true, 'on-notice': true, 'not-rectified': true,
  'no-extension': true, 'not-major': true, 'not-confirmed': true, 'not-listed': true, 'basis': true, 'missing': true, 'too-many': true, 'future': true, 'type': true, 'unknown': true,
}

/** Why a paper cannot be made of this, by the code in the Problem. */
export const unfitWords = (code: string | undefined): string | null => (code !== undefined && code in UNFIT ? t(`paper.unfit.${code as Unfit}`) : null)
