import { database, durably } from './database.ts'
import type { LocalHabits } from './kept.ts'

const KEEP_SCHOOLS = 5
const KEEP_SPOTS = 6
const KEEP_CATEGORIES = 4

export const noHabits = (accountId: string): LocalHabits => ({ accountId, schoolIds: [], spots: {}, categories: [] })

export const habitsOf = async (accountId: string): Promise<LocalHabits> =>
  (await (await database()).get('habits', accountId)) ?? noHabits(accountId)

/** Notes what was just reported, the latest first. */
export function afterReport(habits: LocalHabits, schoolId: string, spot: string, category: string): LocalHabits {
  return {
    ...habits,
    schoolIds: latestFirst(habits.schoolIds, schoolId, KEEP_SCHOOLS),
    spots: { ...habits.spots, [schoolId]: latestFirst(habits.spots[schoolId] ?? [], spot, KEEP_SPOTS) },
    categories: latestFirst(habits.categories, category, KEEP_CATEGORIES),
  }
}

export const keepHabits = (habits: LocalHabits): Promise<void> =>
  durably(['habits'], (tx) => tx.objectStore('habits').put(habits))

const latestFirst = (list: readonly string[], value: string, keep: number) =>
  [value, ...list.filter((other) => other !== value)].slice(0, keep)
