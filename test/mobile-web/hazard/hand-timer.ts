export const settled = () => new Promise((resolve) => setImmediate(resolve))

/** A timer that a test turns by hand. */
export function handTimer() {
  const alarms = new Map<number, { at: number; run: () => void }>()
  let now = 0
  let next = 0
  return {
    after(milliseconds: number, run: () => void) {
      const id = next++
      alarms.set(id, { at: now + milliseconds, run })
      return () => void alarms.delete(id)
    },
    async pass(milliseconds: number) {
      now += milliseconds
      for (const [id, alarm] of alarms) if (alarm.at <= now) { alarms.delete(id); alarm.run() }
      await settled()
    },
    waiting: () => alarms.size,
  }
}
