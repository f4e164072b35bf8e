import assert from 'node:assert/strict'
import { pino } from 'pino'
import { validate } from 'node-cron'
import { jobTable, startJobs, type JobDeps } from '../../../server/reminder/jobs.ts'

const NOW = new Date('2026-11-12T02:24:00.000Z')
const silent = pino({ level: 'silent' })
const deps = (fields: Partial<JobDeps> = {}): JobDeps => ({
  reminders: { tick: async () => {} }, notifications: { dispatchMails: async () => {} }, sweepPhotos: async () => {}, sweepHandOvers: async () => {},
  renderPapers: async () => {}, sweepPapers: async () => {}, sweepImports: async () => {},
  lateness: async () => 0, reportLateness: () => {}, log: silent, ...fields,
})

describe('the jobs', () => {
  it('are a table of names, times and functions that a test can call', async () => {
    const ticks: Date[] = []
    const table = jobTable(deps({ reminders: { tick: async (now) => void ticks.push(now) } }))
    for (const { cron } of table) assert.ok(validate(cron), cron)
    await table.find(({ name }) => name === 'reminders')!.run(NOW)
    assert.deepEqual(ticks, [NOW])
  })

  it('send e-mails beside the reminders, so that a slow mail server holds no reminder up', async () => {
    let sent = 0
    const never = new Promise<void>(() => {})
    const table = jobTable(deps({ notifications: { dispatchMails: () => { sent += 1; return never } } }))
    await table.find(({ name }) => name === 'reminders')!.run(NOW)
    assert.equal(sent, 0)
    void table.find(({ name }) => name === 'e-mails')!.run(NOW)
    assert.equal(sent, 1)
  })

  it('report how late things are, and say so aloud beyond ten minutes', async () => {
    const said: unknown[] = []
    const log = pino({ level: 'error' }, { write: (line: string) => void said.push(JSON.parse(line)) })
    let reported = 0
    const watch = (seconds: number) => jobTable(deps({ lateness: async () => seconds, reportLateness: (late) => { reported = late }, log }))
      .find(({ name }) => name === 'watchdog')!.run(NOW)
    await watch(600)
    assert.deepEqual([reported, said.length], [600, 0])
    await watch(601)
    assert.deepEqual([reported, said.length], [601, 1])
  })

  it('ring once at start where an outage has to be caught up, and stop only when what runs is done', async () => {
    const done: string[] = []
    let finish = () => {}
    const running = new Promise<void>((resolve) => { finish = resolve })
    const jobs = startJobs([
      { name: 'catching up', cron: '0 0 1 1 *', atStart: true, run: async () => { await running; done.push('caught up') } },
      { name: 'yearly', cron: '0 0 1 1 *', run: async () => { done.push('yearly') } },
    ], () => NOW, silent)
    const stopped = jobs.stop().then(() => done.push('stopped'))
    finish()
    await stopped
    assert.deepEqual(done, ['caught up', 'stopped'])
  })

  it('survive a job that fails', async () => {
    const said: string[] = []
    const log = pino({ level: 'error' }, { write: (line: string) => void said.push(line) })
    const jobs = startJobs([{ name: 'broken', cron: '0 0 1 1 *', atStart: true, run: async () => { throw new Error('no database') } }], () => NOW, log)
    await jobs.stop()
    assert.match(said.join(), /job failed.*|broken/)
  })
})
