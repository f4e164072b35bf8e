import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Db } from 'mongodb'
import { refuseUnfinishedImport } from '../database/unfinished-import.ts'
import { indexesOf, linesOf, listCollections, Tally, type Listed } from './collections.ts'
import { copyEmbedded } from './embedded-copy.ts'
import { EXPORT_MANIFEST, type Exported, type ExportManifest } from './export.manifest.ts'
import { fillFolder } from './folder.ts'
import { writeManifest } from './manifest.ts'
import { needDatabase, withDatabase, type Where } from './open.ts'

export interface ExportOptions {
  /** Packs each file with gzip; the hashes are of what is inside. */
  gzip?: boolean
  /** Told what has been done, collection by collection. */
  say?(line: string): void
}

/**
 * Writes every collection into a new or empty folder, with its indexes, counted and hashed. Of the embedded database it is
 * that of one instant, since it is read from a copy; on a server what people write meanwhile may be half in it. Throws Refusal.
 */
export async function exportFrom(where: Where, folder: string, options: ExportOptions = {}): Promise<ExportManifest> {
  if (!where.MONGODB_URI) needDatabase(where.DATA_DIR)
  return fillFolder(folder, EXPORT_MANIFEST, async (unfinished) => {
    if (where.MONGODB_URI) return withDatabase(where, (db) => writeExport(db, unfinished, options))
    const copy = join(unfinished, 'copy')
    mkdirSync(copy, { mode: 0o700 })
    await copyEmbedded(where.DATA_DIR, copy)
    const manifest = await withDatabase({ DATA_DIR: copy, MONGODB_URI: undefined }, (db) => writeExport(db, unfinished, options))
    rmSync(copy, { recursive: true })
    return manifest
  })
}

/** Writes a database into a folder, the manifest last. */
async function writeExport(db: Db, folder: string, { gzip = false, say = () => {} }: ExportOptions): Promise<ExportManifest> {
  await refuseUnfinishedImport(db)
  const { collections, others } = await listCollections(db)
  for (const name of others) say(`${name} 不是普通集合，没有导出 (no ordinary collection, left out)`)
  const manifest: ExportManifest = { format: 'campus-safety-export', version: 1, collections: [] }
  for (const collection of collections) {
    const written = await writeCollection(db, collection, folder, gzip)
    manifest.collections.push(written)
    say(`${written.name}：${written.documents} 条`)
  }
  writeManifest(folder, EXPORT_MANIFEST, manifest)
  return manifest
}

async function writeCollection(db: Db, { name, options }: Listed, folder: string, gzip: boolean): Promise<Exported> {
  const file = `${encodeURIComponent(name)}.ndjson${gzip ? '.gz' : ''}`
  const tally = new Tally()
  await pipeline(linesOf(db, name, tally), gzip ? createGzip() : new PassThrough(), createWriteStream(join(folder, file), { flags: 'wx', mode: 0o600 }))
  return { name, file, documents: tally.documents, sha256: tally.sha256(), options, indexes: await indexesOf(db, name) }
}
