import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EMBEDDED_FILE } from '../database/connect.ts'
import { Refusal } from '../database/refusal.ts'
import { readBackupManifest, type BackupManifest, type KeptFile } from './backup.manifest.ts'
import { countEmbedded } from './embedded-copy.ts'
import { fillFolder } from './folder.ts'
import type { Where } from './open.ts'

/**
 * Puts a backup into a data folder that is new or empty. The files are compared with what the backup says of them, the
 * database is opened and counted, and only then does it appear. Throws Refusal.
 */
export async function restoreBackup({ where, folder }: { where: Where; folder: string }): Promise<BackupManifest> {
  refuseServer(where)
  const manifest = readBackupManifest(folder)
  await fillFolder(where.DATA_DIR, EMBEDDED_FILE, async (unfinished) => {
    for (const file of manifest.files) await copyWhole(file, folder, unfinished)
    const { collections } = await countEmbedded(unfinished)
    const wrong = Object.keys({ ...manifest.collections, ...collections }).filter((name) => manifest.collections[name] !== collections[name])
    if (wrong.length > 0) throw new Refusal(damaged(wrong.map((name) => `${name}: ${manifest.collections[name] ?? 0} ≠ ${collections[name] ?? 0}`).join(', ')))
  })
  return manifest
}

const damaged = (detail: string) => `备份坏了，什么都没有恢复 (the backup is damaged, nothing was restored)：${detail}`

function refuseServer({ MONGODB_URI }: Where): void {
  if (!MONGODB_URI) return
  throw new Refusal(`设置了 MONGODB_URI：这个命令只恢复内置数据库。mongodump 的备份用 mongorestore 恢复，导出的数据用 npm run import-data -- 文件夹。
MONGODB_URI is set: this command restores the embedded database alone. Use mongorestore, or npm run import-data -- DIR.`)
}

async function copyWhole({ name, bytes, sha256 }: KeptFile, from: string, to: string): Promise<void> {
  const hash = createHash('sha256')
  let copied = 0
  const tally = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      copied += chunk.length
      done(null, chunk)
    },
  })
  const source = createReadStream(join(from, name)).on('error', () => {})
  await pipeline(source, tally, createWriteStream(join(to, name), { flags: 'wx', mode: 0o600 })).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Refusal(damaged(`${name} 不在 (is missing)`)) : error
  })
  if (copied !== bytes || hash.digest('hex') !== sha256) throw new Refusal(damaged(`${name} 和记下的不一样 (is not what was written)`))
}
