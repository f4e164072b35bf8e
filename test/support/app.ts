import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hash } from '@node-rs/argon2'
import { pino } from 'pino'
import supertest from 'supertest'
import type TestAgent from 'supertest/lib/agent.js'
import { createApp, routesOf } from '../../server/app.ts'
import { parseConfig } from '../../server/config.ts'
import type { Post, Role } from '../../server/contract/enumerations.ts'
import { createMetrics } from '../../server/http/metrics.ts'
import { createServices } from '../../server/services.ts'
import { createIndexes, dropDatabase, freshDatabase } from './database.ts'

export const PASSWORD = 'Correct-horse-9'
/** Cheap on purpose: what the parameters of real passwords are is tested where passwords are made. */
const passwordHash = hash(PASSWORD, { algorithm: 2, memoryCost: 64, timeCost: 1, parallelism: 1 })

export interface Options {
  /** The first instant that the clock shows, in Shanghai. */
  at?: string
  env?: Record<string, string>
}

export interface Person { id: string; username: string; name: string; request: TestAgent }
export type TestApp = Awaited<ReturnType<typeof startApp>>

/** The application as people reach it: by HTTP, on a database of its own, under a clock that stands until it is moved. */
export async function startApp({ at = '2026-11-24T09:00:00', env = {} }: Options = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'campus-app-'))
  const config = parseConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, LOG_LEVEL: 'error', DEMO: '0', ...env })
  const connection = await freshDatabase()
  const clock = { now: new Date(`${at}+08:00`) }
  const pauses: number[] = []
  const log = pino({ level: config.LOG_LEVEL })
  const metrics = createMetrics()
  const now = () => clock.now
  const services = createServices({ connection, config, log, metrics, now, pause: async (ms) => void pauses.push(ms) })
  await createIndexes(connection)
  const deps = { config, services, connection, log, metrics, now, sessionSecret: 'only for tests, thirty-two characters' }
  const app = createApp(deps)
  const server = app.listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const { port } = server.address() as AddressInfo

  const anyone = () => supertest.agent(server)

  async function logIn(username: string, password = PASSWORD): Promise<TestAgent> {
    const request = anyone()
    await request.post('/api/session').send({ username, password }).expect(200)
    return request
  }

  /** The same person signed in once more: sessions end with a change of the account, or with time. */
  const again = async (who: Person): Promise<Person> => ({ ...who, request: await logIn(who.username) })

  /** Somebody with an account, already signed in. */
  async function person(role: Role, { post = null, schoolIds = [], name, email = null }: {
    post?: Post | null; schoolIds?: 'all' | string[]; name?: string; email?: string | null
  } = {}): Promise<Person> {
    const id = randomUUID()
    const username = `${role}-${id.slice(0, 8)}`
    const listed = schoolIds === 'all' ? [] : schoolIds
    await connection.collection('accounts').insertOne({
      _id: id as never, username, name: name ?? `${role}${id.slice(0, 4)}`, role, post,
      allSchools: schoolIds === 'all', schoolIds: listed, ...(role === 'officer' && post === 'primary' && { primarySchoolIds: listed }),
      email, passwordHash: await passwordHash, mustChangePassword: false, sessionVersion: 1, version: 1, createdAt: clock.now, disabledAt: null, grams: [],
    })
    return { id, username, name: name ?? username, request: await logIn(username) }
  }

  async function school(id: string, place: { lng: number; lat: number } | null = { lng: 114.18, lat: 35.9 }, name = `学校${id}`) {
    const { lng, lat } = place ?? { lng: null, lat: null }
    await services.schools.create({ id: 'system' }, { id, name, kind: '小学', cluster: '', place: lng === null ? null : { lng, lat: lat! }, students: null, boarding: false, canteen: false, schoolBus: false })
    return id
  }

  async function stop(): Promise<void> {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
    await dropDatabase(connection)
    rmSync(dataDir, { recursive: true, force: true })
  }

  /** As good as another process: it shares nothing but the database. */
  const anotherProcess = (itsNow = now) => createServices({ connection, config, log, now: itsNow })

  const advance = ({ days = 0, hours = 0, minutes = 0 }) => {
    clock.now = new Date(clock.now.getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000)
  }
  const setClock = (local: string) => void (clock.now = new Date(`${local}+08:00`))

  return {
    app, server, config, connection, services, metrics, clock, pauses, anyone, logIn, again, person, school, stop, anotherProcess, advance, setClock,
    routes: routesOf(deps), origin: `http://127.0.0.1:${port}`,
  }
}
