import { addDays } from '../../../../server/contract/calendar.ts'
import type { ActionRequest } from '../../../../server/contract/action.ts'
import type { Action, PhotoKind } from '../../../../server/contract/enumerations.ts'
import type { Hazard, HazardSummary } from '../../../../server/contract/hazard.ts'
import { freshActionDraft, type ActionDraft, type TypedField } from '../../offline/kept.ts'
import type { PlainKey } from '../../words/t.ts'
import { MAX_MEASURES, MAX_NAME, MAX_NOTE, MAX_REASON } from '../limits.ts'

/** One field of text, under the name that it has on the wire. */
export interface Field {
  name: TypedField
  as: 'line' | 'lines' | 'money' | 'date'
  label: PlainKey
  help?: PlainKey
  max?: number
  optional?: true
}

/** What one action asks for, top to bottom: photos, then the part that is more than text, then the fields. */
interface Form {
  photos?: Exclude<PhotoKind, 'before'>
  part?: 'severity' | 'voidReason' | 'assigneeId'
  fields: readonly Field[]
}

const MAX_COST = 14
const reason = (label: PlainKey = 'record.form.reason'): Field => ({ name: 'reason', as: 'lines', label, max: MAX_REASON })
const note = (label: PlainKey = 'record.form.note'): Field => ({ name: 'note', as: 'lines', label, max: MAX_REASON, optional: true })
const line = (name: TypedField, label: PlainKey, help?: PlainKey): Field => ({ name, as: 'line', label, max: MAX_NAME, ...(help && { help }) })
const dueOn = (label: PlainKey, help?: PlainKey): Field => ({ name: 'dueOn', as: 'date', label, ...(help && { help }) })
const optional = (field: Field): Field => ({ ...field, optional: true })

const PUT_RIGHT: Form = {
  photos: 'after',
  fields: [
    { name: 'measures', as: 'lines', label: 'record.form.measures', help: 'record.form.measuresHelp', max: MAX_MEASURES },
    { name: 'costYuan', as: 'money', label: 'record.form.cost', max: MAX_COST, optional: true },
  ],
}

/** The one table of the forms: what each action asks for. */
export const FORMS: Readonly<Record<Action, Form>> = {
  acknowledge: { fields: [] },
  rectify: PUT_RIGHT, close: PUT_RIGHT, fixOnSpot: PUT_RIGHT,
  accept: { fields: [note()] },
  return: { fields: [reason('record.form.returnReason'), optional(dueOn('record.form.dueOn', 'record.form.dueOnReturn'))] },
  requestExtension: {
    fields: [
      dueOn('record.form.extendTo'), reason('record.form.extendWhy'),
      { name: 'interimMeasures', as: 'lines', label: 'record.form.interim', help: 'record.form.interimHelp', max: MAX_NOTE },
    ],
  },
  grantExtension: { fields: [optional(dueOn('record.form.grantTo', 'record.form.grantToHelp')), note()] },
  refuseExtension: { fields: [reason()] },
  // 五落实: measures, funds, time limit, responsible person, emergency plan.
  submitPlan: {
    fields: [
      { name: 'measures', as: 'lines', label: 'record.form.planMeasures', max: MAX_MEASURES },
      { name: 'fundsYuan', as: 'money', label: 'record.form.funds', help: 'record.form.fundsHelp', max: MAX_COST },
      dueOn('record.form.planDueOn', 'record.form.planDueOnHelp'),
      line('responsible', 'record.form.responsible'),
      { name: 'emergencyPlan', as: 'lines', label: 'record.form.emergencyPlan', help: 'record.form.emergencyPlanHelp', max: MAX_MEASURES },
    ],
  },
  approvePlan: { fields: [note()] },
  returnPlan: { fields: [reason('record.form.returnReason')] },
  confirmMajor: { fields: [{ name: 'basis', as: 'lines', label: 'record.form.basis', help: 'record.form.basisHelp', max: MAX_REASON }, note()] },
  supervise: { fields: [line('supervisor', 'record.form.supervisor', 'record.form.supervisorHelp'), note()] },
  delist: { fields: [reason()] },
  handOver: {
    fields: [{ ...line('authority', 'record.form.authority', 'record.form.authorityHelp'), max: 100 }, reason('record.form.handOverWhy'), dueOn('record.form.followUpOn', 'record.form.followUpOnHelp')],
  },
  reassign: { part: 'assigneeId', fields: [note()] },
  remind: { fields: [note()] },
  comment: { photos: 'comment', fields: [{ ...note('record.form.comment'), max: MAX_NOTE }] },
  reclassify: { part: 'severity', fields: [reason()] },
  void: { part: 'voidReason', fields: [note()] },
  reopen: { fields: [reason(), optional(dueOn('record.form.dueOn', 'record.form.dueOnReopen'))] },
}

export type FaultyField = TypedField | 'photos' | 'severity' | 'voidReason' | 'duplicateOf' | 'assigneeId'
export type ActionFault = Partial<Record<FaultyField | 'whole', string>>

/** The form as it opens with nothing left in it: a plan that is to be mended begins with what was submitted. */
export function firstDraft(action: Action, key: string, actionId: string, { plan }: Pick<Hazard, 'plan'>): ActionDraft {
  const draft = freshActionDraft(key, actionId)
  if (action !== 'submitPlan' || !plan) return draft
  const { measures, fundsYuan, dueOn: until, responsible, emergencyPlan } = plan
  return { ...draft, typed: { measures, fundsYuan: String(fundsYuan), dueOn: until, responsible, emergencyPlan } }
}

type Seen = Pick<HazardSummary, 'severity' | 'category' | 'dueOn'>
const DAYS_AHEAD = 365

/** The dates that may be chosen: from today on, a year at most; an extension begins after the deadline that stands. */
export function datesFor(action: Action, hazard: Seen, today: string): { min: string; max: string } {
  const extends_ = action === 'requestExtension' || action === 'grantExtension'
  const after = addDays(hazard.dueOn, 1)
  return { min: extends_ && after > today ? after : today, max: addDays(today, DAYS_AHEAD) }
}

export const typedIn = ({ typed }: Pick<ActionDraft, 'typed'>, name: TypedField): string => (typed[name] ?? '').trim()

/** What keeps this from being sent, in the order of the page. */
export function missingIn(action: Action, draft: ActionDraft, hazard: Seen): FaultyField[] {
  const { photos, part, fields } = FORMS[action]
  if (action === 'comment') return draft.photoIds.length === 0 && typedIn(draft, 'note') === '' ? ['note'] : []
  return [
    ...(photos && draft.photoIds.length === 0 ? ['photos' as const] : []),
    ...(part ? missingPart[part](draft, hazard) : []),
    ...fields.filter((field) => isMissing(field, draft)).map(({ name }) => name),
  ]
}

function isMissing({ name, as, optional: mayBeEmpty }: Field, draft: ActionDraft): boolean {
  const typed = typedIn(draft, name)
  return typed === '' ? !mayBeEmpty : as === 'money' && yuanOf(typed) === null
}

const missingPart: Record<NonNullable<Form['part']>, (draft: ActionDraft, hazard: Seen) => FaultyField[]> = {
  severity: (draft, hazard) => (changed(draft, hazard) ? [] : ['severity']),
  voidReason: ({ voidReason, duplicateOf }) => (!voidReason ? ['voidReason'] : voidReason === 'duplicate' && !duplicateOf ? ['duplicateOf'] : []),
  assigneeId: ({ assigneeId }) => (assigneeId ? [] : ['assigneeId']),
}

const changed = ({ severity, category }: ActionDraft, hazard: Seen) =>
  (severity !== null && severity !== hazard.severity) || (category !== null && category !== hazard.category)

/** Yuan as typed, also with a full-width point or a comma between thousands; null for what is no amount. */
export function yuanOf(typed: string): number | null {
  const plain = typed.trim().replace(/[,，\s]/g, '').replace(/[．。]/g, '.')
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? Number(plain) : null
}

/** Stands for the bureau's desk where a person is chosen: on the wire it is null. */
export const DESK = 'desk'

/** These change nothing that somebody could be about to answer: they name no version. */
const VERSIONLESS: readonly Action[] = ['remind', 'comment']

/** The action as it goes over the wire, against the version that the person saw. */
export function actionRequestOf(action: Action, draft: ActionDraft, hazard: Seen & { version: number }): ActionRequest {
  const { photos, part, fields } = FORMS[action]
  const typed = fields.filter(({ name }) => typedIn(draft, name) !== '')
    .map(({ name, as }) => [name, as === 'money' ? yuanOf(typedIn(draft, name)) : typedIn(draft, name)])
  return {
    action, ...(VERSIONLESS.includes(action) ? {} : { version: hazard.version }),
    ...(photos && draft.photoIds.length > 0 ? { photoIds: draft.photoIds } : {}),
    ...(part ? partOf[part](draft, hazard) : {}),
    ...Object.fromEntries(typed),
  } as ActionRequest
}

const partOf: Record<NonNullable<Form['part']>, (draft: ActionDraft, hazard: Seen) => object> = {
  severity: ({ severity, category }, hazard) => ({
    ...(severity && severity !== hazard.severity ? { severity } : {}), ...(category && category !== hazard.category ? { category } : {}),
  }),
  voidReason: ({ voidReason, duplicateOf }) => ({ reason: voidReason, ...(voidReason === 'duplicate' && duplicateOf ? { duplicateOf } : {}) }),
  assigneeId: ({ assigneeId }) => ({ assigneeId: assigneeId === DESK ? null : assigneeId }),
}
