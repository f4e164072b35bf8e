import type { HazardsForTelling } from '../notification/notification.telling.ts'

export interface LatenessDeps {
  hazards: Pick<HazardsForTelling, 'untold' | 'forTelling'> & { oldestWake(): Promise<Date | null> }
  notifications: { oldestWaiting(now: Date): Promise<Date | null> }
}

/** From here on the jobs are late: ten of their rings, one a minute, have brought nothing. */
export const LATE_SECONDS = 600
const LOOKED_AT = 20

/** How late the oldest wake, untold event or waiting message is, in seconds; 0 when nothing is due. */
export function createLateness({ hazards, notifications }: LatenessDeps) {
  /** An event is due the moment it happens. */
  async function oldestUntold(): Promise<Date | null> {
    const left = await Promise.all((await hazards.untold(LOOKED_AT)).map((id) => hazards.forTelling(id)))
    const times = left.flatMap((hazard) => (hazard?.untoldFrom === undefined ? [] : hazard.history[hazard.untoldFrom]?.at.getTime() ?? []))
    return times.length > 0 ? new Date(Math.min(...times)) : null
  }

  return async (now: Date): Promise<number> => {
    const due = await Promise.all([hazards.oldestWake(), oldestUntold(), notifications.oldestWaiting(now)])
    return Math.max(0, ...due.map((at) => (at ? (now.getTime() - at.getTime()) / 1000 : 0)))
  }
}
