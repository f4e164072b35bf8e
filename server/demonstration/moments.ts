import { addDays, dateOf, instantAt } from '../contract/calendar.ts'
import type { Random } from './random.ts'

const MINUTE_MS = 60_000

export const minutesAfter = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MINUTE_MS)

export const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())

/** The first Monday to Friday from this date on. Holidays are not looked at: a demonstration needs no calendar. */
export const workdayFrom = (date: string): string => (isWeekend(date) ? workdayFrom(addDays(date, 1)) : date)

/** The last Monday to Friday up to this date. */
export const workdayUpTo = (date: string): string => (isWeekend(date) ? workdayUpTo(addDays(date, -1)) : date)

/** Some moment of a day when people are at school, to the second. */
export const atWork = (date: string, random: Random): Date =>
  new Date(instantAt(date, 8).getTime() + random.between(15, 9 * 60 + 20) * MINUTE_MS + random.between(0, 59) * 1000)

/** How busy inspections are, by month from January: the start of terms and the flood season count, holidays hardly. */
const BUSY = [6, 4, 13, 11, 12, 14, 4, 6, 16, 12, 14, 12]

/** A working day between two numbers of days ago, likelier in a busy month. */
export function someWorkday(now: Date, from: number, to: number, random: Random): string {
  const today = dateOf(now)
  const days = Array.from({ length: from - to + 1 }, (_, index) => addDays(today, index - from)).filter((date) => !isWeekend(date))
  return random.weighted(days, (date) => BUSY[Number(date.slice(5, 7)) - 1]!)
}
