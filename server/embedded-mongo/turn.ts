/** How long one request may hold the thread before others have their turn: about as long as those take together. */
const TURN_MS = 1

/**
 * Streams yield this between two items when their turn is over; whoever drives the stream lets
 * others run and goes on. Inside a write it is passed over.
 */
export const PAUSE = Symbol('pause')
export type Pause = typeof PAUSE

/** The stream of documents that every stage reads and writes. */
export type Documents<T> = Generator<T | Pause, void, undefined>

let turnEnds = 0

export const turnIsOver = () => performance.now() > turnEnds

export function startTurn() {
  turnEnds = performance.now() + TURN_MS
}

/** Lets everybody else run, then starts a new turn. */
export async function nextTurn() {
  await new Promise((resolve) => setImmediate(resolve))
  startTurn()
}
