import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { Person } from '../account/account.directory.ts'
import { inScope, SYSTEM, type Actor } from '../account/actor.ts'
import type { Config } from '../config.ts'
import type { Photo } from '../contract/hazard.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import type { Metrics } from '../http/metrics.ts'
import { createMailer, type Mailer } from './mailer.ts'
import { createDispatch } from './notification.dispatch.ts'
import { createInbox } from './notification.inbox.ts'
import { createIntents } from './notification.intents.ts'
import { notificationModel, type NotificationRecord } from './notification.model.ts'
import { createRecipients, type Contacts } from './notification.recipients.ts'
import { createTelling, type HazardsForTelling } from './notification.telling.ts'
import { wordsOfMail } from './notification.words.ts'

export interface NotificationDeps {
  connection: Connection
  config: Pick<Config, 'SMTP_URL' | 'MAIL_FROM' | 'PUBLIC_URL'>
  log: Logger
  now(): Date
  metrics?: Pick<Metrics, 'notifications'> | undefined
  accounts: { contacts: Contacts; peopleOf(ids: readonly string[]): Promise<Person[]> }
  schools: { namesOf(ids: readonly string[]): Promise<Map<string, string>> }
  photos: { ofHazards(ids: readonly string[]): Promise<Map<string, Photo[]>> }
  hazards: HazardsForTelling & { visible(actor: Actor, ids: readonly string[]): Promise<Map<string, HazardRecord>> }
}

export type NotificationService = ReturnType<typeof createNotificationService>

/** What people are told: planned as rows, sent by the dispatcher, read in the inbox. */
export function createNotificationService(deps: NotificationDeps) {
  const { connection, config, log, now, metrics, accounts, hazards } = deps
  const notifications = notificationModel(connection)
  const mailer = createMailer(config)
  const intents = createIntents(notifications, mailer !== null)
  const recipients = createRecipients(accounts.contacts)
  const telling = createTelling({ hazards, intents, recipients })
  const sendMail = createMailing(deps, mailer)
  const dispatching = createDispatch({ notifications, hazards, sendMail, now, log, ...(metrics && { metrics }) })
  const inbox = createInbox({ ...deps, notifications })

  return {
    /** Tells everybody concerned what has happened to a hazard and was not told yet. Can be run again at any moment. */
    tellEvents: telling.tellEvents,
    /** Tells what a crash between a change and its telling left over. */
    sweep: (now: Date) => telling.sweep(now, (hazard, error) => log.error({ err: error, hazard }, 'telling failed; the next sweep tries again')),
    plan: intents.planRungs,
    recipientsOf: recipients.recipientsOf,
    dispatch: dispatching.dispatch,
    dispatchMails: dispatching.dispatchMails,
    oldestWaiting: dispatching.oldestWaiting,
    /** Whether this account was ever told anything, or is about to be. */
    haveTold: async (accountId: string): Promise<boolean> => (await notifications.exists({ recipientId: accountId })) !== null,
    ...inbox,
    close: () => mailer?.close(),
  }
}

/** Words an e-mail at the moment of sending and sends it, if the person is still there, in scope, and has an address. */
function createMailing({ accounts, schools, config }: NotificationDeps, mailer: Mailer | null) {
  return async (intent: NotificationRecord, hazard: HazardRecord, now: Date): Promise<boolean> => {
    const [recipient] = await accounts.contacts.byIds([intent.recipientId])
    if (!mailer || !recipient?.email || !inScope(recipient, hazard.schoolId)) return false
    const [names, by] = await Promise.all([
      schools.namesOf([hazard.schoolId]), intent.by && intent.by !== SYSTEM ? accounts.peopleOf([intent.by]) : [],
    ])
    const { subject, text } = wordsOfMail({
      rung: intent.rung, level: intent.level ?? null, entry: (intent.historyIndex !== null && hazard.history[intent.historyIndex]) || null, hazard,
      schoolName: names.get(hazard.schoolId) ?? hazard.schoolId, recipientName: recipient.name, byName: by[0]?.name ?? null,
      link: config.PUBLIC_URL ? new URL(`/hazards/${hazard._id}`, config.PUBLIC_URL).href : null, now,
    })
    await mailer.send({ to: { name: recipient.name, address: recipient.email }, subject, text, key: intent._id })
    return true
  }
}
