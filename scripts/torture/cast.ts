import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { parseConfig } from '../../server/config.ts'
import { connect, type Database } from '../../server/database/connect.ts'
import { createServices, type Services } from '../../server/services.ts'

export const SCHOOL_IDS = ['SC001', 'SC002'] as const
const PRINCIPAL = 'principal'

/** Who sends requests. The principal only hears of them. */
export const DOERS = ['inspector', 'officer', 'desk'] as const
export type Doer = (typeof DOERS)[number]

export interface Cast {
  password: string
  /** Account ids, by username. */
  ids: Readonly<Record<Doer | typeof PRINCIPAL, string>>
}

const PEOPLE = [
  { username: 'inspector', role: 'inspector', post: null, schoolIds: [...SCHOOL_IDS] },
  { username: 'officer', role: 'officer', post: 'primary', schoolIds: [...SCHOOL_IDS] },
  { username: PRINCIPAL, role: 'principal', post: null, schoolIds: [...SCHOOL_IDS] },
  { username: 'desk', role: 'bureau', post: 'desk', schoolIds: 'all' },
] as const

export interface Joined {
  services: Services
  connection: Database['connection']
  close(): Promise<void>
}

/** The services over the database of the server that runs on this folder. To be closed before that server is killed. */
export async function join(dataDir: string): Promise<Joined> {
  const config = parseConfig({ DATA_DIR: dataDir, DEMO: '0' })
  const { connection, close } = await connect(config)
  const services = createServices({ connection, config, log: pino({ level: 'warn' }, pino.destination(2)), now: () => new Date() })
  return { services, connection, close: async () => { services.close(); await close() } }
}

/** Two schools, and everybody a hazard of theirs passes on its way. */
export async function enrolCast(dataDir: string): Promise<Cast> {
  const { services, close } = await join(dataDir)
  try {
    for (const id of SCHOOL_IDS) {
      await services.schools.create({ id: 'system' }, {
        id, name: `学校${id}`, kind: '小学', cluster: '', place: null, students: null, boarding: false, canteen: false, schoolBus: false,
      })
    }
    const password = `Aa1-${randomBytes(12).toString('base64url')}`
    const ids: Record<string, string> = {}
    for (const person of PEOPLE) {
      const schoolIds = person.schoolIds === 'all' ? person.schoolIds : [...person.schoolIds]
      const { id } = await services.accounts.enrol({ id: 'system' }, { ...person, schoolIds, name: person.username, email: null },
        { password, mustChangePassword: false })
      ids[person.username] = id
    }
    return { password, ids: ids as Cast['ids'] }
  } finally {
    await close()
  }
}
