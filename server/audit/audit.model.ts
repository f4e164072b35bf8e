import { Schema, type Connection, type Model } from 'mongoose'

/** An effect has two entries: what was intended, and that it was done. What has no effect of its own has one, `done`. */
export type Stage = 'intended' | 'done'

/** One link of the chain. `_id` is the sequence from 1; `hash` covers every other field and `previous`, the hash before it. */
export interface AuditRecord {
  _id: number
  at: Date
  by: string
  action: string
  subject: string
  stage: Stage
  /** In a `done`: the sequence of the entry that announced it. */
  intended: number | null
  detail: Record<string, unknown>
  previous: string
  hash: string
}

const schema = new Schema<AuditRecord>({
  _id: Number,
  at: { type: Date, required: true },
  by: { type: String, required: true },
  action: { type: String, required: true },
  subject: { type: String, required: true },
  stage: { type: String, enum: ['intended', 'done'], required: true },
  intended: { type: Number, default: null },
  detail: { type: Schema.Types.Mixed, required: true },
  previous: { type: String, default: '' },
  hash: { type: String, required: true },
}, { versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false })

export type AuditModel = Model<AuditRecord>
export const auditModel = (connection: Connection): AuditModel => connection.model<AuditRecord>('Audit', schema, 'audit')
