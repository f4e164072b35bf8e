import type { Hazard } from '../../../../server/contract/hazard.ts'
import { t } from '../../words/t.ts'
import { lastRectification } from './evidence.ts'

type Named = Pick<Hazard, 'people'>

/** The name of somebody in the record; the system and people who have left have words instead. */
export function nameOf({ people }: Named, id: string | null | undefined): string {
  if (id === null) return t('record.desk')
  if (id === 'system') return t('shell.role.system')
  return people.find((person) => person.id === id)?.name ?? t('record.somebody')
}

/** 检查员, or nothing for the desk, the system and people who have left. */
const roleOf = ({ people }: Named, id: string | null): string => {
  const person = people.find((one) => one.id === id)
  return person ? t(`shell.role.${person.role}`) : ''
}

/** 检查员 李建国 */
export const roleAndName = (hazard: Named, id: string): string => [roleOf(hazard, id), nameOf(hazard, id)].filter(Boolean).join(' ')

/** One part that somebody plays in this hazard; `note` stands where there is no instant. */
export interface Part { part: 'reporter' | 'assignee' | 'rectifier' | 'rechecker'; name: string; role: string; at: string | null; note: string }

/** Who reported it, who answers for it, who put it right last, and who accepted that. */
export function partsPlayed(hazard: Hazard): Part[] {
  const who = (part: Part['part'], id: string | null, at: string | null, note = ''): Part => ({ part, name: nameOf(hazard, id), role: roleOf(hazard, id), at, note })
  const rectified = lastRectification(hazard)
  const accepted = hazard.history.filter(({ action, at }) => action === 'accept' && rectified && at >= rectified.at)
  return [
    who('reporter', hazard.reporterId, hazard.receivedAt),
    who('assignee', hazard.assigneeId, null, hazard.acknowledgedAt ? t('record.part.acknowledged') : hazard.status === 'open' ? t('record.part.unacknowledged') : ''),
    ...(rectified ? [who('rectifier', rectified.by, rectified.at)] : []),
    ...accepted.map(({ by, at }) => who('rechecker', by, at)),
  ]
}
