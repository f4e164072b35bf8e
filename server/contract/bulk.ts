import { z } from 'zod'
import { assigneeId } from './action.ts'
import { BULK_ACTIONS } from './enumerations.ts'
import { problemCode } from './problem.ts'
import { schoolId, text, uuid, uuids } from './primitives.ts'

export const MAX_BULK = 200

export const bulkParams = z.strictObject({ id: uuid })

const ids = uuids(MAX_BULK)
const note = text(500).optional()

/** One action on many hazards, each as it stands when its turn comes: no versions are named. */
export const bulkRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('acknowledge'), ids }),
  z.strictObject({ action: z.literal('remind'), ids, note }),
  z.strictObject({
    action: z.literal('reassign'), assigneeId, note,
    ids: ids.optional(),
    from: z.string().min(1).max(64).optional().describe('instead of `ids`: the account whose unfinished hazards all go over'),
    schoolId: schoolId.optional().describe('with `from`: only those of this school'),
  }).refine(({ ids: listed, from }) => (listed === undefined) !== (from === undefined), { path: ['ids'], error: 'missing' })
    .refine(({ from, schoolId: school }) => from !== undefined || school === undefined, { path: ['schoolId'], error: 'unknown-field' }),
])
export type BulkRequest = z.infer<typeof bulkRequest>

/** Items in the order in which they were asked for; `code` says why one was refused. `left`: hazards of `from` beyond one job. */
export const bulkResult = z.object({
  id: z.string(), action: z.enum(BULK_ACTIONS), at: z.string(), done: z.number(), refused: z.number(), left: z.number(),
  items: z.array(z.object({ id: z.string(), done: z.boolean(), code: problemCode.nullable() })),
})
export type BulkResult = z.infer<typeof bulkResult>
