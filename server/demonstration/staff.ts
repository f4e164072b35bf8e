import { actorOf, contactOf, type Contact } from '../account/account.views.ts'
import type { Actor } from '../account/actor.ts'
import { HAND_OVER, handOverAt, type Person } from './people.ts'
import type { Random } from './random.ts'

export type Staff = ReturnType<typeof createStaff>

/** Who is there to do things at a school, on a given day of the past. */
export function createStaff(people: readonly Person[], now: Date) {
  const records = people.map((person) => ({ ...person, createdAt: now }))
  const byName = new Map(records.map((record) => [record.username, record]))
  const one = (username: string): Actor => actorOf(byName.get(username)!)
  const number = (schoolId: string) => schoolId.slice(2)
  const working = records.filter(({ disabledAt }) => disabledAt === null)

  const officer = (schoolId: string, at: Date): Actor =>
    one(schoolId === HAND_OVER.schoolId && at < handOverAt(now) ? 'officer010-former' : `officer${number(schoolId)}`)
  const principal = (schoolId: string): Actor => one(`principal${number(schoolId)}`)
  const inspector = (schoolId: string): Actor =>
    actorOf(working.find(({ role, schoolIds }) => role === 'inspector' && schoolIds.includes(schoolId))!)
  const desk = (random: Random): Actor => one(random.pick(['desk1', 'desk1', 'desk2']))

  /** The school's own person who sees to it: mostly the officer, now and then a deputy or the principal. */
  function handler(schoolId: string, at: Date, random: Random): Actor {
    const deputies = working.filter(({ role, post, schoolIds }) => role === 'officer' && post === 'deputy' && schoolIds.includes(schoolId))
    if (deputies.length > 0 && random.chance(0.3)) return actorOf(random.pick(deputies))
    return random.chance(0.06) ? principal(schoolId) : officer(schoolId, at)
  }

  return {
    officer, principal, inspector, desk, handler, one,
    contacts: working.map(contactOf) satisfies Contact[],
  }
}
