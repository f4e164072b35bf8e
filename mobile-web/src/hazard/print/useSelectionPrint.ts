import { computed, nextTick, onScopeDispose, ref, shallowRef } from 'vue'
import type { Hazard } from '../../../../server/contract/hazard.ts'
import { fetchHazard } from '../../api/hazards.ts'
import { loadCategories } from '../../checklist/checklists.ts'
import { loadSchools } from '../../school/schools.ts'
import { picturesIn } from './images.ts'
import { readEach } from './reading.ts'
import { printAs } from './print-as.ts'

/** More is a pile that nobody reads, and more pictures than a phone can hold. */
export const MAX_PRINTED = 100

/** `reading`, `pictures`: on the way to paper; `ready`: something is missing, and a person decides; `printed`: the browser was asked to. */
type PrintStep = 'reading' | 'pictures' | 'ready' | 'printed'

/** Brings the whole records of a selection onto paper: what can be read is laid out with its pictures, what cannot keeps its reason. */
export function useSelectionPrint(ids: readonly string[], name: () => string, paper: () => HTMLElement | null | undefined) {
  const step = ref<PrintStep>('reading')
  const progress = ref({ done: 0, total: ids.length })
  const read = shallowRef<ReadonlyMap<string, Hazard>>(new Map())
  const refused = shallowRef<ReadonlyMap<string, unknown>>(new Map())
  /** How many pictures of a hazard did not come. */
  const bare = shallowRef<ReadonlyMap<string, number>>(new Map())
  /** The cut-off: nothing on the paper is older. */
  const at = new Date()
  const pulled = new AbortController()
  const hazards = computed(() => ids.flatMap((id) => read.value.get(id) ?? []))
  const whole = computed(() => refused.value.size === 0 && bare.value.size === 0)

  /** What is not there yet, so that asking again asks for little; printed at once when nothing is missing. */
  async function gather(): Promise<void> {
    await Promise.all([readAll(), loadSchools().catch(() => {}), loadCategories().catch(() => {})])
    if (pulled.signal.aborted) return
    await loadPictures()
    if (pulled.signal.aborted) return
    step.value = 'ready'
    if (whole.value) await print()
  }

  async function readAll(): Promise<void> {
    const [found, lost] = [new Map(read.value), new Map<string, unknown>()]
    step.value = 'reading'
    progress.value = { done: found.size, total: ids.length }
    await readEach(ids.filter((id) => !found.has(id)), (id) => fetchHazard(id, pulled.signal), (id, outcome) => {
      if ('value' in outcome) found.set(id, outcome.value)
      else lost.set(id, outcome.error)
      progress.value = { done: found.size + lost.size, total: ids.length }
    })
    read.value = found
    refused.value = lost
  }

  async function loadPictures(): Promise<void> {
    step.value = 'pictures'
    await nextTick()
    const images = [...paper()?.querySelectorAll<HTMLImageElement>('img[data-print]') ?? []]
    const missing = await picturesIn(images, (done) => { progress.value = { done, total: images.length } })
    const counts = new Map<string, number>()
    for (const { dataset } of missing) counts.set(dataset['print']!, (counts.get(dataset['print']!) ?? 0) + 1)
    bare.value = counts
  }

  async function print(): Promise<void> {
    step.value = 'printed'
    await nextTick()
    printAs(name())
  }

  onScopeDispose(() => pulled.abort())
  return { step, progress, hazards, refused, bare, at, gather, print }
}
