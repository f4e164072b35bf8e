import type { Connection } from 'mongoose'
import { accountModel } from '../account/account.model.ts'
import type { Config } from '../config.ts'
import { hazardModel } from '../hazard/hazard.model.ts'
import { schoolModel } from '../school/school.model.ts'
import { describeLogins } from './logins.ts'

export interface DemonstrationDeps {
  config: Pick<Config, 'DATA_DIR'>
  connection: Connection
  now: Date
  /** Whether this installation is to have the district; if not, only what a crash left half made is removed. */
  wanted: boolean
  /** How wide the photographs are, in pixels; 1200 if not given. */
  photoWidth?: number
  /** Tells who waits at the terminal why it takes a moment. */
  say?(line: string): void
}

/** Says that the district is the demonstration's, and whether it is whole: written first as `making`, last as `made`. */
interface Marker {
  _id: string
  stage: 'making' | 'made'
  at: Date
}
const MARKER = 'district'

/**
 * Fills an empty database with the demonstration district and answers the log-ins to print, also where it stands already;
 * null where it is not wanted or the database holds somebody's own data. What a crash left half made never passes for
 * somebody's district: it is removed. Throws when other accounts have come to stand in it.
 */
export async function makeDemonstration(deps: DemonstrationDeps): Promise<readonly string[] | null> {
  const { connection, config, now, wanted, say = console.log } = deps
  const markers = connection.collection<Marker>('demonstration')
  const marker = await markers.findOne({ _id: MARKER })
  if (marker?.stage === 'made') return wanted ? describeLogins(config.DATA_DIR) : null
  if (!marker && (!wanted || !(await isEmpty(connection)))) return null
  // The painter and the past are only read when there is something to make.
  const { fillDistrict, removeDistrict } = await import('./district.ts')
  if (marker) await removeDistrict(connection, now)
  if (!wanted) {
    await markers.deleteOne({ _id: MARKER })
    return null
  }
  say('正在生成演示数据，只在第一次启动时需要，约十秒… (making the demonstration district)')
  await markers.replaceOne({ _id: MARKER }, { stage: 'making', at: now }, { upsert: true })
  await fillDistrict(deps)
  await markers.replaceOne({ _id: MARKER }, { stage: 'made', at: now })
  return describeLogins(config.DATA_DIR)
}

/** Whether what stands in this database is the demonstration's, whatever the settings of today wish. */
export const isDemonstration = async (connection: Connection): Promise<boolean> =>
  (await connection.collection<Marker>('demonstration').findOne({ _id: MARKER }))?.stage === 'made'

async function isEmpty(connection: Connection): Promise<boolean> {
  const found = await Promise.all([
    accountModel(connection).exists({}), schoolModel(connection).exists({}), hazardModel(connection).exists({}),
  ])
  return found.every((one) => one === null)
}
