import { computed, nextTick, onMounted, onUnmounted, ref, shallowRef, watch } from 'vue'
import type { Severity } from '../../../../server/contract/enumerations.ts'
import { newId } from '../../api/ids.ts'
import { checklistItem, loadCategories } from '../../checklist/checklists.ts'
import { dropReportDraft, turnIntoComment } from '../../offline/drafts.ts'
import { habitsOf, noHabits } from '../../offline/habits.ts'
import { actionKeyOf, freshActionDraft, type ReportDraft } from '../../offline/kept.ts'
import { dropPhotos } from '../../offline/photos.ts'
import { isOfSchool, loadSettings, me, settings } from '../../session.ts'
import { say } from '../../ui/toast.ts'
import { today } from '../../words/dates.ts'
import { t } from '../../words/t.ts'
import { usePhotos } from '../photo/usePhotos.ts'
import { dismissSending, keepSending, reopenRefused, sendings, sendReport } from '../sending/sendings.ts'
import { missingFaults, refusalFaults, type Faults } from './faults.ts'
import { FIELDS, missingFields, type Field } from './missing.ts'
import { daysAllowed, proposedDueOn, type DeadlineDays } from './proposal.ts'
import { useSimilar } from './useSimilar.ts'
import { useReportDraft } from './useReportDraft.ts'
import { useSchoolPicker } from './useSchoolPicker.ts'

/** What the law's usual practice allows, until the installation's own figures are here. */
const USUAL_DAYS: DeadlineDays = { general: 15, serious: 7, major: 1 }
const UNDO_MS = 5_000

/** The form from the first tap to the receipt; the page only draws it. */
export function useReport() {
  const accountId = me.value!.id
  const { draft, kept, load, change: put, prefill, startAfresh, lookAgain, settled } = useReportDraft(accountId)
  const habits = shallowRef(noHabits(accountId))
  const faults = ref<Faults>({})
  const ready = ref(false)
  const submitting = ref(false)
  const sentId = ref<string | null>(null)

  const change = (fields: Partial<ReportDraft>) => {
    put(fields)
    clearFaults()
  }
  const photos = usePhotos({ owner: () => draft.value.hazardId, ids: () => draft.value.photoIds, change: (photoIds) => change({ photoIds }) })
  const similar = useSimilar(draft)
  const turning = ref<string | null>(null)
  const picker = useSchoolPicker(draft, habits, { change, prefill })

  const item = computed(() => (draft.value.checklistItem ? checklistItem(draft.value.checklistItem) ?? null : null))
  const days = computed<DeadlineDays>(() => ({ ...USUAL_DAYS, ...settings.value?.deadlineDays }))
  const proposed = computed(() => proposedDueOn(today(), daysAllowed(draft.value.severity ?? 'general', item.value, days.value)))
  const sent = computed(() => (sentId.value ? sendings.value.get(sentId.value) : undefined))

  /** A message goes as soon as its field is no longer empty; what the server said goes at the next change. */
  function clearFaults(): void {
    if (Object.keys(faults.value).length === 0) return
    const missing = new Set<string>(missingFields(draft.value))
    faults.value = Object.fromEntries(Object.entries(faults.value).filter(([field]) => missing.has(field)))
  }

  const chooseCategory = (category: string) => change({ category, checklistItem: null })
  const chooseSeverity = (severity: Severity) => { if (severity !== draft.value.severity) change({ severity, dueOn: null, dueReason: '' }) }
  const chooseItem = (code: string | null) => change({
    checklistItem: code, dueOn: null, dueReason: '', ...(code ? { severity: checklistItem(code)?.defaultSeverity ?? draft.value.severity } : {}),
  })

  async function submit(): Promise<void> {
    if (submitting.value) return
    submitting.value = true
    await photosReady()
    const missing = missingFields(draft.value)
    faults.value = missingFaults(missing)
    if (missing.length > 0) await goTo(missing[0]!)
    else await send()
    submitting.value = false
  }

  async function send(): Promise<void> {
    const report = draft.value
    await settled()
    await sendReport(report, report.dueOn ?? proposed.value)
    sentId.value = report.hazardId
    await startAfresh()
    photos.forget()
    scrollTo({ top: 0 })
  }

  /** 就是这一条: what was typed and shot goes over into a comment on that hazard, where it is looked at once more and sent. */
  async function same(hazardId: string): Promise<boolean> {
    if (turning.value) return false
    turning.value = hazardId
    await photosReady()
    const report = draft.value
    const [spot, description] = [report.spot.trim(), report.description.trim()]
    const words = spot && description ? t('report.similar.joined', { spot, description }) : spot || description
    await settled()
    const kept = await turnIntoComment(report, words, freshActionDraft(actionKeyOf(accountId, hazardId, 'comment'), newId())).then(() => true, () => false)
    if (kept) {
      await startAfresh()
      photos.forget()
    } else faults.value = { whole: t('report.similar.notKept') }
    turning.value = null
    return kept
  }

  const photosReady = () => new Promise<void>((resolve) => {
    const stop = watch(photos.preparing, (left) => {
      if (left > 0) return
      resolve()
      void nextTick(() => stop())
    }, { immediate: true })
  })

  /** The server would not take the words: back to the form, as it was, with the reason where it belongs. */
  watch(() => sent.value?.words, async (words) => {
    const view = sent.value
    if (words !== 'refused' || !view) return
    const problem = view.sending.refused
    if (!await reopenRefused(view.sending.hazardId)) return
    sentId.value = null
    await restore()
    faults.value = problem ? refusalFaults(problem) : {}
    const first = FIELDS.find((field) => faults.value[field])
    await goTo(first ?? (faults.value.deadline ? 'deadline' : 'description'))
  })

  async function restore(): Promise<void> {
    await load()
    // A date set by hand some days ago may have passed meanwhile; the rule's own is always right.
    if (draft.value.dueOn && draft.value.dueOn < today()) change({ dueOn: null, dueReason: '' })
    await photos.restore()
    faults.value = {}
  }

  async function again(): Promise<void> {
    if (sentId.value) dismissSending(sentId.value)
    sentId.value = null
    habits.value = await habitsOf(accountId).catch(() => habits.value)
    picker.fillIn()
    scrollTo({ top: 0 })
  }

  /** Throws the draft away, with five seconds to think better of it. */
  async function clear(): Promise<void> {
    const old = draft.value
    await startAfresh()
    faults.value = {}
    const forGood = setTimeout(() => {
      if (draft.value.hazardId === old.hazardId) return
      // Whatever was kept since stands in the old draft's place; what is on the screen stays as it is.
      if (draft.value.savedAt === 0) void dropReportDraft(old).catch(() => {})
      void dropPhotos(old.photoIds).catch(() => {})
    }, UNDO_MS + 500)
    say(t('report.cleared'), () => {
      clearTimeout(forGood)
      change(old)
    })
    picker.fillIn()
  }

  const onVisible = () => void lookAgain().then((changed) => { if (changed) void photos.restore() })
  onMounted(async () => {
    keepSending()
    document.addEventListener('visibilitychange', onVisible)
    habits.value = await habitsOf(accountId).catch(() => habits.value)
    await restore()
    ready.value = true
    void loadCategories().catch(() => {})
    void loadSettings().catch(() => {})
    await picker.load()
  })
  onUnmounted(() => {
    document.removeEventListener('visibilitychange', onVisible)
    if (sentId.value) dismissSending(sentId.value)
  })

  return {
    draft, kept, habits, photos, picker, item, days, proposed, faults, ready, submitting, sent, selfCheck: isOfSchool,
    similar, turning, same, change, chooseCategory, chooseSeverity, chooseItem, submit, again, clear, restore,
  }
}

/** Scrolls to a field and puts the focus where it can be filled. */
async function goTo(field: Field | 'deadline'): Promise<void> {
  await nextTick()
  const place = document.querySelector<HTMLElement>(`[data-field="${field}"]`)
  const control = place?.matches('button, input, textarea') ? place : place?.querySelector<HTMLElement>('button, input:not([tabindex="-1"]), textarea')
  place?.scrollIntoView({ block: 'center' })
  control?.focus({ preventScroll: true })
}
