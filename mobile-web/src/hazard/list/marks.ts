/** A stretch of text, and whether it is what was searched for. */
export interface Stretch { text: string; on: boolean }

/** Letter by letter, so that each keeps its place: full-width read as plain, capitals as small. */
const plain = (letter: string) => letter.normalize('NFKC').toLowerCase()

/** The stretches of letters and figures in what was typed, as the search reads it. */
const runsOf = (q: string) => plain(q).split(/[^\p{L}\p{N}]+/u).filter((run) => [...run].length > 1)

/**
 * Where in a text the words of a search stand: each whole where it stands whole, else its pairs of letters, which are what
 * it was found by.
 */
export function marksIn(text: string, q: string): Stretch[] {
  const letters = [...text]
  const on = new Array<boolean>(letters.length).fill(false)
  const plainLetters = letters.map(plain)
  for (const run of runsOf(q)) {
    const whole = [...run]
    if (!mark(plainLetters, whole, on)) for (let at = 0; at + 1 < whole.length; at++) mark(plainLetters, whole.slice(at, at + 2), on)
  }
  return stretches(letters, on)
}

function mark(letters: readonly string[], wanted: readonly string[], on: boolean[]): boolean {
  let found = false
  for (let at = 0; at + wanted.length <= letters.length; at++) {
    if (!wanted.every((letter, n) => letters[at + n] === letter)) continue
    on.fill(true, at, at + wanted.length)
    found = true
  }
  return found
}

function stretches(letters: readonly string[], on: readonly boolean[]): Stretch[] {
  const found: Stretch[] = []
  letters.forEach((letter, at) => {
    const last = found.at(-1)
    if (last && last.on === on[at]) last.text += letter
    else found.push({ text: letter, on: on[at]! })
  })
  return found
}
