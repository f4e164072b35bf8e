import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { addressOf, filterOf, type HazardFilter } from './filter.ts'

const FILTER_NAMES = ['q', 'list', 'state', 'severity', 'category', 'schoolId', 'period', 'receivedFrom', 'receivedTo', 'sort']

/** The filter lives in the address: a link, a reload and the way back all find it. What else is in the address stays. */
export function useAddressFilter() {
  const route = useRoute()
  const router = useRouter()
  const filter = computed(() => filterOf(route.query))
  const rest = () => Object.fromEntries(Object.entries(route.query).filter(([name]) => !FILTER_NAMES.includes(name)))
  const change = (next: Partial<HazardFilter>) => router.replace({ query: { ...rest(), ...addressOf({ ...filter.value, ...next }) }, hash: route.hash })
  return { filter, change }
}
