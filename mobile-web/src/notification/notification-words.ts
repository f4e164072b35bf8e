import {
  IconAlertTriangle, IconArrowBackUp, IconCalendarEvent, IconCircleCheck, IconClipboardCheck, IconFlag, IconGavel, IconHandStop, IconHourglass,
  IconRefresh, IconScale, IconTrashX, IconUserShare,
} from '@tabler/icons-vue'
import type { Component } from 'vue'
import type { HistoryAction, Role, Rung } from '../../../server/contract/enumerations.ts'
import type { Notification } from '../../../server/contract/notification.ts'
import { t } from '../words/t.ts'

/** What a message says at its head, for this reader. */
export function titleOf({ event, rung, hazard }: Notification, reader: Role): string {
  if (rung) return t(rung === 'T+1' && hazard?.severity === 'major' ? 'inbox.rung.T+1.major' : `inbox.rung.${rung}`)
  if (event === 'report') return t(reportKey(hazard?.severity === 'major', reader))
  if (event === 'accept' && hazard?.state === 'rectified') return t('inbox.accept.first')
  return event ? t(`inbox.${event}`) : t('inbox.title')
}

function reportKey(major: boolean, reader: Role) {
  if (reader === 'officer') return 'inbox.report.school'
  return major ? 'inbox.report.major' : reader === 'principal' ? 'inbox.report.school' : 'inbox.report.other'
}

/** Who did it and what was said with it; null where the title says all. */
export function saidIn({ event, byName, words }: Notification): string | null {
  if (!byName) return null
  if (words) return t('inbox.said', { name: byName, words })
  return event === 'report' || event === 'reassign' ? null : t('inbox.did', { name: byName })
}

/** The small upright cards are drawn, not picked from the icons; null means: look at `iconOf`. */
export const cardOf = ({ rung, hazard }: Notification): 'yellow' | 'red' | null =>
  rung === 'T+1' ? (hazard?.severity === 'major' ? 'red' : 'yellow') : null

const OF_EVENT: Record<HistoryAction, Component> = {
  report: IconFlag, acknowledge: IconHandStop, rectify: IconClipboardCheck, close: IconCircleCheck, fixOnSpot: IconCircleCheck, accept: IconCircleCheck,
  return: IconArrowBackUp, reclassify: IconScale, void: IconTrashX, reopen: IconRefresh, reassign: IconUserShare, escalate: IconGavel,
}
const OF_RUNG: Partial<Record<Rung, Component>> = { 'T-1': IconCalendarEvent, 'T': IconCalendarEvent, 'T+3': IconGavel }

export const iconOf = ({ event, rung }: Notification): Component =>
  rung ? OF_RUNG[rung] ?? (rung.startsWith('unchecked') ? IconHourglass : IconAlertTriangle) : event ? OF_EVENT[event] : IconFlag
