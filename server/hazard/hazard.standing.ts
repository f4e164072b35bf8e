import { dateOf } from '../contract/calendar.ts'
import type { ProblemCode } from '../contract/problem.ts'
import type { HazardRecord } from './hazard.model.ts'
import type { Transition } from './hazard.transitions.ts'

/** Far more than people say of one hazard, and far less than a document can hold. */
export const MAX_COMMENTS = 300

interface Rule { holds(hazard: HazardRecord, now: Date): boolean; otherwise: ProblemCode }

/** How a hazard must stand for a row of the table to be walked, and the refusal where it does not. */
const STANDINGS = {
  notAcknowledged: { holds: ({ acknowledgedAt }) => acknowledgedAt === null, otherwise: 'nothing-changes' },
  noExtensionAsked: { holds: ({ extension }) => !extension, otherwise: 'extension-pending' },
  extensionAsked: { holds: ({ extension }) => !!extension, otherwise: 'extension-not-asked' },
  planNotApproved: { holds: ({ plan }) => plan?.state !== 'approved', otherwise: 'nothing-changes' },
  planSubmitted: { holds: ({ plan }) => plan?.state === 'submitted', otherwise: 'plan-not-submitted' },
  planApproved: { holds: ({ plan }) => plan?.state === 'approved', otherwise: 'plan-missing' },
  notConfirmed: { holds: ({ confirmedMajor }) => !confirmedMajor, otherwise: 'nothing-changes' },
  confirmed: { holds: ({ confirmedMajor }) => !!confirmedMajor, otherwise: 'major-not-confirmed' },
  notSupervised: { holds: ({ supervision }) => !supervision, otherwise: 'nothing-changes' },
  supervised: { holds: ({ supervision }) => !!supervision, otherwise: 'not-supervised' },
  notRemindedToday: { holds: ({ remindedAt }, now) => !remindedAt || dateOf(remindedAt) !== dateOf(now), otherwise: 'reminded-today' },
  roomForComments: { holds: ({ history }) => history.filter(({ action }) => action === 'comment').length < MAX_COMMENTS, otherwise: 'comments-full' },
} as const satisfies Record<string, Rule>

export type Standing = keyof typeof STANDINGS

/** Why a hazard does not stand as this row requires; null where it does. */
export function amiss({ requires }: Transition, hazard: HazardRecord, now: Date): ProblemCode | null {
  for (const one of requires) {
    const rule: Rule | undefined = STANDINGS[one as Standing]
    if (rule && !rule.holds(hazard, now)) return rule.otherwise
  }
  return null
}

/** The desk has the next word: an extension was asked for, or a plan submitted. */
export const isToDecide = ({ status, extension, plan }: HazardRecord): boolean =>
  (status === 'open' && !!extension) || ((status === 'open' || status === 'rectified') && plan?.state === 'submitted')
