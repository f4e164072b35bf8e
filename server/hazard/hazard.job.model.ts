import { Schema, type Connection, type Model } from 'mongoose'
import type { BulkRequest, BulkResult } from '../contract/bulk.ts'

/**
 * One action on many hazards. It is written before the first of them is touched, with everything it will touch, so that
 * whoever asks again under the same id goes on where it broke off. `items` is the answer, once there is one.
 */
export interface JobRecord {
  _id: string
  by: string
  at: Date
  hash: string
  request: BulkRequest
  ids: string[]
  left: number
  items: BulkResult['items'] | null
  finishedAt: Date | null
}

const schema = new Schema<JobRecord>({
  _id: String,
  by: { type: String, required: true },
  at: { type: Date, required: true },
  hash: { type: String, required: true },
  request: { type: Schema.Types.Mixed, required: true },
  ids: [String],
  left: { type: Number, required: true },
  items: { type: Schema.Types.Mixed, default: null },
  finishedAt: { type: Date, default: null },
}, { versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false })

export type JobModel = Model<JobRecord>
export const jobModel = (connection: Connection): JobModel => connection.model<JobRecord>('HazardJob', schema, 'hazardJobs')
