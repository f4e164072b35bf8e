import { chmodSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { MongoServerError } from 'mongodb'
import { EMBEDDED_FILE } from '../database/connect.ts'
import { Refusal } from '../database/refusal.ts'
import { withDatabase } from './open.ts'

export interface Counted {
  /** Documents of each collection, by its name with that of its database. */
  collections: Record<string, number>
  documents: number
}

/**
 * Copies the embedded database of a data folder into another folder: everything committed at one instant, while others go on.
 * Answers what the copy holds, counted in the copy.
 */
export async function copyEmbedded(dataDir: string, folder: string): Promise<Counted> {
  const path = join(folder, EMBEDDED_FILE)
  const { documents } = await withDatabase({ DATA_DIR: dataDir, MONGODB_URI: undefined },
    (db) => db.admin().command({ embeddedBackup: path })).catch(explain) as { documents: number }
  if (!existsSync(path)) {
    throw new Refusal(`运行中的应用说复制好了，这里却看不到 ${path}：它看到的文件夹和你的不是同一个（容器、PrivateTmp）。换一个双方都看得到的文件夹。
The running application has written the copy, but not where this command looks (container, PrivateTmp): name a folder that both see.`)
  }
  chmodSync(path, 0o600)
  const counted = await countEmbedded(folder)
  if (counted.documents !== documents) throw new Refusal(damaged(`${documents} ≠ ${counted.documents}`))
  return counted
}

const damaged = (detail: string) => `复制出来的数据库不完整，没有保留 (the copy is not whole and was not kept)：${detail}`

function explain(error: unknown): never {
  if (!(error instanceof MongoServerError)) throw error
  throw new Refusal(`数据库没有复制成：${error.message}\n应用正在运行时，由它自己写这份复制：它的用户要能写这个文件夹。
The database could not be copied. While the application runs it writes the copy itself: its user must be able to write that folder.`)
}

/** Opens the database in a folder that is nobody's, counts what is in it, and leaves nothing else behind. */
export async function countEmbedded(folder: string): Promise<Counted> {
  const collections = await withDatabase({ DATA_DIR: folder, MONGODB_URI: undefined }, async (db) => {
    const { databases } = await db.admin().listDatabases({ nameOnly: true })
    const counts: Record<string, number> = {}
    for (const { name } of databases) {
      const owner = db.client.db(name)
      for (const { name: collection } of await owner.listCollections({}, { nameOnly: true }).toArray()) {
        counts[`${name}.${collection}`] = await owner.collection(collection).countDocuments()
      }
    }
    return counts
  })
  rmSync(join(folder, `${EMBEDDED_FILE}-lock`), { force: true })
  return { collections: sorted(collections), documents: Object.values(collections).reduce((sum, count) => sum + count, 0) }
}

const sorted = (counts: Record<string, number>) => Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))
