import { computed, shallowRef, watch } from 'vue'
import type { HazardSummary } from '../../../../server/contract/hazard.ts'

/**
 * The rows that are ticked, by id, so that a refresh keeps them and shows them as they stand now. Another list begins with
 * none: what nobody sees any more is not acted upon.
 */
export function useSelection(items: () => readonly HazardSummary[], list: () => string) {
  const chosen = shallowRef<ReadonlyMap<string, HazardSummary>>(new Map())
  let last: string | null = null

  /** One row on or off; with Shift every row from the one ticked before. */
  function toggle(id: string, through = false): void {
    const rows = items()
    const [from, to] = [rows.findIndex((row) => row.id === last), rows.findIndex((row) => row.id === id)]
    const on = !chosen.value.has(id)
    set(through && from >= 0 ? rows.slice(Math.min(from, to), Math.max(from, to) + 1) : rows.filter((row) => row.id === id), on)
    last = id
  }

  function set(rows: readonly HazardSummary[], on: boolean): void {
    const next = new Map(chosen.value)
    for (const row of rows) if (on) next.set(row.id, row); else next.delete(row.id)
    chosen.value = next
  }

  const all = computed(() => items().length > 0 && items().every(({ id }) => chosen.value.has(id)))
  /** In the order of the list; what has left it since comes last. */
  const rows = computed(() => {
    const here = items().map(({ id }) => id).filter((id) => chosen.value.has(id))
    return [...new Set([...here, ...chosen.value.keys()])].map((id) => chosen.value.get(id)!)
  })
  const clear = () => { [chosen.value, last] = [new Map(), null] }

  watch(list, clear)
  watch(items, (rows) => {
    const fresh = rows.filter(({ id }) => chosen.value.has(id))
    if (fresh.length > 0) set(fresh, true)
  })
  return { chosen, rows, all, toggle, clear, toggleAll: () => set(items(), !all.value), drop: (ids: readonly string[]) => { chosen.value = new Map([...chosen.value].filter(([id]) => !ids.includes(id))) } }
}
export type Selection = ReturnType<typeof useSelection>
