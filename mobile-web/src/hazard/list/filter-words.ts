import { categoryName } from '../../checklist/checklists.ts'
import { schoolName } from '../../school/schools.ts'
import { dateWords } from '../../words/dates.ts'
import { t } from '../../words/t.ts'
import { hasUsualStates, usualStates, type HazardFilter } from './filter.ts'

/** The parts of a filter that have a chip, in the order in which they stand. */
export const PARTS = ['state', 'school', 'category', 'severity', 'received'] as const
export type Part = (typeof PARTS)[number]

const MOST_NAMED = 2

/** What a part is set to, in words; '' when it is as usual. */
export function valuesOf(part: Part, filter: HazardFilter): string {
  switch (part) {
    case 'state': return hasUsualStates(filter) ? '' : few(filter.states.map((state) => t(`hazard.state.${state}`)))
    case 'school': return few(filter.schoolId.map(schoolName))
    case 'category': return few(filter.category.map(categoryName))
    case 'severity': return few(filter.severity.map((severity) => t(`hazard.severity.${severity}`)))
    case 'received': return receivedWords(filter)
  }
}

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

const few = (names: readonly string[]): string =>
  (names.length > MOST_NAMED ? t('list.filter.several', { n: names.length }) : names.join(t('list.filter.join')))

function receivedWords({ period, receivedFrom, receivedTo }: HazardFilter): string {
  if (period) return t(`list.period.${period}`)
  if (receivedFrom && receivedTo) return t('list.period.between', { from: dateWords(receivedFrom), to: dateWords(receivedTo) })
  if (receivedFrom) return t('list.period.since', { date: dateWords(receivedFrom) })
  return receivedTo ? t('list.period.until', { date: dateWords(receivedTo) }) : ''
}
