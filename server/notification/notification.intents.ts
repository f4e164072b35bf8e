import type { Contact } from '../account/account.views.ts'
import { gathered } from '../database/gather.ts'
import { isDuplicate } from '../database/duplicate.ts'
import type { HistoryAction, Rung } from '../contract/enumerations.ts'
import { audibleFrom } from '../reminder/quiet-hours.ts'
import { CHANNELS, type Channel, type NotificationModel, type NotificationRecord } from './notification.model.ts'

interface About {
  hazardId: string
  deadlineVersion: number
  recipient: Contact
  /** About a major hazard: quiet hours do not hold it back. */
  urgent: boolean
}

/** A rung of the ladder to be told to one person. */
export interface RungIntent extends About {
  rung: Rung
  occurrence: number
  /** How high the ladder of that moment puts it: the hazard may be reclassified before the message is read. */
  level: number
}

/** Something in a hazard's history to be told to one person. */
export interface EventIntent extends About {
  event: HistoryAction
  historyIndex: number
  by: string
}

type Row = Pick<NotificationRecord, '_id' | 'state' | 'notBefore' | 'nextTryAt' | 'sentAt'> & Partial<NotificationRecord>

/** Writes intents down. One that stands already has been planned before and is left as it is: planning twice tells once. */
export function createIntents(notifications: NotificationModel, mails: boolean) {
  const channelsOf = ({ email }: Contact): readonly Channel[] => CHANNELS.filter((channel) => channel === 'inbox' || (mails && email))

  /** Rungs wait for the dispatcher, which looks once more whether the hazard still stands as it did. */
  const planRungs = (intents: readonly RungIntent[], now: Date) => insert(intents.flatMap((intent) => channelsOf(intent.recipient).map((channel) => {
    const { hazardId, deadlineVersion, rung, occurrence, level } = intent
    return row(intent, channel, {
      _id: `${hazardId}:${deadlineVersion}:${rung}:${occurrence}:${intent.recipient.id}:${channel}`,
      rung, occurrence, level, state: 'pending', notBefore: now, nextTryAt: now, sentAt: null,
    })
  })))

  /** An event's inbox row is the message, there at once at any hour; its e-mail keeps the quiet hours. */
  const planEvents = (intents: readonly EventIntent[], now: Date) => insert(intents.flatMap((intent) => channelsOf(intent.recipient).map((channel) => {
    const { hazardId, event, historyIndex, by } = intent
    const inbox = channel === 'inbox'
    const from = inbox ? now : audibleFrom(now, !intent.urgent)
    return row(intent, channel, {
      _id: `${hazardId}:h${historyIndex}:${intent.recipient.id}:${channel}`,
      event, historyIndex, by, state: inbox ? 'sent' : 'pending', notBefore: from, nextTryAt: from, sentAt: inbox ? now : null,
    })
  })))

  const insertTogether = gathered(async (batches: readonly NotificationRecord[][]) => {
    try {
      await notifications.collection.insertMany(batches.flat() as never, { ordered: false })
    } catch (error) {
      if (!onlyDuplicates(error)) throw error
    }
  })
  const insert = async (rows: NotificationRecord[]) => { if (rows.length > 0) await insertTogether(rows) }

  return { planRungs, planEvents }
}

const row = ({ hazardId, deadlineVersion, recipient, urgent }: About, channel: Channel, own: Row): NotificationRecord => ({
  hazardId, recipientId: recipient.id, channel, event: null, historyIndex: null, by: null, rung: null, occurrence: 0, level: null,
  deadlineVersion, urgent, attempts: 0, readAt: null, lastError: null, ...own,
})

/** An unordered insert reports every row that it could not write. */
function onlyDuplicates(error: unknown): boolean {
  const { writeErrors } = error as { writeErrors?: unknown }
  return writeErrors ? [writeErrors].flat().every((one) => isDuplicate(one)) : isDuplicate(error)
}
