import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from '../database/refusal.ts'
import { jsonOf } from './json.ts'

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
  let text: string
  try {
    text = readFileSync(join(folder, EXPORT_MANIFEST), 'utf8')
  } catch (error) {
    throw new Refusal(`${folder} 里没有 ${EXPORT_MANIFEST} (${(error as NodeJS.ErrnoException).code})：不是 export-data 的导出，或者那次导出没有做完。
There is no ${EXPORT_MANIFEST} in ${folder}: no export, or one that was never finished.`)
  }
  const parsed = exportManifest.safeParse(jsonOf(text))
  if (parsed.data) return { manifest: parsed.data, sha256: createHash('sha256').update(text).digest('hex') }
  throw new Refusal(`${EXPORT_MANIFEST} 坏了，或者是别的版本写的 (damaged, or written by another version)：${parsed.error!.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`)
}
