/** How long to wait before the next try, in milliseconds: doubling from one second, never above a minute. */
export function waitBefore(attempt: number, retryAfterSeconds: number | null): number {
  const doubling = Math.min(60_000, 1_000 * 2 ** Math.max(0, attempt - 1))
  return Math.max(doubling, (retryAfterSeconds ?? 0) * 1_000)
}

/** After this many tries in a row the person is asked to press again; coming online starts the count anew. */
export const TRIES_BEFORE_ASKING = 6

/** The timer of the pages, as an argument, so that tests need not wait. */
export interface Timer { after(milliseconds: number, run: () => void): () => void }

export const browserTimer: Timer = {
  after(milliseconds, run) {
    const id = setTimeout(run, milliseconds)
    return () => clearTimeout(id)
  },
}
