/**
 * npm run bench [-- --hazards 100000 --reports 600 --data DIR]
 * npm run bench -- --database [--against URI]: the embedded database alone, or beside another server
 * With --data the folder is kept, and seeded only if it is empty: for measuring the same data again.
 * Measures what the product promises to be fast, on the built server with its embedded database, and prints one table.
 * The load comes from this process, so that the server's CPU time is its own: app and database together.
 */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { median, photoForm, quantile, run, signIn, type Client } from './support/client.ts'
import { benchDatabase } from './bench/database.ts'
import { formSize } from './bench/form-size.ts'
import { bareThumbnails, benchPicture } from './bench/picture.ts'
import { startServer, type ServerProcess } from './support/server-process.ts'

const { values } = parseArgs({
  options: { hazards: { type: 'string', default: '100000' }, reports: { type: 'string', default: '600' }, data: { type: 'string' }, database: { type: 'boolean' }, against: { type: 'string' } },
})
const HAZARDS = Number(values.hazards)
const REPORTS = Number(values.reports)
const SCHOOLS = 100
const CONCURRENCIES = [1, 8, 32]
const WARM_UP = 1500


const row = (what: string, ...figures: string[]) => {

  console.log([what.padEnd(44), ...figures].join('  '))
}
const fixed = (value: number, digits = 1) => value.toFixed(digits)

if (values.database) {
  await benchDatabase(values.against, row)
  process.exit()
}

const folder = values.data ?? mkdtempSync(join(tmpdir(), 'campus-bench-'))
try {
  console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}\n`)
  const { username, password } = seed()
  await benchStart()
  const server = await startServer(folder)
  row('resident memory after start', `${server.residentMb()} MB`)
  const client = await signIn(server.origin, username, password)
  await benchReads(client)
  await benchReports(server, client)
  row('resident memory at the end', `${server.residentMb()} MB`)
  await server.stop()
  const { scriptKb, styleKb } = formSize(join(import.meta.dirname, '../mobile-web'))
  row('report form, gzipped', `${fixed(scriptKb)} KB script`, `${fixed(styleKb)} KB style`)
} finally {
  if (!values.data) rmSync(folder, { recursive: true, force: true })
}

/** Fills the folder in a process of its own and answers the log-in of a bureau desk, which is kept beside the data. */
function seed(): { username: string; password: string } {
  const kept = join(folder, 'bench-login.json')
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as { username: string; password: string }
  const startedAt = performance.now()
  const printed = execFileSync(process.execPath, [join(import.meta.dirname, 'seed.js'), '--schools', String(SCHOOLS), '--hazards', String(HAZARDS)], {
    env: { ...process.env, DATA_DIR: folder, DEMO: '0', MONGODB_URI: '' }, encoding: 'utf8',
  })
  row(`seeding ${HAZARDS} hazards`, `${fixed((performance.now() - startedAt) / 1000)} s`)
  const [, username, password] = /(seed-desk)\S*，密码都是 (\S+)/.exec(printed) ?? []
  if (!username || !password) throw new Error(`no log-in in what the seed printed:\n${printed}`)
  writeFileSync(kept, JSON.stringify({ username, password }), { mode: 0o600 })
  return { username, password }
}

async function benchStart(): Promise<void> {
  const times: number[] = []
  for (let n = 0; n < 5; n++) {
    const server = await startServer(folder)
    times.push(server.startedInMs)
    await server.stop()
  }
  row('start to first 200, median of 5', `${fixed(median(times), 0)} ms`, `(${times.map((time) => fixed(time, 0)).join(' ')})`)
}

async function benchReads({ send }: Client): Promise<void> {
  const list = JSON.parse((await send('GET', '/api/hazards?limit=100')).toString()) as { items: { photos: { id: string }[] }[] }
  const photos = list.items.flatMap((item) => item.photos.map(({ id }) => id))
  const LISTS = ['?state=overdue,soon,open', '?state=rectified', '?state=closed', '', '?severity=major', '?schoolId=SD0007', '?category=FIRE', '?state=overdue&severity=serious']
  const WORDS = ['灭火', '灭火器', '食堂 灭火', '宿舍', 'SD0007', '0042', '门锁 宿舍', '气瓶过了检验期']
  const reads: [string, (n: number) => string][] = [
    ['list of 50', (n) => `/api/hazards${LISTS[n % LISTS.length]}`],
    ['search', (n) => `/api/hazards?q=${encodeURIComponent(WORDS[n % WORDS.length]!)}`],
    ['count of a list', (n) => `/api/hazards/count${LISTS[n % LISTS.length]}`],
    ['map', (n) => `/api/map${['', '?severity=general', '?category=FIRE,ELEC'][n % 3]}`],
    ['thumbnail', (n) => `/api/photos/${photos[n % photos.length]}/thumbnail`],
  ]
  for (const [what, path] of reads) {
    await run(30, 1, (n) => send('GET', path(n)))
    const times = await run(400, 1, (n) => send('GET', path(n)))
    row(`${what}, over ${HAZARDS} hazards`, ...[0.5, 0.95, 0.99].map((share) => `p${share * 100} ${fixed(quantile(times, share))} ms`))
  }
}

async function benchReports(server: ServerProcess, { send }: Client): Promise<void> {
  const { items: schools } = JSON.parse((await send('GET', '/api/schools')).toString()) as { items: { id: string }[] }
  const picture = await benchPicture()
  const bare = await bareThumbnails(picture, 200)
  row(`bare sharp, thumbnail of a ${Math.round(picture.length / 1000)} KB photo`, `${fixed(bare.perSecond, 0)}/s`, `${fixed(bare.cpuMs)} ms CPU`)
  const kinds: [string, (n: number) => Promise<void>][] = [
    ['report without photo', async (n) => void (await report(n))],
    ['report with one photo', async (n) => putPhoto(await report(n), picture)],
  ]
  for (const [what, work] of kinds) {
    // A server runs for weeks: the first requests, in which the engine still compiles, are not its cost.
    await run(WARM_UP, 8, work)
    for (const concurrency of CONCURRENCIES) {
      const startedAt = performance.now()
      const before = server.cpuMs()
      await run(REPORTS, concurrency, work)
      const perSecond = (REPORTS / (performance.now() - startedAt)) * 1000
      row(`${what}, concurrency ${concurrency}`, `${fixed(perSecond, 0)}/s`, `${fixed((server.cpuMs() - before) / REPORTS, 2)} ms CPU`)
    }
  }

  async function report(n: number): Promise<string> {
    const id = randomUUID()
    await send('PUT', `/api/hazards/${id}`, JSON.stringify({
      schoolId: schools[n % schools.length]!.id, spot: '教学楼二层西侧', category: 'FIRE', checklistItem: 'FIRE-01', severity: 'serious',
      description: '消火栓箱前堆放纸箱 4 个，箱门打不开', photoCount: 1, foundAt: new Date().toISOString(),
    }))
    return id
  }

  async function putPhoto(hazardId: string, photo: Buffer): Promise<void> {
    const { body, type } = photoForm('before', photo)
    await send('PUT', `/api/hazards/${hazardId}/photos/${randomUUID()}`, body, type)
  }
}
