import type { Connection } from 'mongoose'
import { z } from 'zod'
import { LATE_SECONDS } from '../reminder/lateness.ts'
import { route, type Route } from './route.ts'

export interface HealthDeps {
  connection: Connection
  /** Seconds by which the jobs' oldest piece of work is late; 0 when nothing waits. */
  lateness(): Promise<number>
  draining(): boolean
}

const readiness = z.object({
  ready: z.boolean(), database: z.boolean(), draining: z.boolean(),
  latenessSeconds: z.number().nullable().describe('null when it could not be found out'), jobsOnTime: z.boolean(),
})

/** Liveness says that the process answers; readiness that it can do its work. Late jobs are told, but keep it in service. */
export const healthRoutes = (deps: HealthDeps): Route[] => [
  route({
    method: 'get', path: '/health/live', summary: 'The process answers', roles: 'anyone', answers: { 200: z.object({ live: z.literal(true) }) },
    handle: async () => ({ body: { live: true } }),
  }),
  route({
    method: 'get', path: '/health/ready', summary: 'Database reachable, jobs on time', roles: 'anyone', answers: { 200: readiness, 503: readiness },
    handle: async () => {
      const database = await answers(deps.connection)
      const latenessSeconds = database ? await deps.lateness().then(Math.round, () => null) : null
      const ready = database && !deps.draining()
      return {
        status: ready ? 200 : 503,
        body: { ready, database, draining: deps.draining(), latenessSeconds, jobsOnTime: latenessSeconds !== null && latenessSeconds <= LATE_SECONDS },
      }
    },
  }),
]

async function answers(connection: Connection): Promise<boolean> {
  try {
    await connection.db?.command({ ping: 1 }, { timeoutMS: 2000 })
    return connection.readyState === 1
  } catch {
    return false
  }
}
