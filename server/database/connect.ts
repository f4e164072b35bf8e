import mongoose, { type Connection, type ConnectOptions } from 'mongoose'
import type { Config } from '../config.ts'

export interface Database {
  connection: Connection
  /** Says in words what the application runs on, for the log. */
  kind: 'embedded' | 'joined' | 'server'
  close(): Promise<void>
}

const DATABASE = 'campus_safety'

/**
 * Connects to MONGODB_URI, or without one to the embedded server: joins the socket of a running owner of the data folder,
 * else starts one. The only place outside server/embedded-mongo that knows it exists.
 * Throws when the server cannot be reached within ten seconds or the data folder cannot be used.
 */
export async function connect(config: Pick<Config, 'MONGODB_URI' | 'DATA_DIR'>, options: ConnectOptions = {}): Promise<Database> {
  const { uri, kind, stop } = config.MONGODB_URI
    ? { uri: config.MONGODB_URI, kind: 'server' as const, stop: async () => {} } : await embedded(config.DATA_DIR)
  const connection = mongoose.createConnection(uri, {
    dbName: databaseIn(uri),
    writeConcern: { w: 'majority', journal: true }, readPreference: 'primary',
    // A repeat is answered from what is read: a write that a failover could still roll back must not be acknowledged so.
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: 10_000, maxPoolSize: 32, ignoreUndefined: true, autoIndex: false, autoCreate: false,
    bufferCommands: false, ...options,
  })
  try {
    await connection.asPromise()
  } catch (error) {
    await stop()
    throw error
  }
  return { connection, kind, close: async () => { await connection.close(); await stop() } }
}

/** The database that an address names, or ours; its hosts may be several. */
export const databaseIn = (uri: string): string => decodeURIComponent(/^[^:]+:\/\/[^/?]+\/([^?]+)/.exec(uri)?.[1] ?? DATABASE)

async function embedded(dataDir: string) {
  const { runningUri, start } = await import('../embedded-mongo/start.ts')
  const running = await runningUri(dataDir)
  if (running) return { uri: running, kind: 'joined' as const, stop: async () => {} }
  const { uri, stop } = await start({ dataDir })
  return { uri, kind: 'embedded' as const, stop }
}
