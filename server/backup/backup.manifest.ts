import { z } from 'zod'
import { EMBEDDED_FILE } from '../database/connect.ts'
import { readManifest } from './manifest.ts'

/** Written last: a folder that has it holds a whole backup. */
export const BACKUP_MANIFEST = 'backup.json'

const keptFile = z.strictObject({ name: z.string().regex(/^\w[\w.-]*$/), bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })

const backupManifest = z.strictObject({
  format: z.literal('campus-safety-backup'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  files: z.array(keptFile).refine((files) => files.some(({ name }) => name === EMBEDDED_FILE)),
  collections: z.record(z.string(), z.int().min(0)),
})
export type KeptFile = z.infer<typeof keptFile>
export type BackupManifest = z.infer<typeof backupManifest>

/** Throws Refusal where there is no whole backup that this version can read. */
export function readBackupManifest(folder: string): BackupManifest {
  return readManifest(folder, BACKUP_MANIFEST, backupManifest, (code) => `${folder} 里没有 ${BACKUP_MANIFEST} (${code})：不是备份，或者那次备份没有做完，不能用来恢复。
There is no ${BACKUP_MANIFEST} in ${folder}: no backup, or one that was never finished; it cannot be restored.`).manifest
}
