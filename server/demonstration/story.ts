import type { Actor } from '../account/actor.ts'
import { findItem } from '../checklist/checklist.ts'
import type { Severity } from '../contract/enumerations.ts'
import { DEADLINE_DAYS } from '../hazard/hazard.deadline.ts'
import type { Case } from './cases/case.ts'
import { BUILDINGS } from './cases/buildings.ts'
import { DAILY_LIFE } from './cases/daily-life.ts'
import { FIRE_AND_POWER } from './cases/fire-and-power.ts'
import { PEOPLE_AND_RECORDS } from './cases/people-and-records.ts'
import type { Life } from './life.ts'
import type { Random } from './random.ts'
import { DEMO_SCHOOLS, type DemoSchool } from './schools.ts'

export const CASES: readonly Case[] = [...FIRE_AND_POWER, ...BUILDINGS, ...DAILY_LIFE, ...PEOPLE_AND_RECORDS]

/** What becomes of a hazard after it is filed. */
export type Course = (life: Life) => Promise<void>

/** One hazard before it happens. */
export interface Story {
  readonly id: string
  readonly kase: Case
  readonly school: DemoSchool
  readonly spot: string
  readonly severity: Severity
  /** Whether the report names the checklist item, whose days then count. */
  readonly named: boolean
  readonly receivedAt: Date
  readonly reporter: Actor
  readonly course: Course
  /** A deadline set by hand: days from the receipt, and why. */
  readonly byHand?: { days: number; reason: string }
}

/** A case before it has a school, as it will be judged. */
export type Candidate = Pick<Story, 'kase' | 'severity'>
/** A case that befalls a school. */
export type Dealt = Pick<Story, 'kase' | 'school' | 'spot' | 'severity'>

export const severityOf = (kase: Case): Severity => kase.severity ?? findItem(kase.item)!.defaultSeverity

/** The days that the rules will give: the item's own while the severity is the item's, else the severity's. */
export function daysFor({ kase, severity }: Candidate, named = true): number {
  const item = findItem(kase.item)!
  return named && item.defaultSeverity === severity ? item.suggestedDeadlineDays : DEADLINE_DAYS[severity]
}

const isKindergarten = ({ kind }: DemoSchool) => kind.startsWith('幼儿园')
const isSecondary = ({ kind }: DemoSchool) => ['初中', '九年一贯制', '普通高中', '中职'].includes(kind)

function happensAt({ where }: Case, school: DemoSchool): boolean {
  switch (where) {
    case 'boarding': return school.boarding
    case 'canteen': return school.canteen
    case 'bus': return school.schoolBus
    case 'secondary': return isSecondary(school)
    case 'school': return !isKindergarten(school)
    case undefined: return true
  }
}

/** What a spot's name takes for granted about the school. */
const SPOTS: readonly (readonly [RegExp, (school: DemoSchool) => boolean])[] = [
  [/宿舍|寄宿/, ({ boarding }) => boarding], [/食堂/, ({ canteen }) => canteen],
  [/实验楼|[七八九]（|八年级/, isSecondary], [/[一二三四五六]（|[一二三四五六]年级/, ({ kind }) => /小学|九年/.test(kind)],
  [/园长|[大中小](（\d）)?班活动/, isKindergarten], [/德育处|教务处|政教处|年级|档案室|看台|主席台/, (school) => !isKindergarten(school)],
]
const spotsAt = ({ spots }: Case, school: DemoSchool): string[] =>
  spots.filter((spot) => SPOTS.every(([words, has]) => !words.test(spot) || has(school)))

/** Hands out cases and schools so that no school is told the same thing twice, and every case comes up in turn. */
export function createDealer(random: Random) {
  const used = new Set<string>()
  const load = new Map<string, number>()
  let deck: Case[] = []

  const isFresh = (kase: Case, school: DemoSchool) =>
    happensAt(kase, school) && spotsAt(kase, school).length > 0 && !used.has(`${school.id} ${kase.found}`)

  function take(kase: Case, school: DemoSchool, severity: Severity, spot: string): Dealt {
    used.add(`${school.id} ${kase.found}`)
    load.set(school.id, (load.get(school.id) ?? 0) + 1)
    return { kase, school, severity, spot }
  }

  /** Inspectors judge what they see: some of what the list calls serious is filed as general. */
  const judged = (kase: Case, milder: number): Severity =>
    severityOf(kase) === 'serious' && random.chance(milder) ? 'general' : severityOf(kase)

  /**
   * The next case of the deck that fits, at a school where it can happen; larger schools have more of them,
   * but none has them all.
   * `milder` is the share of serious ones that are filed as general.
   */
  function deal(fits: (candidate: Candidate) => boolean, { at, milder = 0 }: { at?: string; milder?: number } = {}): Dealt {
    const schools = DEMO_SCHOOLS.filter(({ id }) => at === undefined || id === at)
    for (const kase of [...deck, ...random.shuffled(CASES)]) {
      const severity = judged(kase, milder)
      const open = schools.filter((school) => isFresh(kase, school))
      if (open.length === 0 || !fits({ kase, severity })) continue
      if (!deck.includes(kase)) deck = [...deck, ...random.shuffled(CASES)]
      deck.splice(deck.indexOf(kase), 1)
      const school = random.weighted(open, ({ id, students }) => (600 + students) / (1 + (load.get(id) ?? 0)) ** 1.3)
      return take(kase, school, severity, random.pick(spotsAt(kase, school)))
    }
    throw new Error('no case is left that fits')
  }

  /** One certain case at one certain school, for what the demonstration always shows. */
  function certain(found: string, schoolId: string): Dealt {
    const kase = CASES.find((one) => one.found.startsWith(found))
    const school = DEMO_SCHOOLS.find(({ id }) => id === schoolId)
    if (!kase || !school || !isFresh(kase, school)) throw new Error(`no case "${found}" at ${schoolId}`)
    return take(kase, school, severityOf(kase), spotsAt(kase, school)[0]!)
  }

  return { deal, certain }
}
