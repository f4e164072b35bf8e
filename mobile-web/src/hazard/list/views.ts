import { onUnmounted, shallowRef } from 'vue'
import type { View, ViewFilter } from '../../../../server/contract/view.ts'
import { countHazards } from '../../api/hazards.ts'
import { newId } from '../../api/ids.ts'
import * as api from '../../api/views.ts'
import { today } from '../../words/dates.ts'
import { addressOf, hasUsualStates, listFiltersOf, NO_FILTER, usualStates, type HazardFilter } from './filter.ts'
import { countWords } from './figures.ts'

/** As many as one person keeps; written here too, as the limits of the form are. */
export const MAX_VIEWS = 20
export const MAX_VIEW_NAME = 20

/** The filter of a view, whole: what it leaves out is as usual. */
export function wholeFilter({ q = '', list, state, severity, category, schoolId, period, receivedFrom, receivedTo, sort }: ViewFilter): HazardFilter {
  return {
    ...NO_FILTER, q, list: list ?? null, states: state ?? usualStates({ q }), severity: severity ?? [], category: category ?? [], schoolId: schoolId ?? [],
    period: period ?? null, receivedFrom: receivedFrom ?? null, receivedTo: receivedTo ?? null, sort: sort ?? null,
  }
}

/** What is worth keeping of a filter. */
export function keptFilter(filter: HazardFilter): ViewFilter {
  const { q, list, states, severity, category, schoolId, period, receivedFrom, receivedTo, sort } = filter
  return {
    ...(q && { q }), ...(list && { list }), ...(states.length > 0 && !hasUsualStates(filter) && { state: [...states] }),
    ...(severity.length > 0 && { severity: [...severity] }), ...(category.length > 0 && { category: [...category] }), ...(schoolId.length > 0 && { schoolId: [...schoolId] }),
    ...(period && { period }), ...(receivedFrom && { receivedFrom }), ...(receivedTo && { receivedTo }), ...(sort && { sort }),
  }
}

const same = (a: HazardFilter, b: HazardFilter) => JSON.stringify(addressOf(a)) === JSON.stringify(addressOf(b))

/** The views that this person keeps, and how much each holds. Without an answer the page stands as it was. */
export function useViews() {
  const items = shallowRef<readonly View[]>([])
  const counts = shallowRef<ReadonlyMap<string, string>>(new Map())
  let pulled = new AbortController()

  async function load(): Promise<void> {
    items.value = await api.fetchViews().catch(() => items.value)
    await count()
  }

  /** One after the other: twenty counts at once would keep everybody else waiting. */
  async function count(): Promise<void> {
    pulled.abort()
    const mine = pulled = new AbortController()
    for (const view of items.value) {
      const found = await countHazards(listFiltersOf(wholeFilter(view.filter), today()), mine.signal).catch(() => null)
      if (mine.signal.aborted) return
      if (found) counts.value = new Map(counts.value).set(view.id, countWords(found))
    }
  }

  async function keep(name: string, filter: HazardFilter): Promise<void> {
    const view = await api.keepView(newId(), { name, filter: keptFilter(filter) })
    items.value = [...items.value, view]
    void count()
  }

  async function drop(view: View): Promise<void> {
    await api.dropView(view.id)
    items.value = items.value.filter(({ id }) => id !== view.id)
  }

  void load()
  onUnmounted(() => pulled.abort())
  return {
    items, counts, count, keep, drop,
    filterOf: (view: View) => wholeFilter(view.filter),
    at: (filter: HazardFilter) => items.value.find((view) => same(wholeFilter(view.filter), filter)),
  }
}
export type Views = ReturnType<typeof useViews>
