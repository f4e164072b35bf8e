/**
 * How texts are found without a text index: every two characters that stand side by side are kept with the record, in an
 * indexed field, and a query asks for all of its own pairs. Two Chinese characters are a word already.
 */

/** Full-width letters and figures read as the plain ones, capitals as small. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

/** The stretches of letters and figures in a text; what stands between them is nothing to search for. */
export const runsOf = (text: string): string[] => plain(text).split(/[^\p{L}\p{N}]+/u).filter((run) => run !== '')

const stretches = (letters: readonly string[], length: number): string[] =>
  letters.slice(length - 1).map((_, at) => letters.slice(at, at + length).join(''))

/**
 * Every pair of neighbours in the runs of these texts, each once; a run of one character has none. Of figures the fours as
 * well: a pair of figures stands in one hazard of ten, and the four that end a number in one of thousands.
 */
export function pairsOf(...texts: string[]): string[] {
  return [...new Set(texts.flatMap(runsOf).flatMap((run) =>
    [...stretches([...run], 2), ...(run.match(/\d{4,}/g) ?? []).flatMap((figures) => stretches([...figures], 4))]))]
}

/** Letters alone and in pairs, so that any part of a name finds it, one letter too; the same for what is searched. */
export function gramsOf(...texts: string[]): string[] {
  return [...new Set(texts.flatMap((text) => {
    const letters = [...text.toLowerCase().trim()]
    return letters.flatMap((letter, at) => (at + 1 < letters.length ? [letter, letter + letters[at + 1]] : [letter]))
  }))]
}
