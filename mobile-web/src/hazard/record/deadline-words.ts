import type { Hazard } from '../../../../server/contract/hazard.ts'
import { t } from '../../words/t.ts'

type Deadline = Hazard['deadlines'][number]

/** The actions that set a date, by the one whose instant the version bears. */
export const SETTERS = ['grantExtension', 'approvePlan', 'handOver', 'return', 'reopen', 'reclassify'] as const

/** How a date came about: 按等级 7 天, 延期 28 天. */
export function deadlineWords({ history }: Pick<Hazard, 'history'>, { version, setBy, days, at }: Deadline): string {
  const entry = version > 1 ? history.find((one) => one.at === at && SETTERS.some((action) => action === one.action)) : undefined
  const setter = SETTERS.find((action) => action === entry?.action)
  const how = setter ? t(`record.deadline.of.${setter}`) : t(`record.deadline.by.${setBy}`)
  return `${how} ${days === 0 ? t('record.with.sameDay') : t('record.deadline.days', { n: days })}`
}
