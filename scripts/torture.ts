/**
 * npm run torture -- --main-job [--submissions 200] [--kills 12] [--seed WORD]
 * npm run torture -- --database [--rounds 100]
 * Ill-treats the built server on a folder of its own and checks what it promises: nothing lost, doubled or half.
 * The exit code is 1 when a promise is broken, 2 when wrongly called.
 */
import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { database } from './torture/database.ts'
import { mainJob } from './torture/main-job.ts'

const USAGE = `usage: npm run torture -- --main-job [--submissions 200] [--kills 12] [--seed WORD]
       npm run torture -- --database [--rounds 100]
The main job: the same seed draws the same requests and the same moments to kill at.`

interface Options {
  submissions: number
  kills: number
  seed: string
  rounds: number
}

/** What can be tortured, by the option that names it; answers whether every promise was kept. */
const PARTS: Readonly<Record<string, (options: Options) => Promise<boolean>>> = { 'main-job': mainJob, database }

function stop(message: string): never {
  console.error(message)
  process.exit(2)
}

function given() {
  try {
    const { values } = parseArgs({ options: {
      ...Object.fromEntries(Object.keys(PARTS).map((part) => [part, { type: 'boolean' } as const])),
      submissions: { type: 'string', default: '200' }, kills: { type: 'string', default: '12' }, rounds: { type: 'string', default: '100' }, seed: { type: 'string' },
    } })
    const [submissions, kills, rounds] = [values.submissions, values.kills, values.rounds].map(Number) as [number, number, number]
    const parts = Object.keys(PARTS).filter((part) => (values as Record<string, unknown>)[part])
    if (parts.length === 0 || ![submissions, kills, rounds].every((count) => Number.isInteger(count) && count > 0)) return stop(USAGE)
    return { parts, options: { submissions, kills, rounds, seed: values.seed ?? randomBytes(4).toString('hex') } }
  } catch (error) {
    return stop(`${(error as Error).message}\n${USAGE}`)
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const { parts, options } = given()
for (const part of parts) if (!(await PARTS[part]!(options))) process.exitCode = 1
