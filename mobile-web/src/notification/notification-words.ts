import {
  IconAlertTriangle, IconArrowBackUp, IconBellRinging, IconBuildingBank, IconCalendarCheck, IconCalendarEvent, IconCalendarPlus, IconCalendarX, IconCircleCheck,
  IconClipboardCheck, IconFileCheck, IconFileText, IconFileX, IconFlag, IconGavel, IconHandStop, IconHourglass, IconMessage, IconPennant, IconPennantOff,
  IconRefresh, IconScale, IconShieldCheck, IconTrashX, IconUserShare,
} from '@tabler/icons-vue'
import type { Component } from 'vue'
import type { HistoryAction, Role, Rung } from '../../../server/contract/enumerations.ts'
import type { Notification } from '../../../server/contract/notification.ts'
import { dateWords } from '../words/dates.ts'
import { t } from '../words/t.ts'

const RED_LEVEL = 3

/** By the level of that moment; only a message from before levels were kept looks at what the hazard is today. */
const isRed = ({ rung, level, hazard }: Notification) =>
  rung === 'T+1' && (level === null ? hazard?.severity === 'major' : level === RED_LEVEL)

/** A late date without a card: the hazard was with an authority outside. */
const isOutside = ({ rung, level }: Notification) => level === 0 && (rung === 'T+1' || rung === 'T+3')

/** What a message says at its head, for this reader. */
export function titleOf(message: Notification, reader: Role): string {
  const { event, rung, to, hazard, late, settled } = message
  if (isOutside(message)) return t('inbox.rung.outside')
  if (rung) return t(isRed(message) ? 'inbox.rung.T+1.major' : `inbox.rung.${rung}`)
  if (event === 'report') return t(reportKey(hazard?.severity === 'major', reader))
  if (event === 'requestExtension' && late) return t('inbox.requestExtension.late')
  if (event === 'accept' && to === 'rectified') return t('inbox.accept.first')
  if (event === 'grantExtension' && settled?.dueOn) return t('inbox.grantExtension.to', { date: dateWords(settled.dueOn) })
  if (event === 'reclassify') return reclassified(settled)
  return event ? t(`inbox.${event}`) : t('inbox.title')
}

function reclassified(settled: Notification['settled']): string {
  const { severity, severityBefore } = settled ?? {}
  if (!severity || severity === severityBefore) return t('inbox.reclassify')
  const to = t(`hazard.severity.${severity}`)
  return severityBefore ? t('inbox.reclassify.fromTo', { from: t(`hazard.severity.${severityBefore}`), to }) : t('inbox.reclassify.to', { to })
}

function reportKey(major: boolean, reader: Role) {
  if (reader === 'officer') return 'inbox.report.school'
  return major ? 'inbox.report.major' : reader === 'principal' ? 'inbox.report.school' : 'inbox.report.other'
}

/** Who did it and what was said with it; null where the title says all. */
export function saidIn(message: Notification): string | null {
  const { event, byName, words } = message
  if (!byName) return null
  const said = [settledIn(message), words].filter(Boolean).join(t('inbox.then'))
  if (said) return t('inbox.said', { name: byName, words: said })
  return event === 'report' || event === 'reassign' ? null : t('inbox.did', { name: byName })
}

/** What the event settled and its title does not say. */
function settledIn({ event, settled }: Notification): string | null {
  if (!settled) return null
  const { dueOn, askedDueOn, supervisor, voidReason } = settled
  if (voidReason) return t(`record.void.${voidReason}`)
  if (event === 'grantExtension' && askedDueOn && askedDueOn !== dueOn) return t('inbox.grantExtension.asked', { date: dateWords(askedDueOn) })
  if (!supervisor) return null
  return dueOn ? t('inbox.supervise.dueOn', { supervisor, date: dateWords(dueOn) }) : t('inbox.supervise.by', { supervisor })
}

/** The small upright cards are drawn, not picked from the icons; null means: look at `iconOf`. */
export const cardOf = (message: Notification): 'yellow' | 'red' | null =>
  message.rung === 'T+1' && !isOutside(message) ? (isRed(message) ? 'red' : 'yellow') : null

const OF_EVENT: Record<HistoryAction, Component> = {
  report: IconFlag, acknowledge: IconHandStop, rectify: IconClipboardCheck, close: IconCircleCheck, fixOnSpot: IconCircleCheck, accept: IconCircleCheck,
  return: IconArrowBackUp, reclassify: IconScale, void: IconTrashX, reopen: IconRefresh, reassign: IconUserShare, escalate: IconGavel,
  requestExtension: IconCalendarPlus, grantExtension: IconCalendarCheck, refuseExtension: IconCalendarX, submitPlan: IconFileText, approvePlan: IconFileCheck,
  returnPlan: IconFileX, confirmMajor: IconShieldCheck, supervise: IconPennant, delist: IconPennantOff, handOver: IconBuildingBank, remind: IconBellRinging, comment: IconMessage,
}
const OF_RUNG: Partial<Record<Rung, Component>> = { 'T-1': IconCalendarEvent, 'T': IconCalendarEvent, 'T+3': IconGavel }

export const iconOf = ({ event, rung }: Notification): Component =>
  rung ? OF_RUNG[rung] ?? (rung.startsWith('unchecked') ? IconHourglass : IconAlertTriangle) : event ? OF_EVENT[event] : IconFlag
