import { copyFileSync, chmodSync, existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SECRET_FILE } from '../account/secrets.ts'
import { LOGINS_FILE } from '../demonstration/logins.ts'
import { Refusal } from '../database/refusal.ts'
import { BACKUP_MANIFEST, type BackupManifest, type KeptFile } from './backup.manifest.ts'
import { copyEmbedded } from './embedded-copy.ts'
import { fillFolder, isWithin, sha256OfFile } from './folder.ts'
import { writeManifest } from './manifest.ts'
import { needDatabase, type Where } from './open.ts'

/** What a restored folder needs beside the database: without the first everybody logs in again. */
const KEPT_FILES = [SECRET_FILE, LOGINS_FILE]

/**
 * Copies the embedded database as it stands at one instant, and what else the data folder needs, into a new or empty folder.
 * The application may run. The copy has been opened and counted before it counts as one. Throws Refusal.
 */
export async function makeBackup({ where, folder, now }: { where: Where; folder: string; now: Date }): Promise<BackupManifest> {
  refuseServer(where)
  needDatabase(where.DATA_DIR)
  refuseInside(folder, where.DATA_DIR)
  return fillFolder(folder, BACKUP_MANIFEST, async (unfinished) => {
    const { collections } = await copyEmbedded(where.DATA_DIR, unfinished)
    copyKept(where.DATA_DIR, unfinished)
    const manifest: BackupManifest = {
      format: 'campus-safety-backup', version: 1, madeAt: now.toISOString(), files: await describeFiles(unfinished), collections,
    }
    writeManifest(unfinished, BACKUP_MANIFEST, manifest)
    return manifest
  })
}

function refuseServer({ MONGODB_URI }: Where): void {
  if (!MONGODB_URI) return
  throw new Refusal(`设置了 MONGODB_URI：数据在 MongoDB 服务器上，这个命令只备份内置数据库。请用 mongodump，或者 npm run export-data -- 文件夹。
MONGODB_URI is set: the data lies on a MongoDB server, and this command copies the embedded database alone. Use mongodump, or npm run export-data -- DIR.`)
}

/** Deleting the data folder to begin again would take its backups along. */
function refuseInside(folder: string, dataDir: string): void {
  if (!isWithin(folder, dataDir) && !(existsSync(folder) && isWithin(realpathSync(folder), realpathSync(dataDir)))) return
  throw new Refusal(`备份不能放在数据文件夹 ${dataDir} 里面：请换一个地方，最好在另一块盘上。
A backup inside the data folder ${dataDir} would be lost with it: choose another place, best on another disk.`)
}

function copyKept(from: string, to: string): void {
  for (const name of KEPT_FILES.filter((file) => existsSync(join(from, file)))) {
    copyFileSync(join(from, name), join(to, name))
    chmodSync(join(to, name), 0o600)
  }
}

async function describeFiles(folder: string): Promise<KeptFile[]> {
  const files: KeptFile[] = []
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    files.push({ name, bytes: statSync(path).size, sha256: await sha256OfFile(path) })
  }
  return files
}
