import { onMounted, onUnmounted, shallowRef, watch } from 'vue'
import type { Hazard } from '../../../../server/contract/hazard.ts'
import { loadCategories } from '../../checklist/checklists.ts'
import { fetchHazard } from '../../api/hazards.ts'
import { ApiProblem } from '../../api/problem.ts'
import { loadSchools } from '../../school/schools.ts'

/** One hazard as it stands, fetched anew whenever the page comes back into sight; what is shown stays while it is fetched. */
export function useRecord(id: () => string) {
  const hazard = shallowRef<Hazard | null>(null)
  const error = shallowRef<unknown>(null)
  let pulled = new AbortController()

  async function load(): Promise<void> {
    pulled.abort()
    const mine = pulled = new AbortController()
    try {
      hazard.value = await fetchHazard(id(), mine.signal)
      error.value = null
    } catch (thrown) {
      if (mine.signal.aborted) return
      error.value = thrown
      // A hazard that left the reader's scope is not shown any longer; a lost network takes nothing away.
      if (thrown instanceof ApiProblem && thrown.code === 'not-found') hazard.value = null
    }
  }

  const onVisible = () => { if (!document.hidden) void load() }
  watch(id, () => {
    hazard.value = null
    error.value = null
    void load()
  }, { immediate: true })
  onMounted(() => {
    document.addEventListener('visibilitychange', onVisible)
    void loadSchools().catch(() => {})
    void loadCategories().catch(() => {})
  })
  onUnmounted(() => {
    pulled.abort()
    document.removeEventListener('visibilitychange', onVisible)
  })
  return { hazard, error, load }
}
