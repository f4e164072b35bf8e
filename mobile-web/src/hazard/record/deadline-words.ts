import type { Hazard } from '../../../../server/contract/hazard.ts'
import { t } from '../../words/t.ts'

type Deadline = Hazard['deadlines'][number]

/** How a date came about: 按等级 7 天. */
export const deadlineWords = ({ setBy, days }: Deadline): string =>
  `${t(`record.deadline.by.${setBy}`)} ${days === 0 ? t('record.with.sameDay') : t('record.deadline.days', { n: days })}`
