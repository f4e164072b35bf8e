import type { ActionRequest } from '../../../../server/contract/action.ts'
import type { Action } from '../../../../server/contract/enumerations.ts'
import type { HazardSummary } from '../../../../server/contract/hazard.ts'
import type { ActionDraft } from '../../offline/kept.ts'

/** What each action asks for. `reason?` and the like are asked but may be left empty. */
export const ASKS = {
  acknowledge: [], rectify: ['photos', 'measures', 'cost'], close: ['photos', 'measures', 'cost'], fixOnSpot: ['photos', 'measures', 'cost'],
  accept: ['note'], return: ['reason', 'dueOn'], reclassify: ['severity', 'category', 'reason'], void: ['voidReason', 'note'], reopen: ['reason', 'dueOn'],
} as const satisfies Record<Action, readonly ActionField[]>

export type ActionField = 'photos' | 'measures' | 'cost' | 'note' | 'reason' | 'dueOn' | 'severity' | 'category' | 'voidReason' | 'duplicateOf'
export type ActionFault = Partial<Record<ActionField | 'whole', string>>

export const asks = (action: Action, field: ActionField): boolean => (ASKS[action] as readonly ActionField[]).includes(field)

export const freshActionDraft = (key: string, actionId: string): ActionDraft => ({
  key, actionId, measures: '', costYuan: '', reason: '', note: '', dueOn: null, severity: null, category: null,
  voidReason: null, duplicateOf: null, photoIds: [], savedAt: 0,
})

type Seen = Pick<HazardSummary, 'severity' | 'category'>

/** What keeps this from being sent, in the order of the page. */
export function missingIn(action: Action, draft: ActionDraft, hazard: Seen): ActionField[] {
  const missing: Partial<Record<ActionField, boolean>> = {
    photos: draft.photoIds.length === 0,
    measures: draft.measures.trim() === '',
    cost: draft.costYuan.trim() !== '' && costOf(draft) === null,
    severity: action === 'reclassify' && !changed(draft, hazard),
    voidReason: draft.voidReason === null,
    reason: draft.reason.trim() === '',
  }
  const fields: ActionField[] = [...ASKS[action]]
  if (action === 'void' && draft.voidReason === 'duplicate' && !draft.duplicateOf) return ['duplicateOf']
  return fields.filter((field) => missing[field])
}

const changed = ({ severity, category }: ActionDraft, hazard: Seen) =>
  (severity !== null && severity !== hazard.severity) || (category !== null && category !== hazard.category)

/** Yuan as typed, also with a full-width point or a comma between thousands; null for what is no amount. */
export function costOf({ costYuan }: Pick<ActionDraft, 'costYuan'>): number | null {
  const typed = costYuan.trim().replace(/[,，\s]/g, '').replace(/[．。]/g, '.')
  return /^\d{1,9}(\.\d{1,2})?$/.test(typed) ? Number(typed) : null
}

/** The action as it goes over the wire, against the version that the person saw. */
export function actionRequestOf(action: Action, draft: ActionDraft, hazard: Seen & { version: number }): ActionRequest {
  const { version } = hazard
  const note = draft.note.trim() ? { note: draft.note.trim() } : {}
  const cost = costOf(draft)
  switch (action) {
    case 'acknowledge': return { action, version }
    case 'rectify': case 'close': case 'fixOnSpot':
      return { action, version, measures: draft.measures.trim(), photoIds: draft.photoIds, ...(cost === null ? {} : { costYuan: cost }) }
    case 'accept': return { action, version, ...note }
    case 'return': case 'reopen': return { action, version, reason: draft.reason.trim(), ...(draft.dueOn ? { dueOn: draft.dueOn } : {}) }
    case 'reclassify': return {
      action, version, reason: draft.reason.trim(),
      ...(draft.severity && draft.severity !== hazard.severity ? { severity: draft.severity } : {}),
      ...(draft.category && draft.category !== hazard.category ? { category: draft.category } : {}),
    }
    case 'void': return {
      action, version, reason: draft.voidReason!, ...note,
      ...(draft.voidReason === 'duplicate' && draft.duplicateOf ? { duplicateOf: draft.duplicateOf } : {}),
    }
  }
}
