import { computed, onUnmounted, shallowRef, watch, type Ref } from 'vue'
import type { HazardMap } from '../../../../server/contract/map.ts'
import { fetchMap } from '../../api/hazards.ts'
import { today } from '../../words/dates.ts'
import { narrowingOf, type HazardFilter } from './filter.ts'
import { countOf, tabFigures, tabNarrowing, type TabFigures } from './tabs.ts'

/** The figures of the tabs, which are the map's. They are an extra: without an answer the tabs stand as they were. */
export function useFigures(filter: Ref<HazardFilter>) {
  const map = shallowRef<HazardMap | null>(null)
  let pulled = new AbortController()
  const asked = () => JSON.stringify(narrowingOf(tabNarrowing(filter.value), today()))

  async function count() {
    pulled.abort()
    const mine = pulled = new AbortController()
    const found = await fetchMap(narrowingOf(tabNarrowing(filter.value), today()), mine.signal).catch(() => null)
    if (found) map.value = found
  }

  watch(asked, () => { map.value = null; void count() }, { immediate: true })
  onUnmounted(() => pulled.abort())
  return {
    tabs: computed<TabFigures>(() => (map.value ? tabFigures(map.value, filter.value) : {})),
    total: computed(() => (map.value ? countOf(map.value, filter.value) : null)),
    count,
  }
}
