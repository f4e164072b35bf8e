import { categoryName } from '../../checklist/checklists.ts'
import { schoolName } from '../../school/schools.ts'
import { dateWords } from '../../words/dates.ts'
import { t } from '../../words/t.ts'
import { hasUsualStates, usualStates, type HazardFilter } from './filter.ts'

/** The parts of a filter that have a chip, in the order in which they stand. */
export const PARTS = ['state', 'school', 'category', 'severity', 'received'] as const
export type Part = (typeof PARTS)[number]

const MOST_NAMED = 2

/** What a part is set to, in words; '' when it is as usual. More than `most` names are counted. */
export function valuesOf(part: Part, filter: HazardFilter, most = MOST_NAMED): string {
  const few = (names: readonly string[]): string => (names.length > most ? t('list.filter.several', { n: names.length }) : names.join(t('list.filter.join')))
  switch (part) {
    case 'state': return hasUsualStates(filter) ? '' : few(filter.states.map((state) => t(`hazard.state.${state}`)))
    case 'school': return few(filter.schoolId.map(schoolName))
    case 'category': return few(filter.category.map(categoryName))
    case 'severity': return few(filter.severity.map((severity) => t(`hazard.severity.${severity}`)))
    case 'received': return receivedWords(filter)
  }
}

/** A filter whole, as one says it: 搜索“灭火”；等级：较大 */
export const filterWords = (filter: HazardFilter, most?: number): string => [
  filter.q && t('list.view.search', { q: filter.q }), filter.list && t(`list.tab.${filter.list}`),
  ...PARTS.map((part) => { const values = valuesOf(part, filter, most); return values && t('list.filter.of', { name: t(`list.${part}`), values }) }),
].filter(Boolean).join(t('list.view.join')) || t('list.tab.standing')

/** What takes this part off a filter. */
export function without(part: Part, filter: HazardFilter): Partial<HazardFilter> {
  switch (part) {
    case 'state': return { states: usualStates(filter) }
    case 'school': return { schoolId: [] }
    case 'category': return { category: [] }
    case 'severity': return { severity: [] }
    case 'received': return { period: null, receivedFrom: null, receivedTo: null }
  }
}

function receivedWords({ period, receivedFrom, receivedTo }: HazardFilter): string {
  if (period) return t(`list.period.${period}`)
  if (receivedFrom && receivedTo) return t('list.period.between', { from: dateWords(receivedFrom), to: dateWords(receivedTo) })
  if (receivedFrom) return t('list.period.since', { date: dateWords(receivedFrom) })
  return receivedTo ? t('list.period.until', { date: dateWords(receivedTo) }) : ''
}
