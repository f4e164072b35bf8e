import { addDays, dateOf } from '../../../server/contract/calendar.ts'

export type Day = 'today' | 'yesterday' | 'earlier'

/** Messages by day in Shanghai, in the order given; days without any are left out. */
export function byDay<T extends { at: string }>(messages: readonly T[], now = new Date()): { day: Day; messages: T[] }[] {
  const today = dateOf(now)
  const yesterday = addDays(today, -1)
  const groups: Record<Day, T[]> = { today: [], yesterday: [], earlier: [] }
  for (const message of messages) {
    const date = dateOf(new Date(message.at))
    groups[date >= today ? 'today' : date === yesterday ? 'yesterday' : 'earlier'].push(message)
  }
  return (['today', 'yesterday', 'earlier'] as const).filter((day) => groups[day].length).map((day) => ({ day, messages: groups[day] }))
}
