import { Schema, type Connection, type Model } from 'mongoose'

/** A school as stored. `_id` is its code. `lng` and `lat` are WGS-84 degrees, both or neither. */
export interface SchoolRecord {
  _id: string
  name: string
  initials: string
  kind: string
  cluster: string
  lng: number | null
  lat: number | null
  students: number | null
  boarding: boolean
  canteen: boolean
  schoolBus: boolean
  demo: boolean
}

const number = { type: Number, default: null }
const flag = { type: Boolean, default: false }
const schema = new Schema<SchoolRecord>({
  _id: String,
  name: { type: String, required: true },
  initials: { type: String, default: '' },
  kind: { type: String, default: '' },
  cluster: { type: String, default: '' },
  lng: number, lat: number, students: number,
  boarding: flag, canteen: flag, schoolBus: flag, demo: flag,
}, { versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false })

export type SchoolModel = Model<SchoolRecord>
export const schoolModel = (connection: Connection): SchoolModel => connection.model<SchoolRecord>('School', schema, 'schools')
