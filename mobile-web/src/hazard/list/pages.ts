import { computed, onUnmounted, ref, shallowRef, watch } from 'vue'
import type { z } from 'zod'
import type { HazardSummary, person } from '../../../../server/contract/hazard.ts'
import { fetchHazards, type ListFilters } from '../../api/hazards.ts'
import { me } from '../../session.ts'
import { partsOf } from './filter.ts'

export type Person = z.infer<typeof person>
interface Kept { asked: string; items: readonly HazardSummary[]; next: Place | null; people: ReadonlyMap<string, Person>; at: Date }

/** The last long list of this visit: coming back from a hazard's page finds the same rows in the same place. */
let kept: Kept | null = null

const PAGE = 50
const LONGEST_PAGE = 100

/** Where the next page begins: in which part, and after which row of it. */
interface Place { part: number; cursor: string | null }

const START: Place = { part: 0, cursor: null }
interface Read { items: HazardSummary[]; people: Person[]; next: Place | null }

/**
 * Hazards page by page. `asked` says what is wanted now and is followed; null asks for nothing (every state switched off).
 * A refresh replaces as many rows as there are, so that nobody loses the place in the list.
 * By urgency, what waits for a recheck comes after everything that a school still has to do: it can no longer be late.
 */
export function usePages(asked: () => ListFilters | null, keep = false) {
  const items = shallowRef<readonly HazardSummary[]>([])
  const people = shallowRef<ReadonlyMap<string, Person>>(new Map())
  const next = ref<Place | null>(null)
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

  function take(got: Read, before: readonly HazardSummary[]) {
    const known = new Set(before.map(({ id }) => id))
    items.value = [...before, ...got.items.filter(({ id }) => !known.has(id))]
    people.value = new Map([...people.value, ...got.people.map((one) => [one.id, one] as const)])
    next.value = got.next
    fetchedAt.value = new Date()
  }

  function start() {
    const wanted = asked()
    items.value = []
    next.value = null
    fetchedAt.value = null
    if (!wanted) { pulled.abort(); loading.value = false; fetchedAt.value = new Date(); return }
    void run(async (signal) => take(await read(wanted, START, PAGE, signal), []))
  }

  async function loadMore() {
    const wanted = asked()
    const from = next.value
    if (!wanted || !from || loading.value) return
    await run(async (signal) => take(await read(wanted, from, PAGE, signal), items.value))
  }

  /** The same rows anew, shown together once all are there. */
  async function refresh() {
    const wanted = asked()
    if (!wanted || loading.value) return
    await run(async (signal) => take(await read(wanted, START, Math.max(items.value.length, 1), signal), []))
  }

  const remember = () => {
    kept = { asked: key(), items: items.value, next: next.value, people: people.value, at: fetchedAt.value ?? new Date() }
  }

  function begin() {
    if (!keep || kept?.asked !== key()) return start()
    items.value = kept.items
    next.value = kept.next
    people.value = kept.people
    fetchedAt.value = kept.at
    void refresh()
  }

  begin()
  watch(key, start)
  onUnmounted(() => pulled.abort())
  return { items, people, more: computed(() => next.value !== null), loading, error, fetchedAt, loadMore, refresh, start }
}

/** At least `target` rows from `from` on, or all there are: a part that ends early is followed by the next. */
async function read(wanted: ListFilters, from: Place, target: number, signal: AbortSignal): Promise<Read> {
  const parts = partsOf(wanted)
  const got: Read = { items: [], people: [], next: from }
  while (got.next && got.items.length < target) {
    const { part, cursor } = got.next
    const limit = Math.min(LONGEST_PAGE, Math.max(PAGE, target - got.items.length))
    const page = await fetchHazards({ ...parts[part], cursor: cursor ?? undefined, limit }, signal)
    got.items.push(...page.items)
    got.people.push(...page.people)
    got.next = page.nextCursor ? { part, cursor: page.nextCursor } : part + 1 < parts.length ? { part: part + 1, cursor: null } : null
  }
  return got
}
