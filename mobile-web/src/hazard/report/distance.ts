import { t } from '../../words/t.ts'

/** 40 米, 1.2 公里: to ten metres below a kilometre, since no phone knows it better. */
export function distanceWords(metres: number): string {
  return metres < 995
    ? t('report.metres', { n: Math.max(10, Math.round(metres / 10) * 10) })
    : t('report.kilometres', { n: (metres / 1_000).toFixed(metres < 9_950 ? 1 : 0) })
}
