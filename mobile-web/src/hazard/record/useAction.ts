import { computed, nextTick, ref, shallowRef } from 'vue'
import type { Action } from '../../../../server/contract/enumerations.ts'
import type { Hazard } from '../../../../server/contract/hazard.ts'
import { actOnHazard } from '../../api/hazards.ts'
import { newId } from '../../api/ids.ts'
import { ApiProblem } from '../../api/problem.ts'
import { actionDraftOf, dropActionDraft, keepActionDraft } from '../../offline/drafts.ts'
import { actionKeyOf, freshActionDraft, TYPED_FIELDS, type ActionDraft, type TypedField } from '../../offline/kept.ts'
import { createLatestWriter } from '../../offline/latest-writer.ts'
import { me } from '../../session.ts'
import { fieldErrors, problemWords } from '../../words/problem-words.ts'
import { t } from '../../words/t.ts'
import { usePhotos } from '../photo/usePhotos.ts'
import { browserTimer } from '../sending/backOff.ts'
import { photoSender } from '../sending/transport.ts'
import { uploadAll } from '../sending/uploadAll.ts'
import type { PhotoStep } from '../sending/uploadQueue.ts'
import { actionRequestOf, firstDraft, FORMS, missingIn, type ActionFault, type FaultyField } from './action-form.ts'
import { conflictWords } from './conflict.ts'

const keyOf = (hazardId: string, action: Action) => actionKeyOf(me.value!.id, hazardId, action)

interface Options {
  hazard: () => Hazard
  action: () => Action
  /** The receipt is there. */
  done: (action: Action) => void
  /** Fetches the record anew, when somebody else was faster or it is not as this form took it to be. */
  reload: () => Promise<void>
}

/** One action from the first word to the receipt. Its id and all that was typed and shot outlive the page. */
export function useAction({ hazard, action, done, reload }: Options) {
  const draft = shallowRef<ActionDraft>(freshActionDraft('', newId()))
  const faults = ref<ActionFault>({})
  const conflict = ref<string | null>(null)
  const busy = ref(false)
  /** The form takes no words before it knows what was left in it: they would be overwritten. */
  const ready = ref(false)
  const steps = shallowRef<Record<string, PhotoStep>>({})
  const writer = createLatestWriter(keepActionDraft, () => {})

  function change(fields: Partial<ActionDraft>): void {
    draft.value = { ...draft.value, ...fields, savedAt: Date.now() }
    writer.put(draft.value)
    faults.value = {}
  }
  const type = (name: TypedField, words: string) => change({ typed: { ...draft.value.typed, [name]: words } })
  const photos = usePhotos({ owner: () => draft.value.actionId, ids: () => draft.value.photoIds, change: (photoIds) => change({ photoIds }) })
  const sentCount = computed(() => draft.value.photoIds.filter((id) => steps.value[id]?.at === 'sent').length)

  /** Opens the form with what was left in it. A draft whose action has meanwhile arrived is over. */
  async function open(): Promise<void> {
    ready.value = false
    const key = keyOf(hazard().id, action())
    const found = await actionDraftOf(key).catch(() => undefined)
    const arrived = found && hazard().history.some(({ actionId }) => actionId === found.actionId)
    if (arrived) await dropActionDraft(found).catch(() => {})
    draft.value = found && !arrived ? found : firstDraft(action(), key, newId(), hazard())
    photos.forget()
    ;[faults.value, conflict.value, steps.value] = [{}, null, {}]
    ready.value = true
    await photos.restore()
  }

  async function submit(): Promise<void> {
    if (busy.value || photos.preparing.value > 0) return
    const missing = missingIn(action(), draft.value, hazard())
    faults.value = Object.fromEntries(missing.map((field) => [field, missingWords(action(), field)]))
    if (missing.length > 0) return
    busy.value = true
    conflict.value = null
    await writer.settled()
    if (await evidenceStored()) await send()
    busy.value = false
  }

  /** Photos first: no hazard closes before its evidence exists. */
  async function evidenceStored(): Promise<boolean> {
    const kind = FORMS[action()].photos
    if (!kind) return true
    const waiting = draft.value.photoIds.filter((id) => steps.value[id]?.at !== 'sent')
    const outcome = await uploadAll(waiting, photoSender(hazard().id, kind), browserTimer,
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
      } else {
        faults.value = refusalOf(error)
        // A refusal for the hazard's own facts: it shows them, and takes the button away if the step is over.
        if (faults.value.whole && error instanceof ApiProblem && error.status === 422) await reload()
      }
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
    await reload()
    await nextTick()
    // The refusal may be of our own earlier try, whose reply never arrived: then the record already has it.
    if (hazard().history.some(({ actionId }) => actionId === draft.value.actionId)) return finish()
    const said = conflictWords((error?.current as Partial<Hazard> | undefined) ?? hazard(), seen, me.value!.id)
    conflict.value = said ?? (error ? problemWords(error) : t('problem.status-changed'))
  }

  return { draft, faults, conflict, busy, ready, steps, sentCount, photos, open, change, type, submit }
}

/** Money asks for a figure, a date for a day, whatever the words under the other fields say. */
function missingWords(action: Action, name: FaultyField): string {
  if (name === 'note') return t('record.missing.comment')
  if (name === 'measures' && action === 'submitPlan') return t('record.missing.planMeasures')
  if (name === 'photos' || name === 'severity' || name === 'voidReason' || name === 'duplicateOf' || name === 'assigneeId') return t(`record.missing.${name}`)
  const field = FORMS[action].fields.find((one) => one.name === name)
  if (field?.as === 'money') return t(field.optional ? 'record.missing.cost' : 'record.missing.funds')
  return field?.as === 'date' ? t('record.missing.dueOn') : t(`record.missing.${name === 'measures' || name === 'reason' ? name : 'words'}`)
}

const PART_OF: Record<string, FaultyField> = { photoIds: 'photos', severity: 'severity', category: 'severity', duplicateOf: 'duplicateOf', assigneeId: 'assigneeId' }
const FIELD_OF_CODE: Partial<Record<ApiProblem['code'], FaultyField>> = {
  'deadline-out-of-range': 'dueOn', 'duplicate-unknown': 'duplicateOf', 'assignee-does-not-fit': 'assigneeId',
}

/** Where the server's refusal belongs in this form. */
function refusalOf(error: unknown): ActionFault {
  const faults: ActionFault = {}
  for (const [path, words] of Object.entries(fieldErrors(error))) {
    const name = path.split('.')[0] ?? ''
    const field = PART_OF[name] ?? TYPED_FIELDS.find((one) => one === name)
    if (field) faults[field] = words
  }
  const field = error instanceof ApiProblem && FIELD_OF_CODE[error.code]
  if (field) faults[field] = problemWords(error)
  return Object.keys(faults).length > 0 ? faults : { whole: problemWords(error) }
}
