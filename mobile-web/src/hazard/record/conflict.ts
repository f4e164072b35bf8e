import type { HistoryAction } from '../../../../server/contract/enumerations.ts'
import type { Hazard } from '../../../../server/contract/hazard.ts'
import { t } from '../../words/t.ts'
import { nameOf } from './people.ts'

/** What never stands in the way of an action. */
const IN_NOBODYS_WAY: readonly HistoryAction[] = ['report', 'escalate', 'comment', 'remind']

/** Who did what since this person last looked: 李建国刚刚退回了这一条。 Null when nothing newer is told. */
export function conflictWords(current: Partial<Hazard> | undefined, seenLength: number, myId: string): string | null {
  const history = current?.history ?? []
  const entry = history.slice(seenLength).findLast(({ action }) => !IN_NOBODYS_WAY.includes(action))
  if (!entry || entry.action === 'report' || entry.action === 'escalate') return null
  const name = entry.by === myId ? t('record.you') : nameOf({ people: current?.people ?? [] }, entry.by)
  return t(`record.conflict.${entry.action}`, { name })
}
