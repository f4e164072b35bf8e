import type { ActionRequest } from '../../server/contract/action.ts'
import { addDays, dateOf } from '../../server/contract/calendar.ts'
import type { PhotoKind, Severity } from '../../server/contract/enumerations.ts'
import type { ReportRequest } from '../../server/contract/hazard.ts'
import { createRandom, type Random } from '../../server/demonstration/random.ts'
import { SCHOOL_IDS, type Doer } from './cast.ts'

/** One request, the same however often it is sent. `look` changes nothing but draws the display picture. */
export interface Deed {
  kind: 'report' | 'photo' | 'action' | 'look'
  by: Doer
  hazardId: string
  /** Of the hazard, the photo or the action. */
  id: string
  path: string
  /** JSON; a photo's bytes are made when they are sent. */
  json?: string
  photo?: { kind: PhotoKind; large: boolean }
  /** Sent twice at the same moment, as from two tabs. */
  twice: boolean
}

/** The actions a hazard of this severity goes through, in order; a submission stops after any number of them. */
const WAYS: Readonly<Record<Severity, readonly [Doer, ActionRequest['action']][]>> = {
  general: [['officer', 'acknowledge'], ['officer', 'close']],
  serious: [['officer', 'acknowledge'], ['officer', 'rectify'], ['desk', 'accept']],
  major: [
    ['officer', 'acknowledge'], ['officer', 'submitPlan'], ['desk', 'approvePlan'], ['officer', 'rectify'], ['inspector', 'accept'], ['desk', 'accept'],
  ],
}
const SEVERITIES = ['general', 'serious', 'major'] as const
const WITHOUT_ACTION = 0.4
const LARGE = 0.25
const TWICE = 0.1
const LOOKED_AT = 0.3

/** Everything that one submission sends, one after the other. */
export function submission(seed: string, n: number, foundAt: string): Deed[] {
  const random = createRandom(`${seed} submission ${n}`)
  const severity = random.pick(SEVERITIES)
  const hazardId = random.uuid()
  const before = Array.from({ length: random.between(1, 2) }, () => photo(random, hazardId, 'before', 'inspector'))
  const looks = before.filter(() => random.chance(LOOKED_AT)).map(look)
  const actions = random.chance(WITHOUT_ACTION) ? 0 : random.between(1, WAYS[severity].length)
  return [
    report(random, hazardId, { ...reportOf(n, severity), schoolId: random.pick(SCHOOL_IDS), photoCount: before.length, foundAt }),
    ...before, ...looks,
    ...WAYS[severity].slice(0, actions).flatMap(([by, action], index) => acting(random, hazardId, by, action, index + 1, foundAt)),
  ]
}

const reportOf = (n: number, severity: Severity) =>
  ({ spot: `教学楼第 ${n} 处`, category: 'FIRE', severity, description: `消火栓箱前堆放纸箱，第 ${n} 份` })

const deed = (random: Random, rest: Omit<Deed, 'twice'>): Deed => ({ ...rest, twice: random.chance(TWICE) })

const report = (random: Random, hazardId: string, request: ReportRequest): Deed =>
  deed(random, { kind: 'report', by: 'inspector', hazardId, id: hazardId, path: `/api/hazards/${hazardId}`, json: JSON.stringify(request) })

function photo(random: Random, hazardId: string, kind: PhotoKind, by: Doer): Deed {
  const id = random.uuid()
  return deed(random, { kind: 'photo', by, hazardId, id, path: `/api/hazards/${hazardId}/photos/${id}`, photo: { kind, large: random.chance(LARGE) } })
}

const planFrom = (foundAt: string) => ({
  measures: '拆除封堵，换外开门', fundsYuan: 8000, dueOn: addDays(dateOf(new Date(foundAt)), 30), responsible: '赵立新', emergencyPlan: '专人值守，停用该出口',
})

const look = ({ hazardId, id }: Deed): Deed => ({ kind: 'look', by: 'inspector', hazardId, id, path: `/api/photos/${id}/display`, twice: false })

/** Nobody else touches the hazard, so its version is known beforehand. A fix brings its after-photo first. */
function acting(random: Random, hazardId: string, by: Doer, action: ActionRequest['action'], version: number, foundAt: string): Deed[] {
  const evidence = action === 'close' || action === 'rectify' ? [photo(random, hazardId, 'after', by)] : []
  const carried = action === 'submitPlan' ? planFrom(foundAt) : evidence.length > 0 ? { measures: '清走纸箱，地面画黄线', photoIds: evidence.map(({ id }) => id) } : {}
  const id = random.uuid()
  const json = JSON.stringify({ action, version, ...carried })
  return [...evidence, deed(random, { kind: 'action', by, hazardId, id, path: `/api/hazards/${hazardId}/actions/${id}`, json })]
}
