/** What did not fit where it belongs, by its name, for the page of annexes. */
export interface Overflow { label: string; text: string }

/**
 * Long text goes to an annex, never to a smaller size: a form is made for one page. `fit` answers what stands in the cell.
 * Length is counted in characters, lines that a writer began count as thirty.
 */
export function createOverflow() {
  const annexes: Overflow[] = []
  return {
    annexes,
    fit(label: string, text: string, most: number): string {
      if (text.length + (text.split('\n').length - 1) * 30 <= most) return text
      annexes.push({ label, text })
      return `${text.replaceAll(/\s+/g, ' ').slice(0, most - 12)}……（全文见附页）`
    },
  }
}
