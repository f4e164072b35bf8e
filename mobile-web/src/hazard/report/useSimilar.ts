import { computed, onUnmounted, shallowRef, watch, type Ref } from 'vue'
import type { SimilarHazards, SimilarRequest } from '../../../../server/contract/hazard.ts'
import { fetchSimilar } from '../../api/hazards.ts'
import type { ReportDraft } from '../../offline/kept.ts'

export type Similar = SimilarHazards['items'][number]

const QUIET_MS = 700

/** What is asked of the server about a report being written; nothing before there is anything to compare. */
export function similarRequestOf({ schoolId, category, spot, description, location }: ReportDraft): SimilarRequest | null {
  const [where, what] = [spot.trim(), description.trim()]
  if (!schoolId || !category || (where.length < 2 && what.length < 4 && !location)) return null
  return { schoolId, category, ...(where && { spot: where }), ...(what && { description: what }), ...(location && { location }) }
}

/** The hazards that the report in the form may repeat, looked for while it is written. Without an answer there is no hint. */
export function useSimilar(draft: Ref<ReportDraft>) {
  const found = shallowRef<readonly Similar[]>([])
  const asked = computed(() => JSON.stringify(similarRequestOf(draft.value)))
  let pulled = new AbortController()
  let waiting: ReturnType<typeof setTimeout> | undefined

  async function look(request: SimilarRequest) {
    const mine = pulled = new AbortController()
    const items = await fetchSimilar(request, mine.signal).catch(() => null)
    if (items && !mine.signal.aborted) found.value = items
  }

  watch(asked, (wanted) => {
    pulled.abort()
    clearTimeout(waiting)
    const request = JSON.parse(wanted) as SimilarRequest | null
    if (!request) return void (found.value = [])
    waiting = setTimeout(() => void look(request), QUIET_MS)
  }, { immediate: true })
  onUnmounted(() => { pulled.abort(); clearTimeout(waiting) })
  return found
}
