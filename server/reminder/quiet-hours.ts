import { addDays, dateOf, hourOf, instantAt } from '../contract/calendar.ts'

/** From 21:00 to 07:00, Asia/Shanghai, nobody's phone rings, save for a major hazard. */
const QUIET_FROM = 21
export const MORNING = 7

export const isQuiet = (instant: Date): boolean => hourOf(instant) >= QUIET_FROM || hourOf(instant) < MORNING

/** The first 07:00 in Shanghai after this instant. */
export function nextMorning(instant: Date): Date {
  const today = instantAt(dateOf(instant), MORNING)
  return today > instant ? today : instantAt(addDays(dateOf(instant), 1), MORNING)
}

/** The last 07:00 in Shanghai, this instant included. */
export const lastMorning = (instant: Date): Date => {
  const today = instantAt(dateOf(instant), MORNING)
  return today <= instant ? today : instantAt(addDays(dateOf(instant), -1), MORNING)
}

/** When a message that could go now may go: at once, or in the morning when the hours are quiet and it can wait. */
export const audibleFrom = (instant: Date, canWait: boolean): Date => (canWait && isQuiet(instant) ? nextMorning(instant) : instant)
