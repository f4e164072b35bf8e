/**
 * Dates of the district. All of them are Asia/Shanghai, whatever the zone of the server or the phone.
 * A date is the string YYYY-MM-DD; an instant is a Date. China has kept UTC+8 without summer time since 1991.
 */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** The date that a calendar in Shanghai shows at this instant. */
export function dateOf(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10)
}

/** The time of day that a clock in Shanghai shows at this instant, HH:MM:SS. */
export function timeOf(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(11, 19)
}

/** 2026-11-24 10:20, by calendar and clock in Shanghai. */
export const stampOf = (instant: Date): string => `${dateOf(instant)} ${timeOf(instant).slice(0, 5)}`

/** The instant at which `hour` o'clock strikes in Shanghai on this date; hour 0 is the day's first instant. */
export function instantAt(date: string, hour = 0): Date {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) - SHANGHAI_OFFSET_MS + hour * 3_600_000)
}

/** The date `days` days after this one (before it, when negative). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Whole days from one date to another, negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / DAY_MS)
}

/** The hour 0–23 that a clock in Shanghai shows at this instant. */
export function hourOf(instant: Date): number {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).getUTCHours()
}
