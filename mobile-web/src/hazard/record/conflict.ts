import type { Hazard } from '../../../../server/contract/hazard.ts'
import { t } from '../../words/t.ts'
import { nameOf } from './people.ts'

/** Who did what since this person last looked: 李建国刚刚退回了这一条。 Null when nothing newer is told. */
export function conflictWords(current: Partial<Hazard> | undefined, seenLength: number, myId: string): string | null {
  const history = current?.history ?? []
  const newer = history.slice(seenLength).filter(({ action }) => action !== 'escalate' && action !== 'report')
  const entry = newer.at(-1)
  if (!entry || entry.action === 'report' || entry.action === 'escalate') return null
  const name = entry.by === myId ? t('record.you') : nameOf({ people: current?.people ?? [] }, entry.by)
  return t(`record.conflict.${entry.action}`, { name })
}
