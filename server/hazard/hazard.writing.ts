import type { HazardModel, HazardRecord } from './hazard.model.ts'
import type { Change } from './hazard.record.ts'

export type Write = ReturnType<typeof createWriting>

/**
 * One conditional update carries a whole change: status and version as they were read. A change that raises no version is
 * held to its action id, which must not stand there yet, and to its own guard.
 * Answers false when the hazard is no longer as it was read.
 */
export const createWriting = (hazards: HazardModel) => async (hazard: HazardRecord, { set, entry, deadline, guard }: Change): Promise<boolean> => {
  const unchanged = guard ? { ...guard, 'history.actionId': { $ne: entry.actionId } } : { status: hazard.status, version: hazard.version }
  const { matchedCount } = await hazards.collection.updateOne({ _id: hazard._id as never, ...unchanged } as never, {
    ...(Object.keys(set).length > 0 && { $set: set }),
    $push: { history: entry, ...(deadline && { deadlines: deadline }) } as never,
    $min: { untoldFrom: hazard.history.length },
  })
  return matchedCount === 1
}
