import { z } from 'zod'
import { hazardQuery } from './hazard.ts'
import { uuid } from './primitives.ts'

/** As many as a person can have ticked; more than that is a filter. */
export const MAX_SELECTED = 2000

/** By law there are two levels; `two` folds 较大 into 一般, as reports upward count. */
export const LEDGER_LEVELS = ['two', 'three'] as const
export type LedgerLevels = (typeof LEDGER_LEVELS)[number]

/** The hazards of a list, whatever its filter, or the ones named. `id` is made by the page, which asks with it how far it is. */
export const ledgerRequest = z.strictObject({
  id: uuid,
  filter: hazardQuery.omit({ cursor: true, limit: true }).default({}),
  ids: z.array(uuid).min(1).max(MAX_SELECTED).optional(),
  levels: z.enum(LEDGER_LEVELS).default('three'),
})
export type LedgerRequest = z.infer<typeof ledgerRequest>

export const ledgerParams = z.strictObject({ id: uuid })

export const LEDGER_STATES = ['running', 'done', 'failed', 'abandoned'] as const
export const ledgerProgress = z.object({
  id: z.string(), state: z.enum(LEDGER_STATES), rows: z.number(), total: z.number(),
  missing: z.array(z.string()).describe('of the hazards named, those that are not in the file: unknown, or no longer in this person\'s scope'),
})
export type LedgerProgress = z.infer<typeof ledgerProgress>
