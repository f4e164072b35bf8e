import type { ObjectId } from 'mongodb'
import { Schema, type Connection, type Model } from 'mongoose'
import { PAPER_TYPES, type PaperType } from '../contract/enumerations.ts'
import type { IssueRequest, PaperSettings } from '../contract/paper.ts'
import type { Frame } from './forms/form.ts'

/** A file as it was rendered once. */
export interface StoredFile { fileId: ObjectId; bytes: number; sha256: string }
/** What a paper is printed from, and for one that also goes out as a workbook that workbook, made with it of the same frozen data. */
export interface PaperFile extends StoredFile { workbook?: StoredFile }

/**
 * A paper. Its insert is the issue and the allocation of its number, and carries everything that the file is made of: `frame`
 * and `data` are frozen, and the photos that they name never change. Afterwards two things are written, each once: `file`,
 * and `void`; and `holds` shrinks.
 * `_id` is the request's id, made by the client: asking again answers as the first time.
 */
export interface PaperRecord {
  _id: string
  requestHash: string
  /** What it was asked with, for a correction to begin with; papers issued before it was kept have none. */
  request?: IssueRequest
  type: PaperType
  /** The sequence of a type and a year; absent where the paper bears no number of ours. */
  year: number
  seq?: number
  number: string | null
  /** The school it is about; null for papers of the whole district. */
  schoolId: string | null
  hazardIds: string[]
  issuedAt: Date
  issuedBy: { id: string; name: string }
  demo: boolean
  /** The paper that this one corrects. */
  replaces?: string
  /** The papers that this one puts out of force: the one that it corrects, and once it is void itself. A paper ends once. */
  ends?: string[]
  /** The hazards that stand on this notice and on no other: see `paper.holds.ts`. */
  holds?: string[]
  templateVersion: number
  frame: Frame
  data: unknown
  photoIds: string[]
  void: { at: Date; by: { id: string; name: string }; reason: string } | null
  file: PaperFile | null
  /** When the file is to be made, while it is not there yet. */
  renderAt?: Date
}

const options = { versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false } as const
const { Mixed } = Schema.Types

const papers = new Schema<PaperRecord>({
  _id: String,
  requestHash: { type: String, required: true },
  request: Mixed,
  type: { type: String, enum: PAPER_TYPES, required: true },
  year: { type: Number, required: true },
  seq: Number,
  number: { type: String, default: null },
  schoolId: { type: String, default: null },
  hazardIds: [String],
  issuedAt: { type: Date, required: true },
  issuedBy: Mixed,
  demo: { type: Boolean, required: true },
  replaces: String,
  ends: { type: [String], default: undefined },
  holds: { type: [String], default: undefined },
  templateVersion: { type: Number, required: true },
  frame: Mixed,
  data: Mixed,
  photoIds: [String],
  void: { type: Mixed, default: null },
  file: { type: Mixed, default: null },
  renderAt: Date,
}, options)

// The number's allocation: whoever inserts seq first has it.
papers.index({ type: 1, year: 1, seq: 1 }, { unique: true, partialFilterExpression: { seq: { $exists: true } } })
// A paper is corrected once; the correction is corrected next.
papers.index({ replaces: 1 }, { unique: true, partialFilterExpression: { replaces: { $exists: true } } })
// Nor is it corrected and declared void at the same moment.
papers.index({ ends: 1 }, { unique: true, partialFilterExpression: { ends: { $exists: true } } })
// A hazard stands on one notice in force, whichever processes issue.
papers.index({ holds: 1 }, { unique: true, partialFilterExpression: { holds: { $exists: true } } })
// Lists newest first: all, of one type, of one school, of one hazard.
papers.index({ issuedAt: -1, _id: -1 })
papers.index({ type: 1, issuedAt: -1, _id: -1 })
papers.index({ schoolId: 1, issuedAt: -1, _id: -1 })
papers.index({ hazardIds: 1, issuedAt: -1, _id: -1 })
// The job: what was issued and has no file yet. The sweep: which files are named.
papers.index({ renderAt: 1 }, { partialFilterExpression: { renderAt: { $exists: true } } })
papers.index({ 'file.fileId': 1 })
papers.index({ 'file.workbook.fileId': 1 })

export type PaperModel = Model<PaperRecord>
export const paperModel = (connection: Connection): PaperModel => connection.model<PaperRecord>('Paper', papers, 'papers')

/** One document: what the office words its own way, and which rules it has ticked. */
export interface PaperSettingsRecord {
  _id: string
  version: number
  settings: PaperSettings | null
  ticked: string[]
}

const settings = new Schema<PaperSettingsRecord>({
  _id: String,
  version: { type: Number, default: 0 },
  settings: { type: Mixed, default: null },
  ticked: [String],
}, options)

export type PaperSettingsModel = Model<PaperSettingsRecord>
export const paperSettingsModel = (connection: Connection): PaperSettingsModel =>
  connection.model<PaperSettingsRecord>('PaperSettings', settings, 'paperSettings')
