import { pino } from 'pino'
import type { Contact } from '../account/account.views.ts'
import type { Actor } from '../account/actor.ts'
import { findItem } from '../checklist/checklist.ts'
import { actionRequest, type ActionRequest } from '../contract/action.ts'
import type { Role } from '../contract/enumerations.ts'
import { reportRequest, type ReportRequest } from '../contract/hazard.ts'
import { actionChange } from '../hazard/hazard.actions.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import { applied, newHazard, reassignment } from '../hazard/hazard.record.ts'
import { amiss } from '../hazard/hazard.standing.ts'
import { judge } from '../hazard/hazard.transitions.ts'
import { createIntents } from '../notification/notification.intents.ts'
import type { NotificationModel, NotificationRecord } from '../notification/notification.model.ts'
import { createRecipients, type Contacts } from '../notification/notification.recipients.ts'
import { createTelling } from '../notification/notification.telling.ts'
import { createReminderService } from '../reminder/reminder.service.ts'

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
/** An action as a person means it; the version is that of the moment. */
export type Deed = Without<ActionRequest, 'version'>

export interface Filing {
  id: string
  seq: number
  reporter: Actor
  assigneeId: string | null
  request: ReportRequest
}

export type Replay = ReturnType<typeof createReplay>

/**
 * Lets one hazard after another live through the past, in memory, by the very functions that the running system uses:
 * the record's builders, the table of transitions, the ladder and its tick, the telling. So no rule is written twice and
 * a history that the rules forbid throws instead of standing in the database. Without `tells` events go untold: a database
 * filled for measuring needs no inboxes.
 */
export function createReplay(contacts: Contacts, { tells = true }: { tells?: boolean } = {}) {
  let hazard: HazardRecord
  let told: NotificationRecord[] = []

  const rows = { collection: { insertMany: async (added: NotificationRecord[]) => { told.push(...added) } } }
  const intents = createIntents(rows as unknown as NotificationModel, false)
  const recipients = createRecipients(contacts)
  const telling = createTelling({
    intents, recipients,
    hazards: {
      forTelling: async () => hazard, untold: async () => [],
      markTold: async () => { delete hazard.untoldFrom; return true },
    },
  })
  const reminders = createReminderService({
    log: pino({ level: 'silent' }),
    hazards: {
      dueForRung: async (now) => (hazard.nextRungAt && hazard.nextRungAt <= now ? [hazard] : []),
      async moveRung(_seen, { entries, ...set }) {
        hazard = { ...hazard, ...set, history: [...hazard.history, ...entries] }
        return true
      },
    },
    notifications: { plan: intents.planRungs, recipientsOf: recipients.recipientsOf, sweep: async () => {}, dispatch: async () => {} },
  })

  /** Rings the doorbell at each instant at which a rung is due, up to and including `to`. */
  async function passTime(to: Date): Promise<void> {
    while (hazard.nextRungAt && hazard.nextRungAt <= to) await reminders.tick(hazard.nextRungAt)
  }

  async function tell(now: Date): Promise<void> {
    if (tells) await telling.tellEvents(hazard._id, now)
    else delete hazard.untoldFrom
  }

  async function report({ id, seq, reporter, assigneeId, request }: Filing, now: Date): Promise<void> {
    const fields = reportRequest.parse(request)
    told = []
    hazard = newHazard({ id, request: fields, reporter, item: itemOf(fields.checklistItem), assigneeId, seq, now })
    await tell(now)
  }

  /** Throws when the table of transitions does not allow it to this person at this instant. */
  async function act(actor: Actor, deed: Deed, actionId: string, now: Date): Promise<void> {
    await passTime(now)
    const verdict = judge(deed.action, hazard, actor, now)
    if (!('row' in verdict)) throw new Error(`${actor.username} may not ${deed.action} ${hazard.number} (${hazard.status}): ${verdict.refused}`)
    const request = actionRequest.parse({ ...deed, ...(!verdict.row.quiet && { version: hazard.version }) })
    const wrong = amiss(verdict.row, hazard, now)
    if (wrong) throw new Error(`${request.action} does not fit ${hazard.number}: ${wrong}`)
    hazard = applied(hazard, actionChange({ hazard, row: verdict.row, request, actionId, actor, item: itemOf(hazard.checklistItem), assigneeId: hazard.assigneeId, now }))
    await tell(now)
  }

  async function reassign(assigneeId: string, actionId: string, now: Date): Promise<void> {
    await passTime(now)
    if ('refused' in judge('reassign', hazard, 'system', now)) throw new Error(`${hazard.number} cannot be handed over`)
    hazard = applied(hazard, reassignment(hazard, assigneeId, actionId, now))
    await tell(now)
  }

  return {
    report, act, reassign, passTime,
    hazard: (): HazardRecord => hazard,
    /** Everything that anybody was told of this hazard: rungs of the past count as sent at their instant. */
    told: (): NotificationRecord[] => told.map((row) => (row.state === 'sent' ? row : { ...row, state: 'sent', sentAt: row.notBefore, attempts: 1 })),
  }
}

const itemOf = (code: string | null | undefined) => (code && findItem(code)) || null

/** The account room's directory, over people who are not stored yet. */
export function contactsAmong(people: readonly Contact[]): Contacts {
  const ids = new Map(people.map((person) => [person.id, person]))
  const among = (fits: (person: Contact) => boolean) => people.filter(fits)
  const bySchool = (role: Role) => {
    const found = new Map<string, Contact[]>()
    for (const person of among((one) => one.role === role && one.schoolIds !== 'all')) {
      for (const id of person.schoolIds) found.set(id, [...(found.get(id) ?? []), person])
    }
    return async (schoolId: string) => found.get(schoolId) ?? []
  }
  const desk = among(({ role, post }) => role === 'bureau' && post === 'desk')
  const leaders = among(({ role, post }) => role === 'bureau' && post === 'leader')
  return {
    byIds: async (wanted) => wanted.flatMap((id) => ids.get(id) ?? []),
    principalsOf: bySchool('principal'), inspectorsOf: bySchool('inspector'),
    desk: async () => desk, leaders: async () => leaders,
  }
}
