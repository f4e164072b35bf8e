import { randomUUID } from 'node:crypto'
import { inScope, isDesk, SYSTEM, type Actor } from '../account/actor.ts'
import type { SchoolPeople } from '../contract/account.ts'
import { UNFINISHED } from '../contract/enumerations.ts'
import { Problem } from '../http/problem.ts'
import type { HazardDeps } from './hazard.deps.ts'
import type { HazardRecord } from './hazard.model.ts'
import { reassignment } from './hazard.record.ts'
import { judge } from './hazard.transitions.ts'
import type { Write } from './hazard.writing.ts'

/** Each lost round means that a person was at work on one of the hazards in that very moment; ten in a row mean something else. */
const HAND_OVER_ROUNDS = 10

type Accounts = Pick<HazardDeps['accounts'], 'answerableAt'>

/**
 * A hazard goes to somebody in office at its school, or from the bureau to its own desk.
 * Throws nothing-changes for who has it already, and assignee-does-not-fit.
 */
export async function checkAssignee(accounts: Accounts, actor: Actor, hazard: HazardRecord, assigneeId: string | null): Promise<void> {
  if (assigneeId === hazard.assigneeId) throw new Problem('nothing-changes')
  const fits = assigneeId === null ? isDesk(actor) : (await accounts.answerableAt(hazard.schoolId)).some(({ id }) => id === assigneeId)
  if (!fits) throw new Problem('assignee-does-not-fit', { errors: [{ path: 'assigneeId', code: 'does-not-fit' }] })
}

/** Who may be given a school's hazards, for who may give them. Throws not-found for another's school, and not-this-person. */
export const createAssignees = ({ schools, accounts }: Pick<HazardDeps, 'schools' | 'accounts'>) =>
  async function assigneesAt(actor: Actor, schoolId: string): Promise<SchoolPeople> {
    if (!inScope(actor, schoolId) || !(await schools.find(schoolId))) throw new Problem('not-found')
    if (!isDesk(actor) && actor.role !== 'principal') throw new Problem('not-this-person')
    return { items: (await accounts.answerableAt(schoolId)).map(({ id, name, role, post }) => ({ id, name, role, post })) }
  }

/** What the system does with the hazards of somebody who has left. */
export function createHandingOn({ hazards, accounts, changed }: HazardDeps, write: Write) {
  /**
   * Hands every unfinished hazard of this account to whom the school's rule names now. Can be run again.
   * Throws when somebody keeps being first, so that the caller does not take the hand-over for finished.
   */
  async function reassignFrom(accountId: string, now: Date): Promise<void> {
    for (let rounds = 0; rounds < HAND_OVER_ROUNDS; rounds++) {
      if ((await handOn(accountId, now)) === 0) return
    }
    throw new Error(`the hazards of ${accountId} changed faster than they could be handed over`)
  }

  /** One round; answers how many it had to move, won or lost, so that only a round without any is the last. */
  async function handOn(accountId: string, now: Date): Promise<number> {
    const held = await hazards.find({ assigneeId: accountId, status: { $in: UNFINISHED } }).lean<HazardRecord[]>()
    let toMove = 0
    for (const hazard of held) {
      const assigneeId = await accounts.assigneeOf(hazard.schoolId)
      if (assigneeId === accountId || !('row' in judge('reassign', hazard, 'system', now)) || (await keepsByHand(accountId, hazard))) continue
      toMove++
      if (await write(hazard, reassignment(hazard, assigneeId, randomUUID(), now))) await changed(hazard._id, now)
    }
    return toMove
  }

  /** What a person gave somebody who is still in office at the school stays there, whomever the rule would name. */
  async function keepsByHand(accountId: string, { history, schoolId }: HazardRecord): Promise<boolean> {
    const given = history.findLast((entry) => entry.assigneeId !== undefined)
    if (given?.action !== 'reassign' || given.by === SYSTEM) return false
    return (await accounts.answerableAt(schoolId)).some(({ id }) => id === accountId)
  }

  return { reassignFrom }
}
