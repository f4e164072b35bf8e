import { addDays, dateOf, stampOf, timeOf } from '../../../server/contract/calendar.ts'
import { t, type Key } from './t.ts'

/**
 * Dates and instants in the district's own time, Asia/Shanghai, whatever the phone's zone.
 * Relative only for today and yesterday; the year only when it is not this one.
 */
type Month = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

export const today = (now = new Date()) => dateOf(now)

/** 11月24日, or 2025年12月30日 in another year. `date` is YYYY-MM-DD. */
export function dateWords(date: string, now = new Date()): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const given = { month: t(`shell.month.${month as Month}`), day }
  return date.slice(0, 4) === today(now).slice(0, 4) ? t('shell.date', given) : t('shell.dateWithYear', { ...given, year })
}

export const weekdayWords = (date: string) =>
  t(`shell.weekday.${new Date(`${date}T00:00:00Z`).getUTCDay() as Weekday}` as Key & `shell.weekday.${Weekday}`)

/** 12月1日 周二, where a person must plan. */
export const dateWithWeekday = (date: string, now = new Date()) => `${dateWords(date, now)} ${weekdayWords(date)}`

/** 10:21 on a clock in Shanghai. */
export const clockWords = (instant: string) => timeOf(new Date(instant)).slice(0, 5)

/** An old ledger knows the day and not the hour; the server says no more than that. */
const isDay = (instant: string) => instant.length === 10

/** 11月24日 10:21, or the date alone where no more is known. */
export const instantWords = (instant: string, now = new Date()) =>
  (isDay(instant) ? dateWords(instant, now) : `${dateWords(dateOf(new Date(instant)), now)} ${clockWords(instant)}`)

/** 2026-11-24 10:21, for machine forms, photo stamps and audit rows. */
export const stampWords = (instant: string) => (isDay(instant) ? instant : stampOf(new Date(instant)))

/** In a list by time: 07:00 today, 昨天 15:20, 11月22日 before. */
export function sinceWords(instant: string, now = new Date()): string {
  const date = dateOf(new Date(instant))
  if (date === today(now)) return clockWords(instant)
  if (date === addDays(today(now), -1)) return t('shell.yesterdayAt', { time: clockWords(instant) })
  return dateWords(date, now)
}
