import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigError, parseConfig, wantsDemo, type Config } from './config.ts'
import { connect, type Database } from './database/connect.ts'
import { Refusal } from './database/refusal.ts'

const DRAIN_MS = 10_000
/** 300 KB over 20 kbit/s take two minutes, and there are worse places; a connection without a byte for a minute is dead. */
const PATIENCE = { requestTimeout: 600_000, headersTimeout: 20_000 }
const IDLE_MS = 60_000

/** The composition root: configuration, database, application, jobs, listen; and the way back down on a signal. */
async function main(config: Config): Promise<void> {
  // The database starts while the application's modules are still being read.
  const connecting = connect(config)
  connecting.catch(() => undefined)
  const [{ createLog }, { createApp }, { createServices }, { createIndexes }, { createMetrics }, { sessionSecret }, { loadPictureLibrary }] = await Promise.all([
    import('./log.ts'), import('./app.ts'), import('./services.ts'), import('./database/indexes.ts'), import('./http/metrics.ts'),
    import('./account/secrets.ts'), import('./photo/photo.pictures.ts'),
  ])
  const log = createLog(config)
  const database = await connecting
  const now = () => new Date()
  const metrics = createMetrics()
  const services = createServices({ connection: database.connection, config, now, log, metrics })
  await createIndexes(database.connection)
  await services.prepare()
  const demo = await makeDemo(config, database, now())
  let draining = false
  const app = createApp({
    config, services, connection: database.connection, log, metrics, now,
    sessionSecret: sessionSecret(config), draining: () => draining,
  })
  const server = await listen(createServer(PATIENCE, app).setTimeout(IDLE_MS), config)
  await loadPictureLibrary()
  const jobs = services.startJobs()
  // Beside the work of the day: what is not through yet is found by everything but its words.
  services.migrate().catch((error: unknown) => { if (!draining) log.error({ err: error }, 'migration cut short; the next start goes on') })
  announce(config, server, demo)
  log.info({ database: database.kind }, 'ready')

  const drain = async (signal: string) => {
    if (draining) return
    draining = true
    log.info({ signal }, 'draining')
    setTimeout(() => process.exit(1), DRAIN_MS).unref()
    server.closeIdleConnections()
    await new Promise((closed) => server.close(closed))
    await jobs.stop()
    await services.close()
    await database.close()
    process.exit(0)
  }
  process.on('SIGTERM', drain)
  process.on('SIGINT', drain)
}

async function makeDemo(config: Config, { connection }: Database, now: Date): Promise<readonly string[] | null> {
  const { makeDemonstration } = await import('./demonstration/make-demonstration.ts')
  return makeDemonstration({ config, connection, now, wanted: wantsDemo(config) })
}

function listen(server: Server, { HOST, PORT }: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(PORT, HOST, () => resolve(server))
  })
}

function announce(config: Config, server: Server, logins: readonly string[] | null): void {
  const { port } = server.address() as AddressInfo
  const address = config.PUBLIC_URL ?? `http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${port}`
  console.log(`\n校园安全隐患整改 · ${address}\n`)
  if (logins) console.log(`${logins.join('\n')}\n`)
}

try {
  await main(parseConfig(process.env))
} catch (error) {
  if (error instanceof ConfigError) console.error(`设置有误 (wrong settings):\n${error.message}`)
  else console.error(error instanceof Refusal ? error.message : error)
  process.exit(error instanceof ConfigError ? 2 : 1)
}
