import { computed, onUnmounted, ref, shallowRef } from 'vue'

interface Page<T> {
  items: T[]
  nextCursor: string | null
}

/**
 * A list that is fetched by keyset: first page, then more on demand. What was fetched stays when a later page fails.
 * A newer question makes the answer to an older one void.
 */
export function usePages<T, P extends Page<T> = Page<T>>(fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<P>) {
  const items = shallowRef<T[]>([])
  const cursor = ref<string | null>(null)
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const busy = ref(false)
  const error = shallowRef<unknown>(null)
  let asking: AbortController | null = null

  async function ask(from: string | undefined): Promise<P | null> {
    asking?.abort()
    const mine = asking = new AbortController()
    busy.value = true
    error.value = null
    try {
      const page = await fetchPage(from, mine.signal)
      if (mine.signal.aborted) return null
      items.value = from ? [...items.value, ...page.items] : page.items
      cursor.value = page.nextCursor
      state.value = 'ready'
      return page
    } catch (reason) {
      if (mine.signal.aborted) return null
      error.value = reason
      if (!items.value.length) state.value = 'failed'
      return null
    } finally {
      if (asking === mine) busy.value = false
    }
  }

  /** Asks from the start; `keep` leaves the old rows standing until the answer is there. */
  function load(keep = false): Promise<P | null> {
    if (!keep) { items.value = []; cursor.value = null; state.value = 'loading' }
    return ask(undefined)
  }
  const more = () => (cursor.value && !busy.value ? ask(cursor.value) : Promise.resolve(null))
  onUnmounted(() => asking?.abort())

  return { items, state, busy, error, hasMore: computed(() => cursor.value !== null), load, more }
}
