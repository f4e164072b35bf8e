import type { Rung, Severity } from '../contract/enumerations.ts'

/** Whom a rung is told to. `officer` is the assignee, whoever that is; `reviewer` is whose move a recheck is. */
export type Recipient = 'officer' | 'principal' | 'reviewer' | 'desk' | 'leader'

/** What a rung is counted from: the deadline (at 07:00), the moment the clock of 签收 started, the rectification (at 07:00). */
export type Family = 'deadline' | 'acknowledge' | 'recheck'

/** 黄牌, 督办单, 红牌. The thresholds are the office's custom, found in no law. */
export type Card = 'yellow' | 'order' | 'red'

export interface LadderRow {
  readonly rung: Rung
  readonly family: Family
  readonly after: { readonly days: number } | { readonly hours: number }
  readonly to: readonly Recipient[]
  /** The escalation level that the hazard has reached once this rung is told: 0 none, 1 yellow card, 2 supervision order, 3 red card. */
  readonly level: number
  readonly card: Card | null
}

const RECHECK: readonly LadderRow[] = [
  { rung: 'unchecked-3d', family: 'recheck', after: { days: 3 }, to: ['reviewer'], level: 0, card: null },
  { rung: 'unchecked-7d', family: 'recheck', after: { days: 7 }, to: ['desk'], level: 0, card: null },
  { rung: 'unchecked-10d', family: 'recheck', after: { days: 10 }, to: ['leader'], level: 0, card: null },
]

const ORDINARY: readonly LadderRow[] = [
  { rung: 'unacknowledged-24h', family: 'acknowledge', after: { hours: 24 }, to: ['officer'], level: 0, card: null },
  { rung: 'unacknowledged-48h', family: 'acknowledge', after: { hours: 48 }, to: ['principal'], level: 0, card: null },
  { rung: 'T-1', family: 'deadline', after: { days: -1 }, to: ['officer'], level: 0, card: null },
  { rung: 'T', family: 'deadline', after: { days: 0 }, to: ['officer', 'principal'], level: 0, card: null },
  { rung: 'T+1', family: 'deadline', after: { days: 1 }, to: ['principal'], level: 1, card: 'yellow' },
  { rung: 'T+3', family: 'deadline', after: { days: 3 }, to: ['desk'], level: 2, card: 'order' },
  ...RECHECK,
]

const MAJOR: readonly LadderRow[] = [
  { rung: 'unacknowledged-2h', family: 'acknowledge', after: { hours: 2 }, to: ['principal', 'desk'], level: 0, card: null },
  { rung: 'T-1', family: 'deadline', after: { days: -1 }, to: ['principal', 'desk'], level: 0, card: null },
  { rung: 'T', family: 'deadline', after: { days: 0 }, to: ['principal', 'desk'], level: 0, card: null },
  { rung: 'T+1', family: 'deadline', after: { days: 1 }, to: ['desk'], level: 3, card: 'red' },
  ...RECHECK,
]

/** Who is told what, when, by severity. Within a family the rows rise; the engine in rungs.ts relies on it. */
export const LADDER: Readonly<Record<Severity, readonly LadderRow[]>> = { general: ORDINARY, serious: ORDINARY, major: MAJOR }
