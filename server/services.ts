import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import { sessionSecret } from './account/secrets.ts'
import { createAccountService } from './account/account.service.ts'
import { createAuditService } from './audit/audit.service.ts'
import { CATEGORIES, findCategory, findItem } from './checklist/checklist.ts'
import type { Config } from './config.ts'
import { once } from './database/once.ts'
import { createHazardChase } from './hazard/hazard.chase.ts'
import { fillGrams } from './hazard/hazard.grams.ts'
import { jobModel } from './hazard/hazard.job.model.ts'
import { hazardModel } from './hazard/hazard.model.ts'
import { createHazardService } from './hazard/hazard.service.ts'
import type { Metrics } from './http/metrics.ts'
import { createSeal } from './import/import.passwords.ts'
import { createImportService } from './import/import.service.ts'
import { createLedgerService } from './ledger/ledger.service.ts'
import { createNotificationService } from './notification/notification.service.ts'
import { createPaperService } from './paper/paper.service.ts'
import { createDisplays } from './photo/photo.display.ts'
import { createPhotoFiles } from './photo/photo.files.ts'
import { createPrints } from './photo/photo.print.ts'
import { createPhotoService } from './photo/photo.service.ts'
import { createPhotoStore } from './photo/photo.store.ts'
import { sweepOrphans } from './photo/photo.sweep.ts'
import { jobTable, startJobs } from './reminder/jobs.ts'
import { createLateness } from './reminder/lateness.ts'
import { createReminderService } from './reminder/reminder.service.ts'
import { createSchoolService } from './school/school.service.ts'
import { createMapService } from './statistics/map.service.ts'
import { createViewService } from './view/view.service.ts'

export interface ServiceDeps {
  connection: Connection
  config: Config
  log: Logger
  now(): Date
  metrics?: Metrics
  /** How the log-in waits, in milliseconds; a test counts instead of waiting. */
  pause?(ms: number): Promise<void>
}

export type Services = ReturnType<typeof createServices>

/** Builds the rooms in the order in which they need each other. Two need somebody built after them, by a late word. */
export function createServices({ connection, config, log, now, metrics, pause }: ServiceDeps) {
  const hazardRecords = hazardModel(connection)
  const audit = createAuditService({ connection, now, peopleOf: (ids) => accounts.peopleOf(ids) })
  const schools = createSchoolService({ connection, audit })
  const accounts = createAccountService({
    connection, now, audit, schools, assigneeGone: (id, at) => hazards.reassignFrom(id, at), ...(pause && { pause }),
  })
  const store = createPhotoStore(connection)
  const files = createPhotoFiles(connection)
  const hazards = createHazardService({
    hazards: hazardRecords, jobs: jobModel(connection), schools, accounts, photos: store, checklists: { findCategory, findItem },
    changed: (id, at, fresh) => notifications.tellEvents(id, at, fresh).catch((error: unknown) => log.error({ err: error, hazard: id }, 'telling failed; the sweep will')),
  })
  const chase = createHazardChase(hazardRecords)
  const photos = createPhotoService({ store, files, displays: createDisplays(store, files, now), hazards, audit, now })
  const notifications = createNotificationService({ connection, config, log, now, metrics, accounts, schools, photos: store, hazards: { ...chase, visible: hazards.visible } })
  const reminders = createReminderService({ hazards: chase, notifications, log })
  const maps = createMapService({ hazards, schools })
  const views = createViewService({ connection })
  const paperFiles = createPhotoFiles(connection, 'papers')
  const papers = createPaperService({ connection, files: paperFiles, prints: createPrints(store, files), audit, log, hazards, schools, accounts, photos: store })
  const ledgers = createLedgerService({ connection, audit, hazards, schools, accounts, papers, checklists: { findCategory } })
  const imports = createImportService({ connection, audit, hazards, schools, accounts, papers, notifications, categories: CATEGORIES, seal: createSeal(sessionSecret(config)), now, log })
  const lateness = createLateness({ hazards: chase, notifications })
  const sweepPhotos = (at: Date) => sweepOrphans(store, files, at)
  const sweepPapers = (at: Date) => sweepOrphans(papers, paperFiles, at)
  const jobs = jobTable({
    reminders, notifications, lateness, log, sweepPhotos, sweepPapers, sweepHandOvers: accounts.sweepHandOvers, renderPapers: papers.renderPending, sweepImports: imports.sweep,
    reportLateness: (seconds) => metrics?.lateness.set(seconds),
  })
  return {
    audit, schools, accounts, hazards, chase, photos, notifications, reminders, maps, views, ledgers, imports, papers, lateness, sweepPhotos, sweepPapers,
    startJobs: () => startJobs(jobs, now, log),
    /** What a database of an earlier version lacks, and what must be there before anybody comes in. */
    prepare: () => papers.prepare(now()),
    /** What a database of an earlier version lacks; it is at work meanwhile. */
    migrate: () => once(connection, 'hazard-grams-of-figures', now(), () => fillGrams(hazardRecords)),
    close: async () => { await papers.settled(); await imports.settled(); await notifications.close() },
  }
}
