import { onScopeDispose, readonly, ref } from 'vue'
import { newId } from '../api/ids.ts'
import type { Saved } from '../api/files.ts'
import { fetchLedger, fetchLedgerProgress, type LedgerAsked } from '../api/ledger.ts'
import { ApiProblem } from '../api/problem.ts'
import { saveFile } from '../ui/save-file.ts'

export type ExportState =
  | { step: 'ready' }
  | { step: 'running'; rows: number; total: number | null }
  | { step: 'saved'; name: string; missing: readonly string[] }
  | { step: 'failed'; error: unknown }

const ASK_EVERY_MS = 800

/** One export at a time: asks for the file, asks beside it how far it is, and saves it. */
export function useLedgerExport(save: (saved: Saved) => void = saveFile) {
  const state = ref<ExportState>({ step: 'ready' })
  let pulled: AbortController | undefined

  async function start(asked: Omit<LedgerAsked, 'id'>): Promise<void> {
    pulled?.abort()
    const mine = pulled = new AbortController()
    const id = newId()
    state.value = { step: 'running', rows: 0, total: null }
    const asking = setInterval(() => void ask(id, mine), ASK_EVERY_MS)
    try {
      const saved = await fetchLedger({ ...asked, id }, mine.signal)
      save(saved)
      const missing = asked.ids ? await fetchLedgerProgress(id, mine.signal).then((found) => found.missing, () => []) : []
      state.value = { step: 'saved', name: saved.name, missing }
    } catch (error) {
      if (!mine.signal.aborted) state.value = { step: 'failed', error }
    } finally {
      clearInterval(asking)
    }
  }

  /** Before the first row nobody knows of it yet; that is no failure, and neither is an answer that does not come. */
  async function ask(id: string, mine: AbortController): Promise<void> {
    try {
      const { rows, total } = await fetchLedgerProgress(id, mine.signal)
      if (state.value.step === 'running' && pulled === mine) state.value = { step: 'running', rows, total }
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'not-signed-in') mine.abort()
    }
  }

  function cancel(): void {
    pulled?.abort()
    state.value = { step: 'ready' }
  }

  onScopeDispose(() => pulled?.abort())
  return { state: readonly(state), start, cancel }
}
