import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { Connection } from 'mongoose'
import { connect, type Database } from '../../server/database/connect.ts'
import { createIndexes } from '../../server/database/indexes.ts'

let shared: Promise<Database> | undefined
let folder: string | undefined

/**
 * One database server for the whole run, and a database of its own for each application. It is the embedded server in a
 * folder that goes away with the run, or MONGODB_URI where that is set.
 */
export async function freshDatabase(): Promise<Connection> {
  folder ??= mkdtempSync(join(tmpdir(), 'campus-'))
  shared ??= connect({ MONGODB_URI: process.env.MONGODB_URI, DATA_DIR: folder }, { monitorCommands: true })
  const { connection } = await shared
  return connection.useDb(`test_${randomBytes(6).toString('hex')}`, { useCache: false })
}

export async function dropDatabase(connection: Connection): Promise<void> {
  await connection.dropDatabase()
}

export { createIndexes }

after(async () => {
  await (await shared)?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})
