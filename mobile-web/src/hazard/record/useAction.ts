import { computed, nextTick, ref, shallowRef } from 'vue'
import type { Action } from '../../../../server/contract/enumerations.ts'
import type { Hazard } from '../../../../server/contract/hazard.ts'
import { actOnHazard } from '../../api/hazards.ts'
import { newId } from '../../api/ids.ts'
import { ApiProblem } from '../../api/problem.ts'
import { actionDraftOf, dropActionDraft, keepActionDraft } from '../../offline/drafts.ts'
import type { ActionDraft } from '../../offline/kept.ts'
import { createLatestWriter } from '../../offline/latest-writer.ts'
import { me } from '../../session.ts'
import { fieldErrors, problemWords } from '../../words/problem-words.ts'
import { t } from '../../words/t.ts'
import { usePhotos } from '../photo/usePhotos.ts'
import { browserTimer } from '../sending/backOff.ts'
import { photoSender } from '../sending/transport.ts'
import { uploadAll } from '../sending/uploadAll.ts'
import type { PhotoStep } from '../sending/uploadQueue.ts'
import { actionRequestOf, freshActionDraft, missingIn, type ActionFault, type ActionField } from './action-form.ts'
import { conflictWords } from './conflict.ts'

const keyOf = (hazardId: string, action: Action) => `${me.value!.id}:${hazardId}:${action}`

interface Options {
  hazard: () => Hazard
  action: () => Action
  /** The receipt is there. */
  done: (action: Action) => void
  /** Somebody else was faster: the record is to be fetched anew, what was typed stays. */
  overtaken: () => Promise<void>
}

/** One action from the first word to the receipt. Its id and all that was typed and shot outlive the page. */
export function useAction({ hazard, action, done, overtaken }: Options) {
  const draft = shallowRef<ActionDraft>(freshActionDraft('', newId()))
  const faults = ref<ActionFault>({})
  const conflict = ref<string | null>(null)
  const busy = ref(false)
  const steps = shallowRef<Record<string, PhotoStep>>({})
  const writer = createLatestWriter(keepActionDraft, () => {})

  function change(fields: Partial<ActionDraft>): void {
    draft.value = { ...draft.value, ...fields, savedAt: Date.now() }
    writer.put(draft.value)
    faults.value = {}
  }
  const photos = usePhotos({ owner: () => draft.value.actionId, ids: () => draft.value.photoIds, change: (photoIds) => change({ photoIds }) })
  const sentCount = computed(() => draft.value.photoIds.filter((id) => steps.value[id]?.at === 'sent').length)

  /** Opens the form with what was left in it. A draft whose action has meanwhile arrived is over. */
  async function open(): Promise<void> {
    const key = keyOf(hazard().id, action())
    const found = await actionDraftOf(key).catch(() => undefined)
    const arrived = found && hazard().history.some(({ actionId }) => actionId === found.actionId)
    if (arrived) await dropActionDraft(found).catch(() => {})
    draft.value = found && !arrived ? found : freshActionDraft(key, newId())
    photos.forget()
    ;[faults.value, conflict.value, steps.value] = [{}, null, {}]
    await photos.restore()
  }

  async function submit(): Promise<void> {
    if (busy.value || photos.preparing.value > 0) return
    const missing = missingIn(action(), draft.value, hazard())
    faults.value = Object.fromEntries(missing.map((field) => [field, missingWords(field)]))
    if (missing.length > 0) return
    busy.value = true
    conflict.value = null
    await writer.settled()
    if (await evidenceStored()) await send()
    busy.value = false
  }

  /** Photos first: no hazard closes before its evidence exists. */
  async function evidenceStored(): Promise<boolean> {
    const waiting = draft.value.photoIds.filter((id) => steps.value[id]?.at !== 'sent')
    const outcome = await uploadAll(waiting, photoSender(hazard().id, 'after'), browserTimer,
      (id, step) => { steps.value = { ...steps.value, [id]: step } })
    if (outcome === 'stored') return true
    if (outcome === 'stuck') faults.value = { whole: t('record.form.stuck') }
    else if (outcome.code === 'photo-not-expected' || outcome.code === 'not-this-person') await wasOvertaken(undefined)
    else faults.value = { photos: t(`problem.${outcome.code}`) }
    return false
  }

  async function send(): Promise<void> {
    try {
      await actOnHazard(hazard().id, draft.value.actionId, actionRequestOf(action(), draft.value, hazard()), { tries: 4 })
      await finish()
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 409) await wasOvertaken(error)
      else if (error instanceof ApiProblem && error.code === 'evidence-missing') {
        steps.value = {}
        faults.value = { photos: problemWords(error) }
      } else faults.value = refusalOf(error)
    }
  }

  async function finish(): Promise<void> {
    await writer.stop()
    await dropActionDraft(draft.value).catch(() => {})
    done(action())
  }

  async function wasOvertaken(error: ApiProblem | undefined): Promise<void> {
    const seen = hazard().history.length
    steps.value = Object.fromEntries(Object.entries(steps.value).filter(([, step]) => step.at === 'sent'))
    await overtaken()
    await nextTick()
    // The refusal may be of our own earlier try, whose reply never arrived: then the record already has it.
    if (hazard().history.some(({ actionId }) => actionId === draft.value.actionId)) return finish()
    const said = conflictWords((error?.current as Partial<Hazard> | undefined) ?? hazard(), seen, me.value!.id)
    conflict.value = said ?? (error ? problemWords(error) : t('problem.status-changed'))
  }

  return { draft, faults, conflict, busy, steps, sentCount, photos, open, change, submit }
}
export type ActionForm = ReturnType<typeof useAction>

const missingWords = (field: ActionField): string =>
  field === 'note' || field === 'dueOn' || field === 'category' ? '' : t(`record.missing.${field}`)

/** Where the server's refusal belongs in this form. */
function refusalOf(error: unknown): ActionFault {
  const fields = fieldErrors(error)
  const places: Record<string, ActionField> = { measures: 'measures', costYuan: 'cost', reason: 'reason', note: 'note', dueOn: 'dueOn', photoIds: 'photos', duplicateOf: 'duplicateOf' }
  const faults: ActionFault = {}
  for (const [path, words] of Object.entries(fields)) {
    const field = places[path.split('.')[0] ?? '']
    if (field) faults[field] = words
  }
  if (error instanceof ApiProblem && error.code === 'deadline-out-of-range') faults.dueOn = problemWords(error)
  if (error instanceof ApiProblem && error.code === 'duplicate-unknown') faults.duplicateOf = problemWords(error)
  return Object.keys(faults).length > 0 ? faults : { whole: problemWords(error) }
}
