import { Schema, type Connection, type Model } from 'mongoose'
import { DEADLINE_SET_BY, SEVERITIES, STATUSES, type DeadlineSetBy, type HistoryAction, type PlanState, type Severity, type Status } from '../contract/enumerations.ts'

/** One promise of a date. Only added to, never changed: who moved the deadline, when and why. */
export interface DeadlineVersion {
  version: number
  dueOn: string
  startOn: string
  days: number
  mode: 'calendar'
  setBy: DeadlineSetBy
  reason: string | null
  by: string
  at: Date
}

/** An extension that waits for the desk's decision. It does not stop the clock. `late`: asked from `dueAt` on. */
export interface Extension { dueOn: string; reason: string; interimMeasures: string; late: boolean; by: string; at: Date }

/** 移交: who outside the bureau sees to it, and when the desk asks after it. */
export interface HandedOver { authority: string; reason: string; dueOn: string; by: string; at: Date }

/** 挂牌督办, while it stands. */
export interface Supervision { supervisor: string; note: string | null; by: string; at: Date }

/** What a person of the desk found when confirming that a hazard is major, and by which rule. */
export interface MajorConfirmation { basis: string; by: string; at: Date }

/** The plan of a major hazard with its five elements, 五落实: measures, funds, time limit, responsible person, emergency plan. */
export interface Plan {
  state: PlanState
  measures: string
  fundsYuan: number
  dueOn: string
  responsible: string
  emergencyPlan: string
  submittedBy: string
  submittedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  /** Why it was returned, or the note of its approval. */
  reason: string | null
}

/** One thing that happened. `hash` covers what the client sent, so that a repeat is told from other content under the same id. */
export interface HistoryEntry {
  at: Date
  by: string
  action: HistoryAction
  actionId: string | null
  from: Status | null
  to: Status
  hash?: string
  /** What a receipt for this action must say again when it is asked for again. */
  version?: number
  dueOn?: string
  photoIds?: string[]
  /** The person it went to, for a report, a reassign, or a reopen that went to somebody else. */
  assigneeId?: string | null
  /** Who was told of a rung. */
  told?: string[]
  /** Whom an answer goes to: who had asked for the extension or submitted the plan; who had the hazard before it was handed over. */
  concerns?: string | null
  /** The date that was asked for, while `dueOn` is the one that stands after this entry. */
  askedDueOn?: string
  /** An extension asked for after the deadline. */
  late?: boolean
  /** What a reclassification made of it, and what it had found. */
  severity?: Severity
  severityBefore?: Severity
  /** Who answers for a supervised one. */
  supervisor?: string
  /** The bulk job that it was done by. */
  jobId?: string
  [carried: string]: unknown
}

/**
 * A hazard as it is stored. Small fields that lists and counts read stand first; the arrays that only grow stand last.
 * `schoolId` is the school's code. `soonAt` and `dueAt` are stored so that the states of `open` are ranges.
 */
export interface HazardRecord {
  _id: string
  schoolId: string
  status: Status
  severity: Severity
  category: string
  receivedAt: Date
  soonAt: Date
  dueAt: Date
  closedAt: Date | null
  rectifiedAt: Date | null
  acknowledgedAt: Date | null
  /** From when the clock of "not acknowledged" runs: receipt, or the last reopen or reassign. */
  acknowledgeFrom: Date
  version: number
  dueOn: string
  originalDueOn: string
  deadlineSetBy: DeadlineSetBy
  deadlineVersion: number
  nextRungAt: Date | null
  /** Rungs up to this instant have been planned, dropped or overtaken; only later ones can still come. */
  rungsHandledTo: Date
  escalationLevel: number
  rectifications: number
  assigneeId: string | null
  reporterId: string
  /** Who submitted the rectification that now waits: that person never rechecks it. */
  rectifiedBy: string | null
  selfCheck: boolean
  year: number
  seq: number
  number: string
  spot: string
  checklistItem: string | null
  foundAt: Date
  location: { lng: number; lat: number; accuracyMetres: number } | null
  description: string
  /** What a search finds it by. Absent from hazards that were stored before there was a search, until they are gone through. */
  grams?: string[]
  photoCount: number
  photoIds: string[]
  acceptances: { by: string; at: Date }[]
  // Absent from hazards that were stored before there were such things: read as null.
  extension?: Extension | null
  handedOver?: HandedOver | null
  confirmedMajor?: MajorConfirmation | null
  supervision?: Supervision | null
  plan?: Plan | null
  remindedAt?: Date | null
  /** Something waits for the desk's word: an extension, or a plan. */
  toDecide?: boolean
  deadlines: DeadlineVersion[]
  reportHash: string
  /** The import that it came with, from an old ledger. */
  importId?: string
  untoldFrom?: number
  history: HistoryEntry[]
}

const date = { type: Date, default: null }
const schema = new Schema<HazardRecord>({
  _id: String,
  schoolId: { type: String, required: true },
  status: { type: String, enum: STATUSES, required: true },
  severity: { type: String, enum: SEVERITIES, required: true },
  category: { type: String, required: true },
  receivedAt: { type: Date, required: true },
  soonAt: { type: Date, required: true },
  dueAt: { type: Date, required: true },
  closedAt: date, rectifiedAt: date, acknowledgedAt: date,
  acknowledgeFrom: { type: Date, required: true },
  version: { type: Number, required: true },
  dueOn: { type: String, required: true },
  originalDueOn: { type: String, required: true },
  deadlineSetBy: { type: String, enum: DEADLINE_SET_BY, required: true },
  deadlineVersion: { type: Number, required: true },
  nextRungAt: date,
  rungsHandledTo: { type: Date, required: true },
  escalationLevel: { type: Number, default: 0 },
  rectifications: { type: Number, default: 0 },
  assigneeId: { type: String, default: null },
  reporterId: { type: String, required: true },
  rectifiedBy: { type: String, default: null },
  selfCheck: { type: Boolean, required: true },
  year: { type: Number, required: true },
  seq: { type: Number, required: true },
  number: { type: String, required: true },
  spot: { type: String, required: true },
  checklistItem: { type: String, default: null },
  foundAt: { type: Date, required: true },
  location: { type: Schema.Types.Mixed, default: null },
  description: { type: String, required: true },
  grams: { type: [String], default: undefined, select: false },
  photoCount: { type: Number, required: true },
  photoIds: [String],
  acceptances: [{ _id: false, by: String, at: Date }],
  extension: Schema.Types.Mixed, handedOver: Schema.Types.Mixed, confirmedMajor: Schema.Types.Mixed, supervision: Schema.Types.Mixed, plan: Schema.Types.Mixed,
  remindedAt: Date, toDecide: Boolean,
  deadlines: [Schema.Types.Mixed],
  reportHash: { type: String, required: true },
  importId: String,
  untoldFrom: Number,
  history: [Schema.Types.Mixed],
}, { versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false })

// The number's allocation: whoever inserts seq first has it.
schema.index({ schoolId: 1, year: 1, seq: 1 }, { unique: true })
/** What lists are narrowed by stands behind what they are ordered by: so it is asked of the keys, and not of the documents. */
const narrowed = (order: Record<string, 1 | -1>): Record<string, 1 | -1> => ({ ...order, category: 1, severity: 1, status: 1, schoolId: 1, ...order })

// Lists in order of the deadline: one school's, or the district's.
schema.index(narrowed({ schoolId: 1, status: 1, dueAt: 1, _id: 1 }))
schema.index(narrowed({ status: 1, dueAt: 1, _id: 1 }))
schema.index({ assigneeId: 1, status: 1, dueAt: 1, _id: 1 })
// What waits for the desk's word.
schema.index({ toDecide: 1, dueAt: 1, _id: 1 }, { partialFilterExpression: { toDecide: true } })
// Lists newest first, and within what narrows them, the most narrow first.
schema.index(narrowed({ reporterId: 1, receivedAt: -1, _id: -1 }))
schema.index(narrowed({ schoolId: 1, receivedAt: -1, _id: -1 }))
schema.index(narrowed({ category: 1, receivedAt: -1, _id: -1 }))
schema.index(narrowed({ severity: 1, receivedAt: -1, _id: -1 }))
schema.index(narrowed({ status: 1, receivedAt: -1, _id: -1 }))
schema.index(narrowed({ receivedAt: -1, _id: -1 }))
schema.index(narrowed({ dueAt: 1, _id: 1 }))
// By weight: one severity after the other, each in order of the deadline.
schema.index(narrowed({ status: 1, severity: 1, dueAt: 1, _id: 1 }))
// The search: newest first under one pair of characters, in each status by itself.
schema.index(narrowed({ grams: 1, status: 1, receivedAt: -1, _id: -1 }))
// Counts within schools, from the index alone.
schema.index({ schoolId: 1, severity: 1, category: 1, status: 1, receivedAt: 1 })
// The map: both groupings are answered from the index alone.
schema.index({ status: 1, schoolId: 1, dueAt: 1, soonAt: 1, severity: 1, category: 1, receivedAt: 1 })
schema.index({ status: 1, closedAt: 1, schoolId: 1, severity: 1, category: 1, receivedAt: 1 })
// The jobs: what is due to be chased, and what was written but not yet told.
schema.index({ nextRungAt: 1 })
schema.index({ importId: 1 }, { partialFilterExpression: { importId: { $exists: true } } })
schema.index({ untoldFrom: 1 }, { partialFilterExpression: { untoldFrom: { $exists: true } } })

export type HazardModel = Model<HazardRecord>

/** Hazards by the driver alone: nearly every request reads one, and mongoose costs as much again. */
export const findHazards = (hazards: HazardModel, filter: object): Promise<HazardRecord[]> =>
  hazards.collection.find(filter, { projection: { grams: 0 } }).toArray() as unknown as Promise<HazardRecord[]>

export const hazardModel = (connection: Connection): HazardModel => connection.model<HazardRecord>('Hazard', schema, 'hazards')
