import type { ProblemCode } from '../../../../server/contract/problem.ts'
import type { Timer } from './backOff.ts'
import { createUploadQueue, type PhotoStep, type SendPhoto } from './uploadQueue.ts'

export type UploadOutcome = 'stored' | 'stuck' | { refused: string; code: ProblemCode }

/**
 * Sends every one of these photos and says how it ended: all are stored, the network gave out (press again), or one will
 * never be taken. For actions, whose evidence must stand before they are sent.
 */
export function uploadAll(ids: readonly string[], send: SendPhoto, timer: Timer, changed: (id: string, step: PhotoStep) => void): Promise<UploadOutcome> {
  return new Promise((resolve) => {
    const left = new Set(ids)
    if (left.size === 0) return resolve('stored')
    const queue = createUploadQueue({
      send, timer,
      stored: async () => {},
      changed: (id, step) => {
        changed(id, step)
        if (step.at === 'sent') left.delete(id)
        if (step.at === 'asking') end('stuck')
        else if (step.at === 'refused') end({ refused: id, code: step.code })
        else if (left.size === 0) end('stored')
      },
    })
    function end(outcome: UploadOutcome): void {
      queue.stop()
      resolve(outcome)
    }
    queue.add(ids)
  })
}
