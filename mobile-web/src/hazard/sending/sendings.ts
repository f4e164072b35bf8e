import { effectScope, shallowRef, watch } from 'vue'
import { keepHabits, afterReport, habitsOf } from '../../offline/habits.ts'
import type { ReportDraft, Sending } from '../../offline/kept.ts'
import { sweepPhotos } from '../../offline/photos.ts'
import { changeSending, dropSending, sendingsOf, submitDraft, takeBack } from '../../offline/sendings.ts'
import { me } from '../../session.ts'
import { say } from '../../ui/toast.ts'
import { t } from '../../words/t.ts'
import { requestOf } from '../report/missing.ts'
import { browserTimer } from './backOff.ts'
import { createReportSender, type ReportSender, type SendingView } from './reportSender.ts'
import { photoSender, putWords } from './transport.ts'

/** The reports of the person signed in that are on their way, or arrived since the page was opened; the oldest first. */
export const sendings = shallowRef<ReadonlyMap<string, SendingView>>(new Map())
const senders = new Map<string, ReportSender>()

const show = (view: SendingView) => { sendings.value = new Map(sendings.value).set(view.sending.hazardId, view) }

function hide(hazardId: string): void {
  const left = new Map(sendings.value)
  left.delete(hazardId)
  sendings.value = left
}

/** `takenUp`: a killed page or an ended session left it. No page shows its receipt, so its arrival is said. */
function startSender(sending: Sending, takenUp = false): void {
  const id = sending.hazardId
  if (senders.has(id)) return
  const sender = createReportSender(sending, {
    putWords, putPhoto: photoSender(id, 'before'), timer: browserTimer, changed: show,
    // A phone that cannot write still sends: what it has in hand is enough while the page is open.
    keep: (change) => changeSending(id, change).catch(() => {}),
    finished: async () => {
      senders.delete(id)
      const { sending: arrived } = sender.view()
      await dropSending(arrived).catch(() => {})
      if (takenUp) say(t('report.sent.takenUp', { number: arrived.receipt!.number }))
    },
  })
  senders.set(id, sender)
  show(sender.view())
  sender.start()
}

/** From the draft to a report on its way, in one durable step; resolves when that is done, not when it has arrived. */
export async function sendReport(draft: ReportDraft, proposedDueOn: string): Promise<void> {
  const sending: Sending = {
    hazardId: draft.hazardId, accountId: draft.accountId, submittedAt: Date.now(), draft, request: requestOf(draft), proposedDueOn,
    photoIds: draft.photoIds, sentPhotoIds: [], receipt: null, refused: null,
  }
  await submitDraft(draft, sending).catch(() => {})
  startSender(sending)
  const { schoolId, spot, category } = sending.request
  await habitsOf(draft.accountId).then((habits) => keepHabits(afterReport(habits, schoolId, spot, category))).catch(() => {})
}

/** Opens a refused report in the form again. False while another one is being written there. */
export async function reopenRefused(hazardId: string): Promise<boolean> {
  const sender = senders.get(hazardId)
  if (!sender || !await takeBack(sender.view().sending)) return false
  sender.stop()
  senders.delete(hazardId)
  hide(hazardId)
  return true
}

/** Takes a report that has wholly arrived off the page. */
export function dismissSending(hazardId: string): void {
  if (!senders.has(hazardId)) hide(hazardId)
}

export const senderOf = (hazardId: string): ReportSender | undefined => senders.get(hazardId)

export const retrySendings = (): void => { for (const sender of senders.values()) sender.retry() }

let watching = false

/** Goes on with what a killed page left behind, for whoever is signed in, and tries again whenever the network is back. */
export function keepSending(): void {
  if (watching) return
  watching = true
  addEventListener('online', retrySendings)
  document.addEventListener('visibilitychange', () => { if (!document.hidden) retrySendings() })
  // Detached: the page that happened to ask first may be left, and the sending goes on.
  effectScope(true).run(() => watch(() => me.value?.id, (accountId, before) => {
    if (before) stopAll()
    if (accountId) void resume(accountId)
  }, { immediate: true }))
}

async function resume(accountId: string): Promise<void> {
  const left = await sendingsOf(accountId).catch(() => [])
  if (me.value?.id === accountId) left.forEach((sending) => startSender(sending, true))
  await sweepPhotos(Date.now()).catch(() => {})
}

function stopAll(): void {
  for (const sender of senders.values()) sender.stop()
  senders.clear()
  sendings.value = new Map()
}
