import { stampOf } from '../contract/calendar.ts'
import type { HazardSort } from '../contract/enumerations.ts'
import type { HazardQuery } from '../contract/hazard.ts'
import type { ListFilter } from '../hazard/hazard.walk.ts'
import { severityWords, STATE_WORDS } from './ledger.words.ts'

/** What turns the codes of a filter into names. */
export interface FilterNames {
  school(id: string): string
  category(code: string): string
  person(id: string): string
}

type Part<K extends keyof ListFilter> = (value: NonNullable<ListFilter[K]>, names: FilterNames) => string
const moment = (value: string) => (value.length === 10 ? value : stampOf(new Date(value)))

/** Every part of a filter has its words here: a paper that leaves one out would claim to be more than it is. */
const WORDS: { readonly [K in keyof Omit<HazardQuery, 'cursor' | 'limit'>]-?: Part<K> } = {
  q: (words) => `搜索“${words}”`,
  list: (list) => ({ mine: '我负责的', recheck: '待我复查', decide: '待我决定' })[list],
  state: (states) => `状态 ${states.map((state) => STATE_WORDS[state]).join('、')}`,
  severity: (severities) => `等级 ${severities.map((severity) => severityWords(severity, 'three')).join('、')}`,
  category: (codes, { category }) => `类别 ${codes.map(category).join('、')}`,
  schoolId: (ids, { school }) => `学校 ${ids.map(school).join('、')}`,
  receivedFrom: (from) => `${moment(from)} 起登记`,
  receivedTo: (to) => `${moment(to)} 止登记`,
  assigneeId: (id, { person }) => `责任人 ${id === 'desk' ? '区教体局' : person(id)}`,
  reporterId: (id, { person }) => `检查人 ${person(id)}`,
  sort: () => '',
}

/** The filter in words: 状态 逾期；等级 重大. */
export function filterWords(filter: ListFilter, names: FilterNames): string {
  const parts = (Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap((key) => {
    const value = filter[key]
    return value === undefined ? [] : (WORDS[key] as Part<typeof key>)(value as never, names)
  })
  return parts.filter(Boolean).join('；') || '全部'
}

export const orderWords = (sort: HazardSort): string =>
  ({ due: '按整改期限从早到晚', received: '按登记时间从新到旧', severity: '按等级从重到轻' })[sort]
