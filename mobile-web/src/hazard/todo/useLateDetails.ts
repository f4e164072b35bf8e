import { onUnmounted, shallowRef, watch } from 'vue'
import type { Hazard, HazardSummary } from '../../../../server/contract/hazard.ts'
import { fetchHazard } from '../../api/hazards.ts'

/** Late ones say why they wait and what comes next, which only the whole record knows. Fetched for the first few alone. */
const AT_MOST = 10

export function useLateDetails(late: () => readonly HazardSummary[]) {
  const details = shallowRef<ReadonlyMap<string, Hazard>>(new Map())
  const pulled = new AbortController()

  watch(late, async (now) => {
    for (const { id, version } of now.slice(0, AT_MOST)) {
      if (details.value.get(id)?.version === version) continue
      const hazard = await fetchHazard(id, pulled.signal).catch(() => null)
      if (pulled.signal.aborted) return
      if (hazard) details.value = new Map(details.value).set(id, hazard)
    }
  }, { immediate: true })
  onUnmounted(() => pulled.abort())
  return details
}
