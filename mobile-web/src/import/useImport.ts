import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { fetchImport, mapImport, runImport, undoImport, type ImportedFile, type Mapping } from '../api/imports.ts'
import { ApiProblem } from '../api/problem.ts'

const ASK_EVERY_MS = 1_000

/** One import: where it is, and the step that is on its way. While the server works on it, it is asked how far it is. */
export function useImport(id: () => string) {
  const file = shallowRef<ImportedFile | null>(null)
  const loadError = shallowRef<unknown>(null)
  const stepError = shallowRef<unknown>(null)
  const busy = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false

  async function load(): Promise<void> {
    clearTimeout(timer)
    const asked = id()
    try {
      const found = await fetchImport(asked)
      if (asked === id()) file.value = found
      loadError.value = null
    } catch (error) {
      loadError.value = error
    }
    if (!over && working(file.value)) timer = setTimeout(() => void load(), ASK_EVERY_MS)
  }

  async function step(run: () => Promise<ImportedFile>): Promise<boolean> {
    busy.value = true
    stepError.value = null
    try {
      file.value = await run()
      return true
    } catch (error) {
      stepError.value = error
      // What stands in the way of an undo comes with the refusal.
      if (error instanceof ApiProblem && error.code === 'import-acted-on' && error.current) file.value = error.current as unknown as ImportedFile
      if (error instanceof ApiProblem && error.code === 'import-moved-on') await load()
      return false
    } finally {
      busy.value = false
      if (working(file.value)) void load()
    }
  }

  watch(id, () => { file.value = null; void load() }, { immediate: true })
  onScopeDispose(() => { over = true; clearTimeout(timer) })

  return {
    file, loadError, stepError, busy, load,
    map: (mapping: Mapping) => step(() => mapImport(id(), mapping)),
    run: () => step(() => runImport(id())),
    undo: () => step(() => undoImport(id())),
  }
}

const working = (file: ImportedFile | null) => file?.state === 'running' || file?.state === 'undoing'
