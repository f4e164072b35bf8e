import type { Contact } from '../account/account.views.ts'
import { gathered } from '../database/gather.ts'
import type { ToldMark } from '../hazard/hazard.chase.ts'
import type { Fresh } from '../hazard/hazard.deps.ts'
import type { HazardRecord, HistoryEntry } from '../hazard/hazard.model.ts'
import { REPORT_TELLS, TRANSITIONS, type Told, type Transition } from '../hazard/hazard.transitions.ts'
import type { createIntents, EventIntent } from './notification.intents.ts'
import type { createRecipients, HazardPeople } from './notification.recipients.ts'

/** What telling needs of hazards. Nobody's scope applies: it is the system that reads. */
export interface HazardsForTelling {
  forTelling(id: string): Promise<HazardRecord | null>
  /** Hazards with history that nobody has been told of. */
  untold(limit: number): Promise<string[]>
  /** Compare-and-set: false when a history grew, or somebody else told it, since it was read. */
  markTold(marks: readonly ToldMark[]): Promise<boolean>
}

export interface TellingDeps {
  hazards: HazardsForTelling
  intents: Pick<ReturnType<typeof createIntents>, 'planEvents'>
  recipients: ReturnType<typeof createRecipients>
}

/** Reading again is only needed while somebody acts on the same hazard; the sweep takes what is left. */
const READINGS = 5
const SWEPT_AT_ONCE = 500

/** Tells people what has happened: rows first, then the mark that they are written. A crash in between repeats harmlessly. */
export function createTelling({ hazards, intents, recipients }: TellingDeps) {
  const mark = gathered(hazards.markTold)

  /** `fresh` spares the first reading. */
  async function tellEvents(hazardId: string, now: Date, fresh?: Fresh): Promise<void> {
    for (let reading = 0; reading < READINGS; reading++) {
      const known = reading === 0 ? fresh : undefined
      const hazard = known?.hazard ?? await hazards.forTelling(hazardId)
      if (!hazard || hazard.untoldFrom === undefined) return
      const told = await Promise.all(hazard.history.map((entry, index) => index < hazard.untoldFrom! ? [] : intentsFor(hazard, entry, index, known?.assignee)))
      await intents.planEvents(told.flat(), now)
      if (await mark({ hazardId, untoldFrom: hazard.untoldFrom, historyLength: hazard.history.length })) return
    }
  }

  async function intentsFor(hazard: HazardRecord, entry: HistoryEntry, historyIndex: number, assignee?: Contact | null): Promise<EventIntent[]> {
    const kinds = tellsOf(entry, hazard)
    if (kinds.length === 0) return []
    const people = await recipients.recipientsOf({ ...whenItHappened(hazard, entry), ...(assignee && { assignee }) }, kinds)
    return people.filter(({ id }) => id !== entry.by).map((recipient) => ({
      hazardId: hazard._id, deadlineVersion: hazard.deadlineVersion, recipient, urgent: hazard.severity === 'major',
      event: entry.action, historyIndex, by: entry.by,
    }))
  }

  /** Tells what a crash left untold. One hazard that cannot be told keeps no other from it. */
  async function sweep(now: Date, failed: (hazardId: string, error: unknown) => void): Promise<void> {
    for (const id of await hazards.untold(SWEPT_AT_ONCE)) await tellEvents(id, now).catch((error: unknown) => failed(id, error))
  }

  return { tellEvents, sweep }
}

/**
 * What decides who may recheck, as it was at a rectification that is told late, after a crash: whoever has accepted since was
 * told then, and must not make somebody else the reviewer now.
 */
const whenItHappened = (hazard: HazardRecord, { action, by, concerns }: HistoryEntry): HazardPeople =>
  ({ ...hazard, ...(action === 'rectify' && { rectifiedBy: by, acceptances: [] }), concerned: concerns })

/** Whom the table of transitions tells. The row is found by what the entry says happened; rungs tell for themselves. */
function tellsOf({ action, from, to }: HistoryEntry, { severity }: HazardRecord): readonly Told[] {
  if (action === 'report') return REPORT_TELLS
  const rows: readonly Transition[] = TRANSITIONS.filter((row) => row.action === action && row.from === from && row.to === to)
  // A hazard reclassified since then is told by its old row: the severity of that moment is not in the entry.
  return (rows.find((row) => row.severity.includes(severity)) ?? rows[0])?.tells ?? []
}
