import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MongoClient, type Db } from 'mongodb'
import type { Config } from '../config.ts'
import { EMBEDDED_FILE, databaseIn, reach } from '../database/connect.ts'
import { Refusal } from '../database/refusal.ts'

export type Where = Pick<Config, 'MONGODB_URI' | 'DATA_DIR'>

/** Opens a database by the driver alone, any MongoDB or the embedded one, and closes it again. */
export async function withDatabase<T>(where: Where, run: (db: Db) => Promise<T>): Promise<T> {
  const { uri, stop } = await reach(where)
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000, writeConcern: { w: 'majority', journal: true } })
  try {
    await client.connect()
    return await run(client.db(databaseIn(uri)))
  } finally {
    await client.close()
    await stop()
  }
}

/** Throws Refusal where the folder holds no database: opening would make one. */
export function needDatabase(dataDir: string): void {
  if (existsSync(join(dataDir, EMBEDDED_FILE))) return
  throw new Refusal(`${dataDir} 里没有数据库：请用 DATA_DIR 指明数据文件夹。
There is no database in ${dataDir}: say with DATA_DIR where the data lies.`)
}
