import { dateOf } from '../contract/calendar.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import { yearOf } from '../hazard/hazard.record.ts'
import type { NotificationRecord } from '../notification/notification.model.ts'
import { createLife, type Shot } from './life.ts'
import { minutesAfter } from './moments.ts'
import type { Person } from './people.ts'
import { plotYear } from './plot.ts'
import { createRandom, type Random } from './random.ts'
import { contactsAmong, createReplay } from './replay.ts'
import { createStaff } from './staff.ts'

/** Inboxes show what was told in the last fortnight. */
const INBOX_DAYS = 14
const DAY_MINUTES = 1440

export interface Year {
  hazards: HazardRecord[]
  shots: Shot[]
  notifications: NotificationRecord[]
}

/**
 * The district's last twelve months, lived through in memory. The same for the same day: all chance comes from its date,
 * and nothing of that day itself has happened yet, whatever the hour.
 */
export async function makeYear(people: readonly Person[], now: Date): Promise<Year> {
  const random = createRandom(dateOf(now))
  const staff = createStaff(people, now)
  const replay = createReplay(contactsAmong(staff.contacts))
  const numbers = new Map<string, number>()
  const year: Year = { hazards: [], shots: [], notifications: [] }
  for (const story of plotYear(now, random, staff)) {
    const key = `${story.school.id} ${yearOf(story.receivedAt)}`
    const seq = (numbers.get(key) ?? 0) + 1
    numbers.set(key, seq)
    const life = createLife({ story, replay, staff, random, now })
    await life.report(seq)
    await story.course(life)
    await replay.passTime(now)
    year.hazards.push({ ...replay.hazard(), photoIds: life.shots.map(({ id }) => id) })
    year.shots.push(...life.shots)
    year.notifications.push(...replay.told().filter(({ sentAt }) => sentAt! > minutesAfter(now, -INBOX_DAYS * DAY_MINUTES)))
  }
  return { ...year, notifications: year.notifications.map((row) => read(row, now, random)) }
}

/** Older messages have been read; of the last days' some have not. */
function read(row: NotificationRecord, now: Date, random: Random): NotificationRecord {
  const daysOld = (now.getTime() - row.sentAt!.getTime()) / (DAY_MINUTES * 60_000)
  const unread = random.chance(daysOld < 2 ? 0.6 : daysOld < 5 ? 0.2 : 0)
  const readAt = minutesAfter(row.sentAt!, random.between(4, 600))
  return unread || readAt > now ? row : { ...row, readAt }
}
