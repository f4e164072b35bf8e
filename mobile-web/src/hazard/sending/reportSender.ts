import type { ReportReceipt, ReportRequest } from '../../../../server/contract/hazard.ts'
import type { ProblemOnTheWire } from '../../../../server/contract/problem.ts'
import type { Sending } from '../../offline/kept.ts'
import { TRIES_BEFORE_ASKING, waitBefore, type Timer } from './backOff.ts'
import { createUploadQueue, type PhotoStep, type SendPhoto } from './uploadQueue.ts'

/** How putting the words ended. `taken`: the id stands already for a report of this person, with that receipt. */
export type WordsAttempt =
  | { ended: 'received'; receipt: ReportReceipt } | { ended: 'taken'; receipt: ReportReceipt }
  | { ended: 'again'; retryAfterSeconds: number | null } | { ended: 'signedOut' }
  | { ended: 'refused'; problem: ProblemOnTheWire }

export type WordsStep = 'sending' | 'waiting' | 'asking' | 'received' | 'refused'

/** What the pages see of one report on its way. */
export interface SendingView {
  sending: Sending
  words: WordsStep
  /** The words that arrived are those of an earlier try, not the latest. */
  earlierWords: boolean
  photos: Record<string, PhotoStep>
}

interface Options {
  putWords: (hazardId: string, request: ReportRequest) => Promise<WordsAttempt>
  putPhoto: SendPhoto
  timer: Timer
  /** Durable: resolves once the phone has it on disk. */
  keep: (change: (sending: Sending) => Sending) => Promise<void>
  changed: (view: SendingView) => void
  /** Everything arrived. */
  finished: () => Promise<void>
}

/** Sends one report: the words first, then its photos one by one. It can be started again at any point after a kill. */
export function createReportSender(start: Sending, options: Options) {
  let view: SendingView = {
    sending: start, earlierWords: false, words: start.refused ? 'refused' : start.receipt ? 'received' : 'waiting',
    photos: Object.fromEntries(start.photoIds.map((id) => [id, { at: start.sentPhotoIds.includes(id) ? 'sent' : 'queued' }])),
  }
  let tried = 0
  let alarm: (() => void) | undefined
  let over = false

  const show = (change: Partial<SendingView>) => {
    view = { ...view, ...change }
    options.changed(view)
  }
  async function keep(change: (sending: Sending) => Sending): Promise<void> {
    await options.keep(change)
    show({ sending: change(view.sending) })
  }

  const queue = createUploadQueue({
    send: options.putPhoto,
    timer: options.timer,
    changed: (id, step) => show({ photos: { ...view.photos, [id]: step } }),
    stored: async (id) => {
      await keep((sending) => ({ ...sending, sentPhotoIds: [...new Set([...sending.sentPhotoIds, id])] }))
      await finishIfComplete()
    },
  })

  async function sendWords(): Promise<void> {
    if (view.words === 'sending' || over) return
    show({ words: 'sending' })
    const result = await options.putWords(view.sending.hazardId, view.sending.request)
    if (over) return
    if (result.ended === 'received' || result.ended === 'taken') return received(result.receipt, result.ended === 'taken')
    if (result.ended === 'refused') {
      await keep((sending) => ({ ...sending, refused: result.problem }))
      return show({ words: 'refused' })
    }
    if (result.ended === 'signedOut' || ++tried >= TRIES_BEFORE_ASKING) return show({ words: 'asking' })
    show({ words: 'waiting' })
    alarm = options.timer.after(waitBefore(tried, result.retryAfterSeconds), () => void sendWords())
  }

  async function received(receipt: ReportReceipt, earlierWords: boolean): Promise<void> {
    await keep((sending) => ({ ...sending, receipt }))
    show({ words: 'received', earlierWords })
    sendPhotos()
  }

  const unsent = () => view.sending.photoIds.filter((id) => !view.sending.sentPhotoIds.includes(id))

  function sendPhotos(): void {
    const ids = unsent()
    if (ids.length === 0) void finishIfComplete()
    else queue.add(ids)
  }

  async function finishIfComplete(): Promise<void> {
    if (over || unsent().length > 0) return
    over = true
    await options.finished()
  }

  return {
    start(): void {
      if (view.words === 'received') sendPhotos()
      else if (view.words !== 'refused') void sendWords()
    },
    /** The network is back, or the person pressed 重试. */
    retry(): void {
      alarm?.()
      tried = 0
      if (view.words === 'received') queue.retry()
      else if (view.words === 'waiting' || view.words === 'asking') void sendWords()
    },
    /** Another picture in the place of one that was refused. */
    async replace(oldId: string, newId: string): Promise<void> {
      queue.remove(oldId)
      const { [oldId]: _gone, ...photos } = view.photos
      show({ photos })
      await keep((sending) => ({ ...sending, photoIds: sending.photoIds.map((id) => (id === oldId ? newId : id)) }))
      queue.add([newId])
    },
    /** Goes without this photo; the server's count was lowered before. */
    async leaveOut(id: string): Promise<void> {
      queue.remove(id)
      const { [id]: _gone, ...photos } = view.photos
      show({ photos })
      await keep((sending) => ({ ...sending, photoIds: sending.photoIds.filter((other) => other !== id) }))
      await finishIfComplete()
    },
    stop(): void {
      over = true
      alarm?.()
      queue.stop()
    },
    view: () => view,
  }
}
export type ReportSender = ReturnType<typeof createReportSender>
