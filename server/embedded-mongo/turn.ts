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

/** What `change` makes of each item; undefined leaves it out. */
export function* mapped<T, U>(stream: Documents<T>, change: (item: T) => U | undefined): Documents<U> {
  for (const item of stream) {
    const made = item === PAUSE ? PAUSE : change(item)
    if (made !== undefined) yield made
  }
}

/** Takes in a stream to its end. */
export function* taken<T>(stream: Documents<T>, take: (item: T) => void): Documents<never> {
  for (const item of stream) {
    if (item === PAUSE) yield PAUSE
    else take(item)
  }
}

/** Passes over the first items, and ends after so many more. */
export function* part<T>(stream: Documents<T>, skip: number, limit: number): Documents<T> {
  let n = 0
  for (const item of stream) {
    if (item === PAUSE || ++n > skip) yield item
    if (n === skip + limit) return
  }
}

/** A stream of what has been worked out already. */
export function* streamed<T>(items: Iterable<T>): Documents<T> {
  let n = 0
  for (const item of items) {
    if ((++n & 31) === 0 && turnIsOver()) yield PAUSE
    yield item
  }
}

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

/** How long one job of many steps writes before others have their turn. */
const SLICE_MS = 10

/** Inside a write: goes on until a step says that nothing is left, or others must have their turn; returns whether nothing is left. */
export function forAWhile(step: () => boolean): boolean {
  const until = performance.now() + SLICE_MS
  while (step()) if (performance.now() >= until) return false
  return true
}
