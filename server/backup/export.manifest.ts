import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readManifest } from './manifest.ts'

/** Written last: a folder that has it holds a whole export. */
export const EXPORT_MANIFEST = 'export.json'

const exported = z.strictObject({
  name: z.string().min(1),
  file: z.string().regex(/^[\w%~.!'()*-]+\.ndjson(\.gz)?$/),
  documents: z.int().min(0),
  /** Of the lines, whether or not the file is packed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** What the collection was made with, in canonical Extended JSON; empty for an ordinary one. */
  options: z.record(z.string(), z.unknown()),
  /** All but the one over _id, by name, in canonical Extended JSON. */
  indexes: z.array(z.looseObject({ name: z.string(), key: z.record(z.string(), z.unknown()) })),
})

/** Holds no date and no address: equal data make equal exports. */
const exportManifest = z.strictObject({
  format: z.literal('campus-safety-export'),
  version: z.literal(1),
  collections: z.array(exported).refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'a collection is named twice'),
})
export type Exported = z.infer<typeof exported>
export type ExportManifest = z.infer<typeof exportManifest>

/** Answers the manifest and its SHA-256, which stands for the whole export. Throws Refusal where there is no whole one. */
export function readExportManifest(folder: string): { manifest: ExportManifest; sha256: string } {
  const { manifest, text } = readManifest(folder, EXPORT_MANIFEST, exportManifest, (code) => `${folder} 里没有 ${EXPORT_MANIFEST} (${code})：不是 export-data 的导出，或者那次导出没有做完。
There is no ${EXPORT_MANIFEST} in ${folder}: no export, or one that was never finished.`)
  return { manifest, sha256: createHash('sha256').update(text).digest('hex') }
}
