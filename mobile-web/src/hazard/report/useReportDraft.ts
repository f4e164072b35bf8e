import { onUnmounted, ref, shallowRef } from 'vue'
import { newId } from '../../api/ids.ts'
import { keepReportDraft, reportDraftOf } from '../../offline/drafts.ts'
import type { ReportDraft } from '../../offline/kept.ts'
import { createLatestWriter, type KeptState } from '../../offline/latest-writer.ts'

/** An empty form. The hazard's id is drawn here, once: whatever is sent later is always the same report. */
export const freshDraft = (accountId: string, now = new Date()): ReportDraft => ({
  accountId, hazardId: newId(), schoolId: null, spot: '', category: null, checklistItem: null, severity: null, description: '',
  dueOn: null, dueReason: '', location: null, foundAt: now.toISOString(), photoIds: [], savedAt: 0,
})

/** The one draft of this person: read at the start, written at every change, and shared by all tabs. */
export function useReportDraft(accountId: string) {
  const draft = shallowRef(freshDraft(accountId))
  const kept = ref<KeptState>('clean')
  const writer = createLatestWriter(keepReportDraft, (state) => { kept.value = state })

  async function load(): Promise<void> {
    const found = await reportDraftOf(accountId).catch(() => undefined)
    if (found) [draft.value, kept.value] = [found, 'kept']
  }

  function change(fields: Partial<ReportDraft>): void {
    // The moment of finding is the first thing done, mostly the first photo, not the opening of the page.
    const foundAt = draft.value.savedAt === 0 ? { foundAt: new Date().toISOString() } : {}
    draft.value = { ...draft.value, ...foundAt, ...fields, savedAt: Date.now() }
    writer.put(draft.value)
  }

  /** Fills in what the page knows by itself: shown, sent if submitted, but no reason to keep a draft. */
  function prefill(fields: Partial<ReportDraft>): void {
    draft.value = { ...draft.value, ...fields }
  }

  /** The form is empty again; what the phone keeps stays until something new is kept or it is dropped. */
  async function startAfresh(): Promise<void> {
    await writer.stop()
    draft.value = freshDraft(accountId)
    kept.value = 'clean'
  }

  /** Another tab may have written on, or sent the report, while this one was out of sight. */
  async function lookAgain(): Promise<boolean> {
    if (document.hidden || kept.value === 'keeping' || kept.value === 'failed') return false
    const found = await reportDraftOf(accountId).catch(() => draft.value)
    if (found && found.savedAt <= draft.value.savedAt) return false
    if (!found && draft.value.savedAt === 0) return false
    draft.value = found ?? freshDraft(accountId)
    kept.value = found ? 'kept' : 'clean'
    return true
  }

  onUnmounted(() => void writer.settled())
  return { draft, kept, load, change, prefill, startAfresh, lookAgain, settled: writer.settled }
}
