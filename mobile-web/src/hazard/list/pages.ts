import { onUnmounted, ref, shallowRef, watch } from 'vue'
import type { z } from 'zod'
import type { HazardSummary, person } from '../../../../server/contract/hazard.ts'
import { fetchHazards, type HazardPage, type ListFilters } from '../../api/hazards.ts'
import { me } from '../../session.ts'

export type Person = z.infer<typeof person>
interface Kept { asked: string; items: readonly HazardSummary[]; cursor: string | null; people: ReadonlyMap<string, Person>; at: Date }

/** The last long list of this visit: coming back from a hazard's page finds the same rows in the same place. */
let kept: Kept | null = null

const PAGE = 50
const LONGEST_PAGE = 100

/**
 * Hazards page by page. `asked` says what is wanted now and is followed; null asks for nothing (every state switched off).
 * A refresh replaces as many rows as there are, so that nobody loses the place in the list.
 */
export function usePages(asked: () => ListFilters | null, keep = false) {
  const items = shallowRef<readonly HazardSummary[]>([])
  const people = shallowRef<ReadonlyMap<string, Person>>(new Map())
  const cursor = ref<string | null>(null)
  const loading = ref(false)
  const error = shallowRef<unknown>(null)
  /** When the rows shown were fetched; null until the first answer. */
  const fetchedAt = shallowRef<Date | null>(null)
  let pulled = new AbortController()

  /** Whose list it is belongs to what was asked: the next person at this screen is shown nothing of the last. */
  const key = () => JSON.stringify([me.value?.id, asked()])

  /** Runs one fetch; what was asked before it no longer matters. */
  async function run(fetching: (signal: AbortSignal) => Promise<void>) {
    pulled.abort()
    const mine = pulled = new AbortController()
    loading.value = true
    error.value = null
    try {
      await fetching(mine.signal)
      if (keep) remember()
    } catch (thrown) {
      if (!mine.signal.aborted) error.value = thrown
    } finally {
      if (mine === pulled) loading.value = false
    }
  }

  function take(page: HazardPage, before: readonly HazardSummary[]) {
    const known = new Set(before.map(({ id }) => id))
    items.value = [...before, ...page.items.filter(({ id }) => !known.has(id))]
    people.value = new Map([...people.value, ...page.people.map((one) => [one.id, one] as const)])
    cursor.value = page.nextCursor
    fetchedAt.value = new Date()
  }

  function start() {
    const wanted = asked()
    items.value = []
    cursor.value = null
    fetchedAt.value = null
    if (!wanted) { pulled.abort(); loading.value = false; fetchedAt.value = new Date(); return }
    void run(async (signal) => take(await fetchHazards({ ...wanted, limit: PAGE }, signal), []))
  }

  async function loadMore() {
    const wanted = asked()
    if (!wanted || !cursor.value || loading.value) return
    await run(async (signal) => take(await fetchHazards({ ...wanted, cursor: cursor.value!, limit: PAGE }, signal), items.value))
  }

  /** The same rows anew, in as few pages as it takes, shown together once all are there. */
  async function refresh() {
    const wanted = asked()
    if (!wanted || loading.value) return
    const target = Math.max(items.value.length, 1)
    await run(async (signal) => {
      const got: HazardPage = { items: [], nextCursor: null, people: [] }
      do {
        const limit = Math.min(LONGEST_PAGE, Math.max(PAGE, target - got.items.length))
        const page = await fetchHazards({ ...wanted, limit, cursor: got.nextCursor ?? undefined }, signal)
        got.items.push(...page.items)
        got.people.push(...page.people)
        got.nextCursor = page.nextCursor
      } while (got.nextCursor && got.items.length < target)
      take(got, [])
    })
  }

  const remember = () => {
    kept = { asked: key(), items: items.value, cursor: cursor.value, people: people.value, at: fetchedAt.value ?? new Date() }
  }

  function begin() {
    if (!keep || kept?.asked !== key()) return start()
    items.value = kept.items
    cursor.value = kept.cursor
    people.value = kept.people
    fetchedAt.value = kept.at
    void refresh()
  }

  begin()
  watch(key, start)
  onUnmounted(() => pulled.abort())
  return { items, people, cursor, loading, error, fetchedAt, loadMore, refresh, start }
}
