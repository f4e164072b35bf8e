import { dateOf, daysBetween } from '../contract/calendar.ts'
import type { Photo } from '../contract/hazard.ts'
import type { HazardRecord, HistoryEntry } from '../hazard/hazard.model.ts'

type Read<T> = Pick<HazardRecord, 'history'> & T

const last = (hazard: Read<unknown>, ...actions: HistoryEntry['action'][]): HistoryEntry | undefined =>
  hazard.history.findLast(({ action }) => actions.includes(action))

export interface Evidence { measures: string; costYuan: number | null; on: string; at: Date; by: string; photoIds: string[] }

/** The last rectification that was submitted, if it was not returned since. */
export function evidenceOf(hazard: HazardRecord): Evidence | null {
  const entry = last(hazard, 'rectify', 'close', 'fixOnSpot', 'return', 'reopen')
  if (!entry || entry.action === 'return' || entry.action === 'reopen') return null
  const { measures = '', costYuan = null, photoIds = [] } = entry as HistoryEntry & { measures?: string; costYuan?: number | null }
  return { measures, costYuan, on: dateOf(entry.at), at: entry.at, by: entry.by, photoIds }
}

/**
 * The deadline as papers print it: the promised date, and if the bureau granted more time, until when. The deadline that the
 * extension moved stays; one that was set anew by a return, another severity, a reopening or a plan takes the place of the old.
 */
export function deadlineOf({ deadlines, dueOn, history }: HazardRecord): { on: string; extendedTo: string | null } {
  const granted = new Set(history.filter(({ action }) => action === 'grantExtension').map(({ at }) => at.getTime()))
  const base = deadlines.findLast(({ at }) => !granted.has(at.getTime())) ?? deadlines[0]
  const on = base?.dueOn ?? dueOn
  return { on, extendedTo: on === dueOn ? null : dueOn }
}

/** Whole days by which the deadline is passed on this date, or was when the work was done; 0 in time. */
export const daysLate = (dueOn: string, on: string): number => Math.max(0, daysBetween(dueOn, on))

/** Who rechecked, when, and with what outcome: the last word, and everybody who spoke in that round. */
export function recheckOf(hazard: HazardRecord): { accepted: boolean; on: string; at: Date; by: string[]; words: string } | null {
  const entry = last(hazard, 'accept', 'return')
  if (!entry) return null
  const words = (entry.action === 'accept' ? entry.note : entry.reason) as string | undefined
  const by = entry.action === 'accept' && hazard.acceptances.length > 0 ? hazard.acceptances.map((acceptance) => acceptance.by) : [entry.by]
  return { accepted: entry.action === 'accept', on: dateOf(entry.at), at: entry.at, by, words: words ?? '' }
}

/** The photo that stands for the state before: the first that arrived. */
export const beforePhoto = (photos: readonly Photo[] | undefined): string | null => photos?.find(({ kind }) => kind === 'before')?.id ?? null

/** The photo of the rectification in force, else null. */
export function afterPhoto(hazard: HazardRecord, photos: readonly Photo[] | undefined): string | null {
  const named = evidenceOf(hazard)?.photoIds ?? []
  return named.find((id) => photos?.some((photo) => photo.id === id)) ?? null
}

/** Photos that people other than the school's added in comments since this instant: those of a visit. */
export function visitPhotos(hazard: HazardRecord, photos: readonly Photo[] | undefined, since: Date, isVisitor: (by: string) => boolean): string[] {
  const named = hazard.history.filter(({ action, at, by }) => action === 'comment' && at >= since && isVisitor(by)).flatMap(({ photoIds = [] }) => photoIds)
  return named.filter((id) => photos?.some((photo) => photo.id === id))
}

/** The request for more time: the one that waits, else the last that was made. */
export interface ExtensionAsked { askedFor: string; reason: string; interimMeasures: string; on: string; late: boolean; count: number; by: string }
export function extensionOf(hazard: HazardRecord): ExtensionAsked | null {
  const asked = hazard.history.filter(({ action }) => action === 'requestExtension')
  const entry = asked.at(-1) as (HistoryEntry & { reason?: string; interimMeasures?: string }) | undefined
  if (!entry) return null
  return {
    askedFor: entry.askedDueOn ?? hazard.extension?.dueOn ?? hazard.dueOn, reason: entry.reason ?? '', interimMeasures: entry.interimMeasures ?? '',
    on: dateOf(entry.at), late: entry.late ?? false, count: asked.length, by: entry.by,
  }
}

const KEPT_OFF_NOTICES: readonly (readonly [why: string, (hazard: HazardRecord) => boolean])[] = [
  ['void', ({ status }) => status === 'void'],
  // The school is not asked to put right what an authority outside sees to.
  ['handed-over', ({ handedOver }) => Boolean(handedOver)],
  // A notice says that the bureau's people found it.
  ['self-check', ({ selfCheck }) => selfCheck],
]

/** Why these cannot stand on a notice; null if they can. */
export const keptOffNotice = (...hazards: HazardRecord[]): string | null => KEPT_OFF_NOTICES.find(([, is]) => hazards.some(is))?.[0] ?? null
