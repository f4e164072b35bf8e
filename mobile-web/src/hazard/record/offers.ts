import type { Action } from '../../../../server/contract/enumerations.ts'
import type { Hazard } from '../../../../server/contract/hazard.ts'

export interface Offers { primary: Action | null; beside: Action | null; menu: Action[] }

/** What this person came to do, in the order of its weight; everything else is rare and lives in the menu. */
const PRIMARY: readonly Action[] = ['grantExtension', 'approvePlan', 'close', 'rectify', 'accept', 'submitPlan', 'fixOnSpot', 'acknowledge', 'confirmMajor', 'remind']
const BESIDE: Partial<Record<Action, readonly Action[]>> = {
  grantExtension: ['refuseExtension'], approvePlan: ['returnPlan'], accept: ['return'],
  close: ['acknowledge', 'requestExtension'], rectify: ['acknowledge', 'submitPlan', 'requestExtension'],
  submitPlan: ['acknowledge', 'return'], confirmMajor: ['remind'],
}
/** Said from the story itself, where one reads what was said before. */
const ELSEWHERE: readonly Action[] = ['comment']

/** Open to the school also while an authority outside has the hazard; but then it is the desk's move. */
const OF_SCHOOL: readonly Action[] = ['acknowledge', 'close', 'rectify', 'requestExtension', 'submitPlan']

type Facts = Pick<Hazard, 'state' | 'planState' | 'handedOver' | 'history'>

/**
 * One solid button a page, at most one beside it, the rest in the menu. 立行立改 is for the day of the report (`fresh`):
 * later, or once it was reopened, it is the school's move, and the button would invite the wrong person. Chasing is for what is late.
 */
export function offersOf(actions: readonly Action[], fresh: boolean, { state, planState, handedOver, history }: Facts): Offers {
  const onSpot = fresh && !history.some(({ action }) => action === 'reopen')
  const desksMove = Boolean(handedOver) && !actions.includes('handOver')
  const ripe = (action: Action) => actions.includes(action) && (action !== 'fixOnSpot' || onSpot) && (action !== 'remind' || state === 'overdue') &&
    (action !== 'submitPlan' || planState !== 'submitted') && !(desksMove && OF_SCHOOL.includes(action))
  const primary = PRIMARY.find(ripe) ?? null
  const beside = (primary && BESIDE[primary]?.find(ripe)) ?? actions.find((action) => action === 'return' && primary === null) ?? null
  return { primary, beside, menu: actions.filter((action) => action !== primary && action !== beside && !ELSEWHERE.includes(action)) }
}
