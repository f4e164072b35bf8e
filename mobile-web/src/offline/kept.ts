import type { Action, Severity, VoidReason } from '../../../server/contract/enumerations.ts'
import type { ReportReceipt, ReportRequest } from '../../../server/contract/hazard.ts'
import type { ProblemOnTheWire } from '../../../server/contract/problem.ts'

/** A photo as it was encoded, once: these bytes are what is sent, however often the sending is tried. */
export interface KeptPhoto {
  id: string
  /** The hazard (before) or the action (after) that it belongs to. */
  owner: string
  bytes: ArrayBuffer
  type: string
  width: number
  height: number
  /** Milliseconds since the epoch; the order of shooting. */
  takenAt: number
}

export interface Position { lng: number; lat: number; accuracyMetres: number }

/** The one report that a person is writing. `hazardId` is drawn at the first touch and stays until the receipt. */
export interface ReportDraft {
  accountId: string
  hazardId: string
  schoolId: string | null
  spot: string
  category: string | null
  checklistItem: string | null
  severity: Severity | null
  description: string
  /** Set by hand; null leaves the deadline to the rule. */
  dueOn: string | null
  dueReason: string
  location: Position | null
  /** ISO instant of the first photo, or of the first touch. */
  foundAt: string
  photoIds: string[]
  /** Milliseconds since the epoch: which of two tabs wrote last. */
  savedAt: number
}

/** The text fields of the forms of actions, by their names on the wire. */
export const TYPED_FIELDS = [
  'measures', 'costYuan', 'reason', 'note', 'dueOn', 'interimMeasures', 'fundsYuan', 'responsible', 'emergencyPlan', 'basis', 'supervisor', 'authority',
] as const
export type TypedField = (typeof TYPED_FIELDS)[number]

/** What a person is writing for one action on one hazard. */
export interface ActionDraft {
  /** `account:hazard:action` */
  key: string
  actionId: string
  typed: Partial<Record<TypedField, string>>
  severity: Severity | null
  category: string | null
  voidReason: VoidReason | null
  duplicateOf: string | null
  /** An account's id, `desk`, or null while nobody is chosen. */
  assigneeId: string | null
  photoIds: string[]
  savedAt: number
}

/** The name that a person's draft of one action on one hazard is kept under. */
export const actionKeyOf = (accountId: string, hazardId: string, action: Action): string => `${accountId}:${hazardId}:${action}`

export const freshActionDraft = (key: string, actionId: string): ActionDraft => ({
  key, actionId, typed: {}, severity: null, category: null, voidReason: null, duplicateOf: null, assigneeId: null, photoIds: [], savedAt: 0,
})

/** A report that was submitted and is on its way: it leaves only when the receipt and every photo are confirmed. */
export interface Sending {
  hazardId: string
  accountId: string
  submittedAt: number
  /** What was typed, so that a refused report can be opened again. */
  draft: ReportDraft
  request: ReportRequest
  /** The date that the form showed; the receipt's is the one that counts. */
  proposedDueOn: string
  photoIds: string[]
  sentPhotoIds: string[]
  receipt: ReportReceipt | null
  /** Why the server will not take the words; the person has to change them. */
  refused: ProblemOnTheWire | null
}

/** Small conveniences, per account: nothing here is missed if it is lost. */
export interface LocalHabits {
  accountId: string
  schoolIds: string[]
  spots: Record<string, string[]>
  categories: string[]
}
