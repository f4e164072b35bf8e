import type { Logger } from 'pino'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import type { Metrics } from '../http/metrics.ts'
import { isQuiet, lastMorning } from '../reminder/quiet-hours.ts'
import { stillApplies } from '../reminder/rungs.ts'
import { failureOf } from './mailer.ts'
import type { Channel, IntentState, NotificationModel, NotificationRecord } from './notification.model.ts'

export interface DispatchDeps {
  notifications: NotificationModel
  hazards: { forTelling(id: string): Promise<HazardRecord | null> }
  /** Sends one e-mail; false when there is nobody to send it to any more. Throws what the mail server says. */
  sendMail(intent: NotificationRecord, hazard: HazardRecord, now: Date): Promise<boolean>
  /** The running clock: a run may take minutes, and its last message must not be dated or judged by its first. */
  now(): Date
  log: Logger
  metrics?: Pick<Metrics, 'notifications'>
}

const WAITING = ['pending', 'claimed'] as const satisfies readonly IntentState[]
const AT_ONCE = 200
/** At the same time: rows share a commit, mails the mailer's connections. */
const IN_FLIGHT: Readonly<Record<Channel, number>> = { inbox: 8, email: 4 }
/** Mails of one run: the next one sends the others, and a stop need not wait for all of them. */
const MAILS_A_RUN = 1000
/** Longer than the mail server's timeouts together: nobody else takes an intent while its first taker may still send it. */
const CLAIM_MS = 5 * 60_000
const MINUTE_MS = 60_000
const MAX_ATTEMPTS = 8
/** What could not be sent for so long has been said by now, or is no longer worth saying. */
const MAX_AGE_MS = 3 * 86_400_000

type Outcome = 'settled' | 'lost' | 'unreachable'

/** Pauses after the first, second … failure: 1, 2, 4 … minutes, never more than an hour. */
const pauseAfter = (attempts: number) => Math.min(2 ** Math.max(attempts - 1, 0), 60) * MINUTE_MS

/**
 * Sends what is planned. Inbox rows exactly once, since the row is the message; e-mails at least once, since a crash between
 * the mail server's answer and our mark sends it again, under the same Message-ID.
 */
export function createDispatch({ notifications, hazards, sendMail, now, log, metrics }: DispatchDeps) {
  /** Shows every inbox row whose time has come. */
  const dispatch = () => drain('inbox', Infinity)

  /** Apart from the inbox: a mail server may be slow, and nobody's reminder waits for it. */
  const dispatchMails = () => drain('email', MAILS_A_RUN)

  /** Takes intents in the order in which they were due, until none is left, none can be taken, or the mail server is away. */
  async function drain(channel: Channel, most: number): Promise<void> {
    const width = IN_FLIGHT[channel]
    for (let taken = 0; taken < most;) {
      const before = taken
      const intents = await waiting(channel, now())
      for (let at = 0; at < intents.length; at += width) {
        const outcomes = await Promise.all(intents.slice(at, at + width).map((intent) => take(intent)))
        taken += outcomes.filter((outcome) => outcome !== 'lost').length
        if (outcomes.includes('unreachable')) return
      }
      if (taken === before) return
    }
  }

  /** What may go now. In quiet hours only what is about a major hazard, also when it was planned in the day and failed since. */
  const waiting = (channel: Channel, at: Date) => notifications
    .find({ channel, state: { $in: WAITING }, nextTryAt: { $lte: at }, ...(isQuiet(at) && { urgent: true }) })
    .sort({ nextTryAt: 1 }).limit(AT_ONCE).lean<NotificationRecord[]>()

  /** Compare-and-set on the intent as it was read: of two dispatchers one has it. None once the quiet hours have begun. */
  async function claim(intent: NotificationRecord): Promise<NotificationRecord | null> {
    const at = now()
    if (isQuiet(at) && !intent.urgent) return null
    const set = { state: 'claimed' as const, nextTryAt: new Date(at.getTime() + CLAIM_MS), attempts: intent.attempts + 1 }
    const { matchedCount } = await notifications.updateOne(
      { _id: intent._id, state: intent.state, nextTryAt: intent.nextTryAt, attempts: intent.attempts }, { $set: set })
    return matchedCount === 1 ? { ...intent, ...set } : null
  }

  /**
   * Sends one intent, if nobody else has it, and marks what became of it. An inbox row needs no claim: marking it as sent is
   * the sending, and doing that twice at once does it once.
   */
  async function take(found: NotificationRecord): Promise<Outcome> {
    const intent = found.channel === 'inbox' ? found : await claim(found)
    if (!intent) return 'lost'
    try {
      const hazard = await hazards.forTelling(intent.hazardId)
      const sent = hazard && stands(intent, hazard, now()) && (intent.channel === 'inbox' || (await sendMail(intent, hazard, now())))
      return await mark(intent, sent ? { state: 'sent', sentAt: now(), lastError: null } : { state: 'cancelled' })
    } catch (error) {
      return fail(intent, error, now())
    }
  }

  /** A mail server that is away costs the message no attempt, only time. */
  async function fail(intent: NotificationRecord, error: unknown, at: Date): Promise<Outcome> {
    const failure = failureOf(error)
    const attempts = failure === 'unreachable' ? intent.attempts - 1 : intent.attempts + (intent.channel === 'inbox' ? 1 : 0)
    const lastError = String(error instanceof Error ? error.message : error).slice(0, 300)
    const dead = failure === 'permanent' || attempts >= MAX_ATTEMPTS || at.getTime() - intent.notBefore.getTime() > MAX_AGE_MS
    log[dead ? 'error' : 'warn']({ err: error, intent: intent._id, attempts }, dead ? 'message given up' : 'message not sent yet')
    await mark(intent, dead
      ? { state: 'dead', attempts, lastError } : { state: 'pending', attempts, nextTryAt: new Date(at.getTime() + pauseAfter(attempts)), lastError })
    return failure === 'unreachable' ? failure : 'settled'
  }

  /** Only while it is still ours: if the claim ran out and another took over, what he says holds. */
  async function mark(intent: NotificationRecord, set: Partial<NotificationRecord> & { state: IntentState }): Promise<Outcome> {
    const { _id, state, attempts, channel } = intent
    const { matchedCount } = await notifications.updateOne({ _id, state, attempts }, { $set: set })
    if (matchedCount === 0) return 'lost'
    metrics?.notifications.inc({ channel, outcome: set.state === 'pending' ? 'failed' : set.state })
    return 'settled'
  }

  /** Since when the oldest message waits that could have gone; null when none does. Quiet hours are no delay. */
  async function oldestWaiting(at: Date): Promise<Date | null> {
    const kinds = [true, ...(isQuiet(at) ? [] : [false])].flatMap((urgent) => WAITING.map((state) => ({ state, urgent })))
    const oldest = await Promise.all(kinds.map((kind) =>
      notifications.findOne(kind, { notBefore: 1, urgent: 1 }).sort({ notBefore: 1 }).lean<Pick<NotificationRecord, 'notBefore' | 'urgent'>>()))
    const morning = lastMorning(at)
    const since = oldest.flatMap((row) => (row ? [row.urgent || row.notBefore > morning ? row.notBefore : morning] : []))
    return since.length > 0 ? new Date(Math.min(...since.map((one) => one.getTime()))) : null
  }

  return { dispatch, dispatchMails, oldestWaiting }
}

/** Whether what the intent says is still so. An event has happened, whatever came after; only a voiding ends the telling of what was before. */
function stands({ rung, historyIndex, occurrence, deadlineVersion }: NotificationRecord, hazard: HazardRecord, now: Date): boolean {
  if (rung) return deadlineVersion === hazard.deadlineVersion && stillApplies(rung, occurrence, hazard, now)
  return hazard.status !== 'void' || hazard.history[historyIndex!]?.to === 'void'
}
