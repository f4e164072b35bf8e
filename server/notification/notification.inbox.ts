import type { QueryFilter } from 'mongoose'
import type { z } from 'zod'
import type { Actor } from '../account/actor.ts'
import type { Person } from '../account/account.directory.ts'
import { SEES_HAZARDS, VOID_REASONS } from '../contract/enumerations.ts'
import type { Photo } from '../contract/hazard.ts'
import type { Notification, notificationPage, notificationQuery } from '../contract/notification.ts'
import { daysLeft, stateOf } from '../hazard/hazard.deadline.ts'
import type { HazardRecord, HistoryEntry } from '../hazard/hazard.model.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { Problem } from '../http/problem.ts'
import type { NotificationModel, NotificationRecord } from './notification.model.ts'
import { wordsCarried } from './notification.words.ts'

export interface InboxDeps {
  notifications: NotificationModel
  hazards: { visible(actor: Actor, ids: readonly string[]): Promise<Map<string, HazardRecord>> }
  accounts: { peopleOf(ids: readonly string[]): Promise<Person[]> }
  photos: { ofHazards(ids: readonly string[]): Promise<Map<string, Photo[]>> }
}

type Filter = QueryFilter<NotificationRecord>
type Page = z.infer<typeof notificationPage>

const inboxOf = (actor: Actor) => ({ recipientId: actor.id, channel: 'inbox' as const, state: 'sent' as const })

/** A person's messages. Stored as ids, worded here under the scope that the person has now. */
export function createInbox({ notifications, hazards, accounts, photos }: InboxDeps) {
  /** One page, newest first, with the number of unread ones. Throws malformed for a cursor that is not ours. */
  async function list(actor: Actor, query: z.infer<typeof notificationQuery>, now: Date): Promise<Page> {
    const filter: Filter = { ...inboxOf(actor), ...(query.unread && { readAt: null }), ...(query.cursor !== undefined && after(query.cursor)) }
    const [rows, unread] = await Promise.all([
      notifications.find(filter).sort({ sentAt: -1, _id: -1 }).limit(query.limit + 1).lean<NotificationRecord[]>(),
      notifications.countDocuments({ ...inboxOf(actor), readAt: null }),
    ])
    const page = rows.slice(0, query.limit)
    return { items: await worded(actor, page, now), nextCursor: rows.length > query.limit ? cursorOf(page.at(-1)!) : null, unread }
  }

  async function worded(actor: Actor, rows: NotificationRecord[], now: Date): Promise<Notification[]> {
    // Who became an administrator keeps the old messages, without what they were about.
    const ids = SEES_HAZARDS.includes(actor.role) ? [...new Set(rows.map(({ hazardId }) => hazardId))] : []
    const [visible, pictures, people] = await Promise.all([
      hazards.visible(actor, ids), photos.ofHazards(ids), accounts.peopleOf(rows.flatMap(({ by }) => by ?? [])),
    ])
    const names = new Map(people.map(({ id, name }) => [id, name]))
    return rows.map((row) => {
      const hazard = visible.get(row.hazardId) ?? null
      const entry = hazard && row.historyIndex !== null ? hazard.history[row.historyIndex] : undefined
      return {
        id: row._id, at: row.sentAt!.toISOString(), readAt: row.readAt?.toISOString() ?? null, event: row.event, rung: row.rung,
        to: entry?.to ?? null, level: row.level ?? null, late: entry?.late === true,
        byName: hazard && row.by ? names.get(row.by) ?? null : null, words: entry ? wordsCarried(entry) : null,
        settled: entry ? settledBy(entry) : null,
        hazard: hazard && aboutHazard(hazard, pictures.get(hazard._id) ?? [], now),
      }
    })
  }

  /** Marks one of the person's own messages as read; again is no error. Throws not-found for another's, as for none. */
  async function markRead(actor: Actor, id: string, now: Date): Promise<void> {
    const own = { _id: id, ...inboxOf(actor) }
    const { matchedCount } = await notifications.updateOne({ ...own, readAt: null }, { $set: { readAt: now } })
    if (matchedCount === 0 && !(await notifications.findOne(own, { _id: 1 }).lean())) throw new Problem('not-found')
  }

  /** Marks everything that had come by then: what arrived since the person looked stays unread. */
  async function markAllRead(actor: Actor, until: Date, now: Date): Promise<void> {
    await notifications.updateMany({ ...inboxOf(actor), readAt: null, sentAt: { $lte: until } }, { $set: { readAt: now } })
  }

  return { list, markRead, markAllRead }
}

function settledBy(entry: HistoryEntry): NonNullable<Notification['settled']> {
  const { action, reason, dueOn = null, askedDueOn = null, supervisor = null, severity = null, severityBefore = null } = entry
  const voidReason = (action === 'void' && VOID_REASONS.find((one) => one === reason)) || null
  return { dueOn, askedDueOn, supervisor, severity, severityBefore, voidReason }
}

function aboutHazard(hazard: HazardRecord, pictures: readonly Photo[], now: Date): NonNullable<Notification['hazard']> {
  const { _id, number, schoolId, spot, description, severity, dueOn } = hazard
  return {
    id: _id, number, schoolId, spot, description, severity, state: stateOf(hazard, now), dueOn, daysLeft: daysLeft(dueOn, now),
    thumbnailId: pictures.find(({ kind }) => kind === 'before')?.id ?? null,
  }
}

const KIND = 's'
const cursorOf = ({ sentAt, _id }: NotificationRecord) => encodeCursor(KIND, sentAt!, _id)

/** Everything after the last row of the page before; the range on the leading field lets the index start there. */
function after(cursor: string): Filter {
  const { at, id } = decodeCursor(KIND, cursor)
  return { sentAt: { $lte: at }, $or: [{ sentAt: { $lt: at } }, { _id: { $lt: id } }] }
}
