import { computed, onUnmounted, ref, shallowRef, watch, type Ref } from 'vue'
import type { HazardMap } from '../../../server/contract/map.ts'
import { fetchHazards, fetchMap } from '../api/hazards.ts'
import { narrowingOf, type HazardFilter } from '../hazard/list/filter.ts'
import { today } from '../words/dates.ts'
import { MAP_STATES, pointsOf, totalsOf, type MapState } from './map-points.ts'

/** As many schools as one request may name. */
export const MOST_SCHOOLS = 100

/** The figures behind the map: fetched when the narrowing changes, kept on the page when a later fetch fails. */
export function useDistrict(filter: Ref<HazardFilter>) {
  const map = shallowRef<HazardMap | null>(null)
  const days = shallowRef<ReadonlyMap<string, number>>(new Map())
  const error = shallowRef<unknown>(null)
  const loading = ref(false)
  const fetchedAt = shallowRef<Date | null>(null)
  let pulled = new AbortController()

  const narrowing = computed(() => narrowingOf(filter.value, today()))
  const shown = computed(() => ({
    states: new Set(MAP_STATES.filter((state) => filter.value.states.includes(state))) as ReadonlySet<MapState>,
    closed: filter.value.states.includes('closed'),
  }))
  const points = computed(() => (map.value ? pointsOf(map.value, shown.value) : []))
  const figures = computed(() => (map.value ? totalsOf(map.value, shown.value.states) : null))

  async function load() {
    pulled.abort()
    const mine = pulled = new AbortController()
    loading.value = true
    try {
      map.value = await fetchMap(narrowing.value, mine.signal)
      fetchedAt.value = new Date()
      error.value = null
      await countDays(mine.signal)
    } catch (thrown) {
      if (!mine.signal.aborted) error.value = thrown
    } finally {
      if (mine === pulled) loading.value = false
    }
  }

  /** How late a school's only late hazard is stands in its octagon. Without an answer there is "!", so a failure is not told. */
  async function countDays(signal: AbortSignal) {
    const alone = map.value!.schools.filter(({ overdue }) => overdue === 1).map(({ schoolId }) => schoolId).slice(0, MOST_SCHOOLS)
    if (alone.length === 0) return
    const page = await fetchHazards({ ...narrowing.value, state: ['overdue'], schoolId: alone, limit: MOST_SCHOOLS }, signal).catch(() => null)
    if (page && !signal.aborted) days.value = new Map(page.items.map(({ schoolId, daysLeft }) => [schoolId, -daysLeft]))
  }

  watch(() => JSON.stringify(narrowing.value), load, { immediate: true })
  onUnmounted(() => pulled.abort())
  return { map, points, shown, figures, days, error, loading, fetchedAt, narrowing, load }
}
