import { computed, onUnmounted, shallowRef, watch, type Ref } from 'vue'
import { OWN_LISTS } from '../../../../server/contract/enumerations.ts'
import type { HazardMap } from '../../../../server/contract/map.ts'
import type { HazardCount } from '../../../../server/contract/view.ts'
import { countHazards, fetchMap } from '../../api/hazards.ts'
import { me } from '../../session.ts'
import { today } from '../../words/dates.ts'
import { t } from '../../words/t.ts'
import { listFiltersOf, narrowingOf, NO_FILTER, type HazardFilter } from './filter.ts'
import { countOf, tabFigures, tabNarrowing, tabsFor, type TabFigures } from './tabs.ts'

/** 4,998, or 5,000+ where nobody counted on. */
export const countWords = ({ count, more }: HazardCount): string => (more ? t('list.more', { n: count.toLocaleString('en') }) : String(count))

/**
 * The figures of the tabs, which are the map's; those of a person's own lists, and the sum of a list that the map does not
 * know, are counted for themselves. They are an extra: without an answer the tabs stand as they were.
 */
export function useFigures(filter: Ref<HazardFilter>) {
  const map = shallowRef<HazardMap | null>(null)
  const own = shallowRef<TabFigures>({})
  const counted = shallowRef<HazardCount | null>(null)
  let pulled = new AbortController()
  const asked = () => JSON.stringify([narrowingOf(tabNarrowing(filter.value), today()), filter.value.schoolId])
  const listed = () => JSON.stringify(listFiltersOf(filter.value, today()))
  const ownTabs = () => OWN_LISTS.filter((list) => tabsFor(me.value).includes(list))

  async function count() {
    pulled.abort()
    const mine = pulled = new AbortController()
    const narrowing = tabNarrowing(filter.value)
    const found = await fetchMap(narrowingOf(narrowing, today()), mine.signal).catch(() => null)
    if (mine.signal.aborted) return
    if (found) map.value = found
    void countList(mine.signal)
    for (const list of ownTabs()) {
      const one = await countHazards(listFiltersOf({ ...narrowing, q: '', states: NO_FILTER.states, list }, today()), mine.signal).catch(() => null)
      if (mine.signal.aborted) return
      if (one) own.value = { ...own.value, [list]: countWords(one) }
    }
  }

  /** Only what the map's figures do not say. */
  async function countList(signal?: AbortSignal) {
    const wanted = listed()
    if (filter.value.states.length === 0 || (map.value && countOf(map.value, filter.value) !== null)) return void (counted.value = null)
    const found = await countHazards(listFiltersOf(filter.value, today()), signal).catch(() => null)
    if (found && wanted === listed()) counted.value = found
  }

  watch(asked, () => { [map.value, own.value] = [null, {}]; void count() }, { immediate: true })
  watch(listed, () => { counted.value = null; if (map.value) void countList(pulled.signal) })
  onUnmounted(() => pulled.abort())
  return {
    tabs: computed<TabFigures>(() => ({ ...(map.value ? tabFigures(map.value, filter.value) : {}), ...own.value })),
    total: computed(() => (map.value ? countOf(map.value, filter.value) : null) ?? (counted.value && !counted.value.more ? counted.value.count : null)),
    /** In words where the sum is known no better than "more than". */
    beyond: computed(() => (counted.value?.more ? countWords(counted.value) : null)),
    count,
  }
}
