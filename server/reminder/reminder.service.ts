import type { Logger } from 'pino'
import type { Contact } from '../account/account.views.ts'
import { SYSTEM } from '../account/actor.ts'
import type { HazardRecord, HistoryEntry } from '../hazard/hazard.model.ts'
import type { RungIntent } from '../notification/notification.intents.ts'
import type { HazardPeople } from '../notification/notification.recipients.ts'
import type { Recipient } from './ladder.ts'
import { step, type DueRung } from './rungs.ts'

export interface HazardsForRungs {
  /** Hazards whose wake has come, the oldest first, save for these. */
  dueForRung(now: Date, limit: number, without: readonly string[]): Promise<HazardRecord[]>
  /** Compare-and-set on status, deadline version and wake as read: false when somebody acted, or another tick was first. */
  moveRung(hazard: Pick<HazardRecord, '_id' | 'status' | 'deadlineVersion' | 'nextRungAt'>, move: {
    nextRungAt: Date | null
    rungsHandledTo: Date
    escalationLevel: number
    entries: HistoryEntry[]
  }): Promise<boolean>
}

export interface ReminderDeps {
  hazards: HazardsForRungs
  notifications: {
    plan(intents: readonly RungIntent[], now: Date): Promise<void>
    recipientsOf(hazard: HazardPeople, kinds: readonly Recipient[]): Promise<Contact[]>
    sweep(now: Date): Promise<void>
    dispatch(): Promise<void>
  }
  log: Logger
}

const AT_ONCE = 200
/** Enough for writes to share a commit, few enough to leave the database to the people who are working. */
const IN_FLIGHT = 8

export type ReminderService = ReturnType<typeof createReminderService>

/** Chases what runs late. Nothing here remembers anything: every tick reads the records, so it may run twice, late, or on two machines. */
export function createReminderService({ hazards, notifications, log }: ReminderDeps) {
  /** One ring of the doorbell: plans the rungs that are due, tells events left untold, and shows what waits. E-mails go by a job of their own. */
  async function tick(now: Date): Promise<void> {
    await chase(now)
    await notifications.sweep(now)
    await notifications.dispatch()
  }

  /** What did not move on is left to the next tick, however much of it there is. */
  async function chase(now: Date): Promise<void> {
    const left: string[] = []
    for (;;) {
      const due = await hazards.dueForRung(now, AT_ONCE, left)
      if (due.length === 0) return
      for (let at = 0; at < due.length; at += IN_FLIGHT) {
        await Promise.all(due.slice(at, at + IN_FLIGHT).map(async (hazard) => {
          if (!(await chaseOne(hazard, now))) left.push(hazard._id)
        }))
      }
    }
  }

  /** One hazard that cannot be chased keeps no other from it. */
  async function chaseOne(hazard: HazardRecord, now: Date): Promise<boolean> {
    try {
      return await climb(hazard, now)
    } catch (error) {
      log.error({ err: error, hazard: hazard._id }, 'a rung could not be planned; the next tick tries again')
      return false
    }
  }

  /**
   * Intents first, then the hazard moves on: a crash in between plans them again under the same ids. If somebody acted
   * meanwhile the hazard does not move, and the dispatcher cancels what no longer holds.
   */
  async function climb(hazard: HazardRecord, now: Date): Promise<boolean> {
    const { due, rungsHandledTo, nextRungAt } = step(hazard, now, hazard.nextRungAt)
    const told = await Promise.all(due.map(async (rung) => ({ rung, people: await notifications.recipientsOf(hazard, rung.to) })))
    await notifications.plan(told.flatMap(({ rung, people }) => people.map((recipient) => intentFor(hazard, rung, recipient))), now)
    return hazards.moveRung(hazard, {
      nextRungAt, rungsHandledTo,
      escalationLevel: Math.max(hazard.escalationLevel, ...due.map(({ level }) => level)),
      entries: told.map(({ rung, people }) => entryFor(hazard, rung, people, now)),
    })
  }

  return { tick }
}

const intentFor = ({ _id, deadlineVersion, severity }: HazardRecord, { rung, occurrence, level }: DueRung, recipient: Contact): RungIntent =>
  ({ hazardId: _id, deadlineVersion, rung, occurrence, level, recipient, urgent: severity === 'major' })

/** What the hazard's history says of a rung: which, how high, and who was told. */
const entryFor = ({ status }: HazardRecord, { rung, level }: DueRung, people: readonly Contact[], now: Date): HistoryEntry =>
  ({ at: now, by: SYSTEM, action: 'escalate', actionId: null, from: status, to: status, rung, level, told: people.map(({ id }) => id) })
