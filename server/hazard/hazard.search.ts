import type { QueryFilter } from 'mongoose'
import type { Actor } from '../account/actor.ts'
import type { School } from '../contract/school.ts'
import { Problem } from '../http/problem.ts'
import { pairsOf, plain } from '../search/grams.ts'
import type { HazardModel, HazardRecord } from './hazard.model.ts'

type Filter = QueryFilter<HazardRecord>
type Named = Pick<School, 'id' | 'name' | 'initials'>

/** Words beyond these are looked for in the texts alone: each one that may also name a school doubles what is asked. */
const MOST_WORDS = 4
/** So many of the newest hazards tell which pairs are rare. It only decides how quickly an answer is found. */
const SAMPLE = 1000
const SAMPLE_HOLDS_MS = 3_600_000

/** What a word of a query may mean: hazards of some schools, one number, or a text. Any of them will do. */
export interface Meaning { schoolIds?: readonly string[]; seq?: number; year?: number; grams?: readonly string[] }

/**
 * A hazard's number or its tail, YH-2026-SC013-0042 or SC013-42: looked up where numbers are allocated. One that is still
 * being typed, SC013-00, is the school's, with what there is of the figures.
 */
function asNumber(word: string, schools: readonly Named[]): Meaning[] {
  const [, year, code, figures = ''] = /^(?:(?:yh-)?(\d{4})-)?(.+)-(\d{1,7})$/.exec(word) ?? []
  const school = code === undefined ? undefined : schools.find(({ id }) => id.toLowerCase() === code)
  if (!school) return []
  const whole = figures.length >= 4 || !figures.startsWith('0')
  return [{ schoolIds: [school.id], ...(whole ? { seq: Number(figures) } : { grams: pairsOf(figures) }), ...(year !== undefined && { year: Number(year) }) }]
}

/** A number of which no figures stand there yet: YH-2026-SC0, SC013-. */
function asNumberBegun(word: string, schools: readonly Named[]): Meaning[] {
  const [, year, code, dash] = /^(?:(?:yh-)?(\d{4})-)?([^-].*?)(-?)$/.exec(word) ?? []
  if (code === undefined || (year === undefined && dash === '')) return []
  const schoolIds = schools.filter(({ id }) => (dash === '' ? id.toLowerCase().startsWith(code) : id.toLowerCase() === code)).map(({ id }) => id)
  return schoolIds.length > 0 ? [{ schoolIds, ...(year !== undefined && { year: Number(year) }) }] : []
}

/** A part of a school's name, of its initials, or the beginning of its code. */
function asSchool(word: string, schools: readonly Named[]): Meaning[] {
  if (word.length < 2) return []
  const latin = /^[a-z]/.test(word)
  const schoolIds = schools.filter(({ id, name, initials }) =>
    plain(name).includes(word) || (latin && (initials.includes(word) || id.toLowerCase().startsWith(word)))).map(({ id }) => id)
  return schoolIds.length > 0 ? [{ schoolIds }] : []
}

function asText(word: string): Meaning[] {
  const grams = pairsOf(word)
  return grams.length > 0 ? [{ grams }] : []
}

function meaningsOfWord(word: string, schools: readonly Named[]): Meaning[] {
  const numbers = [...asNumber(word, schools), ...asNumberBegun(word, schools)]
  return numbers.length > 0 ? numbers : [...asSchool(word, schools), ...asText(word)]
}

/**
 * The ways in which a query can be meant, each word by itself and all of them together. None when no word has two
 * characters to go by, or when every way contradicts itself.
 */
export function meaningsOf(q: string, schools: readonly Named[]): Meaning[] {
  const words = plain(q).split(/\s+/u).filter((word) => word !== '')
  const [first, rest] = [words.slice(0, MOST_WORDS), words.slice(MOST_WORDS)]
  const choices = [
    ...first.map((word) => meaningsOfWord(word, schools)).filter((meanings) => meanings.length > 0),
    ...rest.map(asText).filter((meanings) => meanings.length > 0),
  ]
  if (choices.length === 0) return []
  return choices.reduce<Meaning[]>((ways, meanings) => ways.flatMap((way) => meanings.flatMap((meaning) => both(way, meaning) ?? [])), [{}])
}

function both(one: Meaning, other: Meaning): Meaning | null {
  const schoolIds = one.schoolIds && other.schoolIds ? one.schoolIds.filter((id) => other.schoolIds!.includes(id)) : one.schoolIds ?? other.schoolIds
  if (schoolIds?.length === 0 || (one.seq !== undefined && other.seq !== undefined && one.seq !== other.seq)) return null
  return {
    ...one, ...other, ...(schoolIds && { schoolIds }),
    ...((one.grams ?? other.grams) && { grams: [...new Set([...one.grams ?? [], ...other.grams ?? []])] }),
  }
}

export interface SearchDeps {
  hazards: HazardModel
  schools: { list(actor: Actor): Promise<readonly Named[]> }
}

/** Finds hazards by what people remember of them. */
export function createSearch({ hazards, schools }: SearchDeps) {
  let sample: Promise<Map<string, number>> | undefined
  let sampledAt = 0

  /**
   * The filters that together find what a query says, each answered from an index. The schools that its words name are
   * looked up now, among those that the person may know of. Throws malformed where there is nothing to go by.
   */
  async function branches(actor: Actor, q: string, now: Date): Promise<Filter[]> {
    if (pairsOf(q).length === 0) throw new Problem('malformed', { errors: [{ path: 'q', code: 'too-short' }] })
    const meanings = meaningsOf(q, await schools.list(actor))
    const counts = meanings.some(({ grams = [] }) => grams.length > 1) ? await countsNow(now) : new Map<string, number>()
    return meanings.map((meaning) => filterOf(meaning, counts))
  }

  async function countsNow(now: Date): Promise<Map<string, number>> {
    if (!sample || now.getTime() - sampledAt > SAMPLE_HOLDS_MS) {
      sampledAt = now.getTime()
      sample = countPairs(hazards)
      sample.catch(() => { sample = undefined })
    }
    return sample
  }

  return { branches }
}

/** The rarest pair first: it is the one that the index is entered by. */
function filterOf({ schoolIds, seq, year, grams = [] }: Meaning, counts: ReadonlyMap<string, number>): Filter {
  const rarestFirst = [...grams].sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0))
  const conditions: Filter[] = [
    ...rarestFirst.map((gram): Filter => ({ grams: gram })),
    ...(schoolIds ? [{ schoolId: schoolIds.length === 1 ? schoolIds[0]! : { $in: [...schoolIds] } }] : []),
    ...(seq !== undefined ? [{ seq }] : []), ...(year !== undefined ? [{ year }] : []),
  ]
  return conditions.length === 1 ? conditions[0]! : { $and: conditions }
}

async function countPairs(hazards: HazardModel): Promise<Map<string, number>> {
  const rows = await hazards.find({}, { grams: 1 }).sort({ receivedAt: -1, _id: -1 }).limit(SAMPLE).lean<Pick<HazardRecord, 'grams'>[]>()
  const counts = new Map<string, number>()
  for (const { grams = [] } of rows) for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  return counts
}
