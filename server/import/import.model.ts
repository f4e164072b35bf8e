import { Schema, type Connection, type Model } from 'mongoose'
import { IMPORT_KINDS, IMPORT_STATES, type ImportedFile, type ImportKind, type ImportState, type Mapping, type RowOutcome } from '../contract/import.ts'
import type { RefusedField } from './import.hazards.ts'

/** One file that is being brought in: the job document. Whoever finds it running with its lease over goes on with it. */
export interface ImportRecord {
  _id: string
  kind: ImportKind
  state: ImportState
  by: string
  at: Date
  fileName: string
  sheetName: string
  /** Of the file's bytes: the same upload again answers as the first time. */
  sha256: string
  heads: string[]
  /** The first rows, by which a person sees which column is which. */
  samples: string[][]
  columns: Mapping['columns']
  defaults: Mapping['defaults']
  rows: number
  chunks: number
  accepted: number
  already: number
  refused: number
  /** Chunks that are done with; moved by compare-and-set together with the counts. */
  nextChunk: number
  handled: number
  imported: number
  changed: number
  kept: ImportedFile['kept']
  leaseUntil: Date | null
  /** One-time passwords of new accounts, sealed; gone once they were fetched. */
  passwords: string[]
  /** From when it was carried out: passwords wait for a day from then. */
  ranAt: Date | null
}

/** The rows of a file, some hundred a document: read once when it was sent, judged, and carried out. */
export interface ChunkRecord {
  _id: string
  importId: string
  n: number
  rows: { row: number; cells: string[] }[]
  verdicts: Verdict[]
  /** What an undo needs: which schools and accounts were made or changed, and how they were before. */
  effects: { id: string; before: unknown; after: unknown }[]
}
export interface Verdict { outcome: RowOutcome; refusals: RefusedField[] }

export const CHUNK_ROWS = 200

const options = { versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false } as const
const count = { type: Number, default: 0 }
const { Mixed } = Schema.Types

const imports = new Schema<ImportRecord>({
  _id: String,
  kind: { type: String, enum: IMPORT_KINDS, required: true },
  state: { type: String, enum: IMPORT_STATES, required: true },
  by: { type: String, required: true },
  at: { type: Date, required: true },
  fileName: { type: String, required: true },
  sheetName: { type: String, default: '' },
  sha256: { type: String, required: true },
  heads: [String],
  samples: [Mixed],
  columns: Mixed, defaults: Mixed,
  rows: count, chunks: count, accepted: count, already: count, refused: count,
  nextChunk: count, handled: count, imported: count, changed: count,
  kept: [Mixed],
  leaseUntil: { type: Date, default: null },
  passwords: [String],
  ranAt: { type: Date, default: null },
}, options)
imports.index({ kind: 1, at: -1 })
imports.index({ state: 1, at: 1 })

const chunks = new Schema<ChunkRecord>({
  _id: String, importId: { type: String, required: true }, n: { type: Number, required: true }, rows: [Mixed], verdicts: [Mixed], effects: [Mixed],
}, options)
chunks.index({ importId: 1, n: 1 }, { unique: true })

export type ImportModel = Model<ImportRecord>
export type ChunkModel = Model<ChunkRecord>
export const importModel = (connection: Connection): ImportModel => connection.model<ImportRecord>('Import', imports, 'imports')
export const chunkModel = (connection: Connection): ChunkModel => connection.model<ChunkRecord>('ImportChunk', chunks, 'importChunks')
