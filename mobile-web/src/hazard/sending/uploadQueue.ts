import type { ProblemCode } from '../../../../server/contract/problem.ts'
import { TRIES_BEFORE_ASKING, waitBefore, type Timer } from './backOff.ts'

/** What one photo is doing. `asking` waits for the person (重试); `refused` will never be taken as it is. */
export type PhotoStep =
  | { at: 'queued' } | { at: 'sending'; share: number } | { at: 'waiting' } | { at: 'asking' }
  | { at: 'sent' } | { at: 'refused'; code: ProblemCode }

/** How one attempt ended. `again`: network, 429 or 503; `signedOut`: nothing goes on until the person is back. */
export type Attempt =
  | { ended: 'sent' } | { ended: 'again'; retryAfterSeconds: number | null }
  | { ended: 'refused'; code: ProblemCode } | { ended: 'signedOut' }

export type SendPhoto = (id: string, onShare: (share: number) => void) => Promise<Attempt>

interface Options {
  send: SendPhoto
  timer: Timer
  /** Called at every change of a photo's step. */
  changed: (id: string, step: PhotoStep) => void
  /** Called after a photo is known to be stored, and awaited before the next one. */
  stored: (id: string) => Promise<void>
}

/**
 * Sends photos one after another: a phone's uplink is narrow, and one whole photo is worth more than four halves.
 * A photo that fails waits for its turn again while the others go on.
 */
export function createUploadQueue({ send, timer, changed, stored }: Options) {
  const steps = new Map<string, PhotoStep>()
  const tries = new Map<string, number>()
  const alarms = new Map<string, () => void>()
  let busy = false
  let paused = false

  const set = (id: string, step: PhotoStep) => {
    steps.set(id, step)
    changed(id, step)
  }

  async function pump(): Promise<void> {
    if (busy || paused) return
    busy = true
    for (let id = nextQueued(); id !== undefined && !paused; id = nextQueued()) await attempt(id)
    busy = false
  }

  const nextQueued = () => [...steps].find(([, step]) => step.at === 'queued')?.[0]

  async function attempt(id: string): Promise<void> {
    set(id, { at: 'sending', share: 0 })
    const result = await send(id, (share) => { if (steps.get(id)?.at === 'sending') set(id, { at: 'sending', share }) })
    if (!steps.has(id)) return
    if (result.ended === 'sent') {
      await stored(id)
      set(id, { at: 'sent' })
    } else if (result.ended === 'refused') set(id, { at: 'refused', code: result.code })
    else if (result.ended === 'signedOut') pause(id)
    else retryLater(id, result.retryAfterSeconds)
  }

  function pause(id: string): void {
    paused = true
    set(id, { at: 'asking' })
  }

  function retryLater(id: string, retryAfterSeconds: number | null): void {
    const tried = (tries.get(id) ?? 0) + 1
    tries.set(id, tried)
    if (tried >= TRIES_BEFORE_ASKING) return set(id, { at: 'asking' })
    set(id, { at: 'waiting' })
    alarms.set(id, timer.after(waitBefore(tried, retryAfterSeconds), () => requeue(id)))
  }

  function requeue(id: string): void {
    alarms.get(id)?.()
    alarms.delete(id)
    set(id, { at: 'queued' })
    void pump()
  }

  return {
    /** Puts photos in line, in this order; one already there keeps its place. */
    add(ids: readonly string[]): void {
      for (const id of ids) if (!steps.has(id)) set(id, { at: 'queued' })
      void pump()
    },
    /** The person pressed 重试, or the network came back: everything that was waiting goes at once, with a fresh count. */
    retry(ids: readonly string[] = [...steps.keys()]): void {
      paused = false
      for (const id of ids) {
        const at = steps.get(id)?.at
        if (at !== 'waiting' && at !== 'asking') continue
        tries.delete(id)
        requeue(id)
      }
      void pump()
    },
    /** Takes a photo out; an attempt under way is left to end unheard. */
    remove(id: string): void {
      alarms.get(id)?.()
      alarms.delete(id)
      steps.delete(id)
    },
    step: (id: string): PhotoStep | undefined => steps.get(id),
    stop(): void {
      paused = true
      for (const cancel of alarms.values()) cancel()
      alarms.clear()
    },
  }
}
