import { Schema, type Connection, type Model } from 'mongoose'
import { LEDGER_STATES, type LedgerProgress } from '../contract/ledger.ts'

/** How far one export is. Written while it runs, read by the page that waits for it; gone after a day. */
export interface ExportRecord {
  _id: string
  by: string
  startedAt: Date
  state: LedgerProgress['state']
  rows: number
  total: number
  /** Of the hazards that were named, those that this person does not see. */
  missing: string[]
}

const schema = new Schema<ExportRecord>({
  _id: String,
  by: { type: String, required: true },
  startedAt: { type: Date, required: true },
  state: { type: String, enum: LEDGER_STATES, required: true },
  rows: { type: Number, required: true },
  total: { type: Number, required: true },
  missing: [String],
}, { versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false })

schema.index({ startedAt: 1 }, { expireAfterSeconds: 86_400 })

export type ExportModel = Model<ExportRecord>
export const exportModel = (connection: Connection): ExportModel => connection.model<ExportRecord>('LedgerExport', schema, 'ledgerExports')
