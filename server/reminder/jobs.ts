import { schedule, type ScheduledTask } from 'node-cron'
import type { Logger } from 'pino'
import { LATE_SECONDS } from './lateness.ts'

/** Something done by the clock. It takes the time, can be run again, and calls the same services a person would. */
export interface Job {
  name: string
  /** When, in five fields, read as a clock in Shanghai shows it. */
  cron: string
  /** Also once at start, so that what an outage held up is caught up at once. */
  atStart?: boolean
  run(now: Date): Promise<unknown>
}

export interface JobDeps {
  reminders: { tick(now: Date): Promise<void> }
  notifications: { dispatchMails(): Promise<void> }
  sweepPhotos(now: Date): Promise<unknown>
  sweepHandOvers(now: Date): Promise<unknown>
  /** Makes the files of papers that were issued and have none. */
  renderPapers(now: Date): Promise<unknown>
  sweepPapers(now: Date): Promise<unknown>
  /** Goes on with imports that a crash left half-way. */
  sweepImports(now: Date): Promise<unknown>
  /** Seconds by which the oldest piece of work is late. */
  lateness(now: Date): Promise<number>
  reportLateness(seconds: number): void
  log: Logger
}

/** The jobs, as a table. Cron is only a doorbell: what is due is read from the records at each ring. */
export const jobTable = ({ reminders, notifications, sweepPhotos, sweepPapers, sweepHandOvers, renderPapers, sweepImports, lateness, reportLateness, log }: JobDeps): Job[] => [
  { name: 'reminders', cron: '* * * * *', atStart: true, run: (now) => reminders.tick(now) },
  { name: 'e-mails', cron: '* * * * *', atStart: true, run: () => notifications.dispatchMails() },
  { name: 'hand-overs', cron: '* * * * *', atStart: true, run: sweepHandOvers },
  { name: 'papers', cron: '* * * * *', atStart: true, run: renderPapers },
  { name: 'imports', cron: '* * * * *', atStart: true, run: sweepImports },
  { name: 'orphaned photos', cron: '40 3 * * *', run: sweepPhotos },
  { name: 'orphaned papers', cron: '50 3 * * *', run: sweepPapers },
  {
    name: 'watchdog', cron: '* * * * *',
    run: async (now) => {
      const seconds = await lateness(now)
      reportLateness(seconds)
      if (seconds > LATE_SECONDS) log.error({ seconds }, 'reminders or messages are late')
    },
  },
]

export interface RunningJobs {
  /** Rings no more, and waits for what is still running. */
  stop(): Promise<void>
}

/** Rings the doorbells. No job overlaps itself; one that fails is logged and rung again at its next time. */
export function startJobs(jobs: readonly Job[], now: () => Date, log: Logger): RunningJobs {
  const running = new Map<string, Promise<void>>()
  const ring = (job: Job): Promise<void> => {
    const earlier = running.get(job.name)
    if (earlier) return earlier
    const run = job.run(now())
      .then(() => undefined, (error: unknown) => log.error({ err: error, job: job.name }, 'job failed'))
      .finally(() => running.delete(job.name))
    running.set(job.name, run)
    return run
  }
  const tasks = jobs.map((job): ScheduledTask =>
    schedule(job.cron, () => ring(job), { name: job.name, timezone: 'Asia/Shanghai', noOverlap: true, logger: quietLogger(log) }))
  for (const job of jobs) if (job.atStart) void ring(job)
  return {
    async stop() {
      await Promise.all(tasks.map((task) => task.destroy()))
      await Promise.all(running.values())
    },
  }
}

/** The library's own remarks (a ring missed or skipped while busy) are ours to read, not the console's to print. */
const quietLogger = (log: Logger) => ({
  info: (message: string) => log.debug(message), warn: (message: string) => log.debug(message),
  error: (message: string | Error, error?: Error) => log.error({ err: error ?? message }, 'cron failed'),
  debug: (message: string | Error) => log.trace(String(message)),
})
