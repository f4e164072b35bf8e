import { Schema, type Connection, type Model } from 'mongoose'
import type { ViewFilter } from '../contract/view.ts'

/** A set of filters that one person keeps under a name. `slot` is its place among that person's, and what bounds their number. */
export interface ViewRecord {
  _id: string
  accountId: string
  slot: number
  name: string
  filter: ViewFilter
}

const schema = new Schema<ViewRecord>({
  _id: String,
  accountId: { type: String, required: true },
  slot: { type: Number, required: true },
  name: { type: String, required: true },
  filter: { type: Schema.Types.Mixed, required: true },
}, { versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false })

// Whoever inserts a slot first has it: two tabs together keep no more than one alone.
schema.index({ accountId: 1, slot: 1 }, { unique: true })

export type ViewModel = Model<ViewRecord>
export const viewModel = (connection: Connection): ViewModel => connection.model<ViewRecord>('View', schema, 'views')
