import { t } from '../../words/t.ts'

/** 7 天, or 当天 for none. */
export const allowedWords = (days: number): string => (days === 0 ? t('report.sameDay') : t('report.days', { n: days }))
