import type { Action } from '../../../../server/contract/enumerations.ts'

export interface Offers { primary: Action | null; beside: Action | null; menu: Action[] }

/** What this person came to do, in the order of its weight; everything else is rare and lives in the menu. */
const PRIMARY: readonly Action[] = ['close', 'rectify', 'accept', 'fixOnSpot', 'acknowledge']
const BESIDE: readonly Action[] = ['acknowledge', 'return']

/**
 * One solid button a page, at most one beside it, the rest in the menu. 立行立改 is for the day of the report (`fresh`):
 * later it is the school's move, and the button would invite the wrong person.
 */
export function offersOf(actions: readonly Action[], fresh: boolean): Offers {
  const primary = PRIMARY.find((action) => actions.includes(action) && (fresh || action !== 'fixOnSpot')) ?? null
  const beside = BESIDE.find((action) => action !== primary && actions.includes(action)) ?? null
  return { primary, beside, menu: actions.filter((action) => action !== primary && action !== beside) }
}
