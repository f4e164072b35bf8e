/** Without a hand on it for so long, a page asks only by itself: that keeps nobody's session alive. */
const UNATTENDED_MS = 5 * 60_000
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'visibilitychange'] as const

let touchedAt = Date.now()

/** Keeps in mind when somebody last did something here. */
export function watchAttendance(page: EventTarget = document): void {
  const touched = () => { touchedAt = Date.now() }
  for (const sign of SIGNS) page.addEventListener(sign, touched, { capture: true, passive: true })
}

export const isAttended = (): boolean => Date.now() - touchedAt < UNATTENDED_MS
