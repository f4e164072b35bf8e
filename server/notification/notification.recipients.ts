import type { Contact } from '../account/account.views.ts'
import { inScope, isDesk } from '../account/actor.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import type { Told } from '../hazard/hazard.transitions.ts'
import type { Recipient } from '../reminder/ladder.ts'

/** Who is reachable, from the account room: enabled accounts only. */
export interface Contacts {
  byIds(ids: readonly string[]): Promise<Contact[]>
  principalsOf(schoolId: string): Promise<Contact[]>
  inspectorsOf(schoolId: string): Promise<Contact[]>
  desk(): Promise<Contact[]>
  leaders(): Promise<Contact[]>
}

/** The words for people that the table of transitions and the ladder use. */
export type Kind = Told | Recipient

export type HazardPeople = Pick<HazardRecord, 'schoolId' | 'severity' | 'assigneeId' | 'reporterId' | 'rectifiedBy' | 'acceptances'> & {
  /** Whom the entry that is told names itself. */
  concerned?: string | null | undefined
  /** Whom `assigneeId` names, where that was read just now. */
  assignee?: Contact
}

/** Turns the words of the two tables into people, each once. Names the desk where a word of the table finds nobody. */
export function createRecipients(contacts: Contacts) {
  const resolve: Readonly<Record<Kind, (hazard: HazardPeople) => Promise<Contact[]>>> = {
    assignee, officer: assignee,
    reporter: ({ reporterId }) => contacts.byIds([reporterId]),
    reviewers, reviewer: reviewers,
    principal: ({ schoolId }) => contacts.principalsOf(schoolId),
    desk: () => contacts.desk(),
    leader: () => contacts.leaders(),
    concerned: async ({ concerned }) => (concerned ? contacts.byIds([concerned]) : []),
    principalAndDeskIfMajor: async ({ severity, schoolId }) =>
      severity === 'major' ? [...await contacts.principalsOf(schoolId), ...await contacts.desk()] : [],
  }

  async function assignee({ assigneeId, assignee: known }: HazardPeople): Promise<Contact[]> {
    return known ? [known] : assigneeId === null ? contacts.desk() : contacts.byIds([assigneeId])
  }

  /** The reporter if that person may accept, else the inspectors whose scope lists the school, else the desk. */
  async function reviewers(hazard: HazardPeople): Promise<Contact[]> {
    const fit = (people: Contact[]) => people.filter((person) => mayRecheck(person, hazard))
    const own = fit(await contacts.byIds([hazard.reporterId]))
    if (own.length > 0) return own
    const inspectors = fit(await contacts.inspectorsOf(hazard.schoolId))
    return inspectors.length > 0 ? inspectors : fit(await contacts.desk())
  }

  /** A rung is never told to nobody; a reporter who has left need not hear how it ended. */
  async function recipientsOf(hazard: HazardPeople, kinds: readonly Kind[]): Promise<Contact[]> {
    const found = (await Promise.all(kinds.map((kind) => resolve[kind](hazard)))).flat().filter((person) => inScope(person, hazard.schoolId))
    const mustReach = kinds.some((kind) => kind !== 'reporter' && kind !== 'principalAndDeskIfMajor')
    const people = found.length === 0 && mustReach ? await contacts.desk() : found
    return [...new Map(people.map((person) => [person.id, person])).values()]
  }

  return { recipientsOf }
}

/** Never whoever rectified or has accepted already; the second acceptance of a major hazard is the desk's. */
function mayRecheck(person: Contact, { schoolId, rectifiedBy, acceptances }: HazardPeople): boolean {
  if (person.id === rectifiedBy || acceptances.some(({ by }) => by === person.id)) return false
  return isDesk(person) || (acceptances.length === 0 && person.role === 'inspector' && inScope(person, schoolId))
}
