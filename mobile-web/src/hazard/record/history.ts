import { daysBetween } from '../../../../server/contract/calendar.ts'
import { RUNGS, SEVERITIES, VOID_REASONS, type HistoryAction, type Rung, type Severity } from '../../../../server/contract/enumerations.ts'
import type { Hazard, Photo } from '../../../../server/contract/hazard.ts'
import { categoryName } from '../../checklist/checklists.ts'
import { dateWords, instantWords } from '../../words/dates.ts'
import { t } from '../../words/t.ts'
import { SETTERS } from './deadline-words.ts'
import { photosOf } from './evidence.ts'
import { isFromOldLedger, oldFacts } from './old-facts.ts'
import { nameOf } from './people.ts'

export type Entry = Hazard['history'][number]
export type Card = 'yellow' | 'red' | 'order' | null

/** One line of what happened, in plain words. `future` has not happened yet and may never; `repeats` is the hazard that a duplicate is one of. */
export interface HistoryLine { key: string; action: HistoryAction; words: string; meta: string; card: Card; future: boolean; photos: readonly Photo[]; repeats: string | null }

/** What stands beside an action is whatever it carried: read with care, since an old record may carry less. */
const text = (entry: Entry, field: string): string => (typeof entry[field] === 'string' ? entry[field] : '')
const list = (entry: Entry, field: string): string[] => (Array.isArray(entry[field]) ? entry[field].map(String) : [])
const oneOf = <T extends string>(values: readonly T[], value: string): T | null => values.find((one) => one === value) ?? null

/** The newest first, and above it the rung that comes next if nothing happens. */
export function historyLines(hazard: Hazard, now = new Date()): HistoryLine[] {
  const past = hazard.history.map((entry, index) => pastLine(hazard, entry, index, now)).reverse()
  const next = hazard.nextRung && oneOf(RUNGS, hazard.nextRung.rung)
  return next ? [nextLine(next, hazard.nextRung!.at, hazard, now), ...past] : past
}

function pastLine(hazard: Hazard, entry: Entry, index: number, now: Date): HistoryLine {
  const rung = entry.action === 'escalate' ? oneOf(RUNGS, text(entry, 'rung')) : null
  return {
    key: `${index}`, action: entry.action, words: wordsOf(hazard, entry, now),
    card: rung && !wasOutside(hazard, entry) ? cardOf(rung, severityThen(hazard, entry)) : null, future: false, photos: photosOf(hazard, entry),
    repeats: text(entry, 'duplicateOf') || null,
    meta: [instantWords(entry.at, now), ...carriedBy(hazard, entry, now)].join(' · '),
  }
}

function nextLine(rung: Rung, at: string, { severity, handedOver }: Hazard, now: Date): HistoryLine {
  const condition = rung.startsWith('unchecked') ? 'record.next.ifUnchecked' : rung.startsWith('unack') ? 'record.next.ifUnacknowledged' : 'record.next.ifOpen'
  return {
    key: 'next', action: 'escalate', card: handedOver ? null : cardOf(rung, severity), future: true, photos: [], repeats: null,
    words: t('record.next', { when: instantWords(at, now), what: rungWords(rung, severity, !!handedOver) }), meta: t(condition),
  }
}

const RED_LEVEL = 3

/** By which ladder a rung was told: a card says so by its level, another rung by what the hazard had been made before it. */
function severityThen({ history, severity }: Hazard, entry: Entry): Severity {
  const level = entry['level']
  if (typeof level === 'number' && level > 0) return level === RED_LEVEL ? 'major' : 'general'
  const changes = history.filter(({ action, severity: to }) => action === 'reclassify' && typeof to === 'string')
  const before = changes.findLast(({ at }) => at <= entry.at)
  if (before) return oneOf(SEVERITIES, text(before, 'severity')) ?? severity
  return changes[0] && text(changes[0], 'severity') === 'major' ? 'general' : severity
}

/** 黄牌 and 红牌 are drawn as small upright cards, a 督办单 with its gavel. */
export function cardOf(rung: Rung, severity: Severity): Card {
  if (rung === 'T+3') return 'order'
  if (rung !== 'T+1') return null
  return severity === 'major' ? 'red' : 'yellow'
}

const FOLLOWED_UP = ['T-1', 'T', 'T+1', 'T+3'] as const

/** What a rung says and whom it goes to; of a hazard with an authority `outside`, dates are the bureau's to follow up. */
export function rungWords(rung: Rung, severity: Severity, outside = false): string {
  const followed = outside && FOLLOWED_UP.find((one) => one === rung)
  if (followed) return t(`record.rung.outside.${followed}`)
  return t(severity === 'major' && rung !== 'T+3' ? `record.rung.major.${majorRung(rung)}` : `record.rung.${rung}`)
}

/** Whether an authority outside had it when this happened: the last that moved it says so. */
const wasOutside = ({ history }: Hazard, entry: Entry): boolean =>
  history.slice(0, history.indexOf(entry)).findLast(({ action }) => action === 'handOver' || action === 'reassign' || action === 'reopen')?.action === 'handOver'

type MajorRung = Exclude<Rung, 'T+3' | 'unacknowledged-24h' | 'unacknowledged-48h'>
const majorRung = (rung: Rung): MajorRung =>
  (rung === 'T+3' ? 'T+1' : rung === 'unacknowledged-24h' || rung === 'unacknowledged-48h' ? 'unacknowledged-2h' : rung)

function wordsOf(hazard: Hazard, entry: Entry, now: Date): string {
  const name = nameOf(hazard, entry.by)
  const to = () => nameOf(hazard, entry['assigneeId'] as string | null | undefined ?? null)
  switch (entry.action) {
    case 'report': return isFromOldLedger(entry) ? t('record.did.import', { name }) : t(hazard.selfCheck ? 'record.did.selfCheck' : 'record.did.report', { name, to: to() })
    case 'reassign': return entry.by === 'system' ? t('record.did.reassign', { to: to() }) : t('record.did.reassignBy', { name, to: to() })
    case 'rectify': case 'close': case 'fixOnSpot': return t(`record.did.${entry.action}`, { name, measures: text(entry, 'measures') })
    case 'accept': return t(entry.to === 'closed' ? 'record.did.accept' : 'record.did.acceptFirst', { name })
    case 'return': case 'reopen': return t(`record.did.${entry.action}`, { name, reason: text(entry, 'reason') })
    case 'reclassify': return t('record.did.reclassify', { name, to: reclassifiedTo(entry) })
    case 'void': return t('record.did.void', { name, reason: voidWords(text(entry, 'reason')) })
    case 'escalate': return escalated(hazard, entry)
    case 'comment': return text(entry, 'note') ? t('record.did.comment', { name, words: text(entry, 'note') }) : t('record.did.commentPhotos', { name })
    case 'requestExtension': return t(entry['late'] === true ? 'record.did.requestExtensionLate' : 'record.did.requestExtension',
      { name, date: dateWords(text(entry, 'askedDueOn'), now), reason: text(entry, 'reason') })
    case 'refuseExtension': case 'returnPlan': case 'delist': return t(`record.did.${entry.action}`, { name, reason: text(entry, 'reason') })
    case 'submitPlan': return t('record.did.submitPlan', { name, measures: text(entry, 'measures') })
    case 'confirmMajor': return t('record.did.confirmMajor', { name, basis: text(entry, 'basis') })
    case 'supervise': return t('record.did.supervise', { name, supervisor: text(entry, 'supervisor') })
    case 'handOver': return t('record.did.handOver', { name, authority: text(entry, 'authority'), reason: text(entry, 'reason') })
    default: return t(`record.did.${entry.action}`, { name })
  }
}

function reclassifiedTo(entry: Entry): string {
  const severity = oneOf(SEVERITIES, text(entry, 'severity'))
  const category = text(entry, 'category')
  return [severity ? t(`hazard.severity.${severity}`) : '', category ? categoryName(category) : ''].filter(Boolean).join(t('record.and'))
}

function voidWords(reason: string): string {
  const known = oneOf(VOID_REASONS, reason)
  return known ? t(`record.void.${known}`) : reason
}

function escalated(hazard: Hazard, entry: Entry): string {
  const rung = oneOf(RUNGS, text(entry, 'rung'))
  return rung ? rungWords(rung, severityThen(hazard, entry), wasOutside(hazard, entry)) : t('hazard.action.escalate')
}

const allowedWords = (n: number) => (n === 0 ? t('record.with.sameDay') : t('record.with.days', { n }))

/** The date that this very action set; an entry also repeats the date that stood anyway, for its receipt. */
function newDate(hazard: Hazard, entry: Entry, now: Date): string {
  if (!SETTERS.some((action) => action === entry.action)) return ''
  const made = hazard.deadlines.find((deadline) => deadline.version > 1 && deadline.at === entry.at)
  return made ? t('record.with.newDate', { date: dateWords(made.dueOn, now) }) : ''
}

/** What a request for an extension and a plan carry beside their first words. */
function planned(entry: Entry, now: Date): string[] {
  const funds = entry['fundsYuan']
  const carried = (field: string, worded: (words: string) => string) => (text(entry, field) ? worded(text(entry, field)) : '')
  return [
    carried('interimMeasures', (words) => t('record.with.interim', { words })),
    typeof funds === 'number' ? t('record.with.funds', { n: funds }) : '',
    entry.action === 'submitPlan' ? carried('askedDueOn', (date) => t('record.with.planDueOn', { date: dateWords(date, now) })) : '',
    carried('responsible', (name) => t('record.with.responsible', { name })),
    carried('emergencyPlan', (words) => t('record.with.emergencyPlan', { words })),
  ]
}

/** The small print of a line: the words, dates and figures that went with it. */
function carriedBy(hazard: Hazard, entry: Entry, now: Date): string[] {
  const photos = list(entry, 'photoIds').length
  const told = list(entry, 'told').map((id) => nameOf(hazard, id))
  const cost = entry['costYuan']
  const first = hazard.deadlines[0]
  return [
    entry.action === 'report' && first ? allowedWords(daysBetween(first.startOn, first.dueOn)) : '',
    ...oldFacts(entry),
    photos > 0 ? t('record.with.photos', { n: photos }) : '',
    typeof cost === 'number' ? t('record.with.cost', { n: cost }) : '',
    entry.action === 'reclassify' ? text(entry, 'reason') : entry.action === 'comment' ? '' : text(entry, 'note'),
    ...planned(entry, now),
    newDate(hazard, entry, now),
    told.length > 0 ? t('record.with.told', { names: told.join(t('record.and')) }) : '',
  ].filter(Boolean)
}
