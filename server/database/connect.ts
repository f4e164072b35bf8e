import mongoose, { type Connection, type ConnectOptions } from 'mongoose'
import type { Config } from '../config.ts'
import { Refusal } from './refusal.ts'
import { refuseUnfinishedImport } from './unfinished-import.ts'

export interface Database {
  connection: Connection
  /** Says in words what the application runs on, for the log. */
  kind: 'embedded' | 'joined' | 'server'
  close(): Promise<void>
}

const DATABASE = 'campus_safety'
/** What the embedded server keeps in the data folder. */
export const EMBEDDED_FILE = 'database.lmdb'

/**
 * Connects to MONGODB_URI, or without one to the embedded server.
 * Throws when the server cannot be reached within ten seconds, the data folder cannot be used, or half of an import is in there.
 */
export async function connect(config: Pick<Config, 'MONGODB_URI' | 'DATA_DIR'>, options: ConnectOptions = {}): Promise<Database> {
  const { uri, kind, stop } = await reach(config)
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
    await refuseUnfinishedImport(connection.db!)
  } catch (error) {
    await connection.close()
    await stop()
    throw error
  }
  return { connection, kind, close: async () => { await connection.close(); await stop() } }
}

/** The database that an address names, or ours; its hosts may be several. */
export const databaseIn = (uri: string): string => decodeURIComponent(/^[^:]+:\/\/[^/?]+\/([^?]+)/.exec(uri)?.[1] ?? DATABASE)

export interface Reached {
  uri: string
  kind: Database['kind']
  stop(): Promise<void>
}

/**
 * The address to connect to: MONGODB_URI, or without one that of the embedded server: of a running owner of the data folder,
 * else of one that is started now. The only place outside server/embedded-mongo that knows it exists.
 */
export async function reach({ MONGODB_URI, DATA_DIR }: Pick<Config, 'MONGODB_URI' | 'DATA_DIR'>): Promise<Reached> {
  return MONGODB_URI ? { uri: MONGODB_URI, kind: 'server', stop: async () => {} } : embedded(DATA_DIR)
}

async function embedded(dataDir: string): Promise<Reached> {
  const server = await import('../embedded-mongo/start.ts')
  const running = await server.runningUri(dataDir)
  if (running) return joined(running, dataDir, server)
  const { uri, stop } = await server.start({ dataDir }).catch((error: Error) => {
    throw new Refusal(`数据文件夹打不开 (the data folder cannot be opened)：${error.message}`, { cause: error })
  })
  return { uri, kind: 'embedded', stop }
}

const LOOK_MS = 1000

/**
 * Another process has the folder open, perhaps only for a backup. When it ends this one goes on with the folder, at the
 * same address, and the driver finds its way back.
 */
function joined(uri: string, dataDir: string, { runningUri, start }: typeof import('../embedded-mongo/start.ts')): Reached {
  let own: Awaited<ReturnType<typeof start>> | undefined
  let looking = Promise.resolve()
  const look = async () => {
    if (own || await runningUri(dataDir)) return
    // Of several that waited one has it; the others look on.
    own = await start({ dataDir }).catch(() => undefined)
  }
  const timer = setInterval(() => (looking = looking.then(look)), LOOK_MS).unref()
  const stop = async () => {
    clearInterval(timer)
    await looking
    await own?.stop()
  }
  return { uri, kind: 'joined', stop }
}
