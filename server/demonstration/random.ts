export type Random = ReturnType<typeof createRandom>

/** Chance that repeats itself: the same seed gives the same draws on every machine (mulberry32). */
export function createRandom(seed: string) {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 16777619), 0x811c9dc5)

  /** From 0 up to, not including, 1. */
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** A whole number between two, both included. */
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const chance = (share: number) => next() < share

  function pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('nothing to pick from')
    return from[Math.floor(next() * from.length)]!
  }

  /** One of these, likelier the more it weighs. */
  function weighted<T>(from: readonly T[], weightOf: (one: T) => number): T {
    let left = next() * from.reduce((sum, one) => sum + weightOf(one), 0)
    return from.find((one) => (left -= weightOf(one)) < 0) ?? from.at(-1)!
  }

  function shuffled<T>(from: readonly T[]): T[] {
    const cards = [...from]
    for (let last = cards.length - 1; last > 0; last--) {
      const other = between(0, last)
      ;[cards[last], cards[other]] = [cards[other]!, cards[last]!]
    }
    return cards
  }

  /** An id as clients make them: a UUID of version 4, lower case. */
  function uuid(): string {
    const digits = Array.from({ length: 32 }, () => between(0, 15).toString(16))
    digits[12] = '4'
    digits[16] = '89ab'[between(0, 3)]!
    return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([from, to]) => digits.slice(from, to).join('')).join('-')
  }

  return { next, between, chance, pick, weighted, shuffled, uuid }
}
