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
  log: Logger
  metrics?: Pick<Metrics, 'notifications'>
}

const WAITING = ['pending', 'claimed'] as const satisfies readonly IntentState[]
const AT_ONCE = 200
/** As many as the mailer holds connections. */
const IN_FLIGHT = 4
/** Mails of one run: the next tick sends the others, after it has looked for new rungs. */
const MAILS_A_RUN = 1000
/** Longer than the mail server's timeouts together: nobody else takes an intent while its first taker may still send it. */
const CLAIM_MS = 5 * 60_000
const MINUTE_MS = 60_000
const MAX_ATTEMPTS = 8

type Outcome = 'settled' | 'lost' | 'unreachable'

/** Pauses after the first, second … failure: 1, 2, 4 … minutes, never more than an hour. */
const pauseAfter = (attempts: number) => Math.min(2 ** (attempts - 1), 60) * MINUTE_MS

/**
 * Sends what is planned. Inbox rows exactly once, since the row is the message; e-mails at least once, since a crash between
 * the mail server's answer and our mark sends it again, under the same Message-ID.
 */
export function createDispatch({ notifications, hazards, sendMail, log, metrics }: DispatchDeps) {
  async function dispatch(now: Date): Promise<void> {
    await drain('inbox', now, Infinity)
    await drain('email', now, MAILS_A_RUN)
  }

  /** Takes intents in the order in which they were due, until none is left, none can be taken, or the mail server is away. */
  async function drain(channel: Channel, now: Date, most: number): Promise<void> {
    const started = performance.now()
    const clock = () => new Date(now.getTime() + performance.now() - started)
    for (let taken = 0; taken < most;) {
      const before = taken
      const intents = await waiting(channel, now)
      for (let at = 0; at < intents.length; at += IN_FLIGHT) {
        const outcomes = await Promise.all(intents.slice(at, at + IN_FLIGHT).map((intent) => take(intent, clock(), now)))
        taken += outcomes.filter((outcome) => outcome !== 'lost').length
        if (outcomes.includes('unreachable')) return
      }
      if (taken === before) return
    }
  }

  /** What may go now. In quiet hours only what is about a major hazard, also when it was planned in the day and failed since. */
  const waiting = (channel: Channel, now: Date) => notifications
    .find({ channel, state: { $in: WAITING }, nextTryAt: { $lte: now }, ...(isQuiet(now) && { urgent: true }) })
    .sort({ nextTryAt: 1 }).limit(AT_ONCE).lean<NotificationRecord[]>()

  /** Compare-and-set on the intent as it was read: of two dispatchers one has it. */
  async function claim(intent: NotificationRecord, at: Date): Promise<NotificationRecord | null> {
    const set = { state: 'claimed' as const, nextTryAt: new Date(at.getTime() + CLAIM_MS), attempts: intent.attempts + 1 }
    const { matchedCount } = await notifications.updateOne(
      { _id: intent._id, state: intent.state, nextTryAt: intent.nextTryAt, attempts: intent.attempts }, { $set: set })
    return matchedCount === 1 ? { ...intent, ...set } : null
  }

  /** Sends one intent, if nobody else has it, and marks what became of it. */
  async function take(found: NotificationRecord, at: Date, now: Date): Promise<Outcome> {
    const intent = await claim(found, at)
    if (!intent) return 'lost'
    try {
      const hazard = await hazards.forTelling(intent.hazardId)
      const sent = hazard && stands(intent, hazard, now) && (intent.channel === 'inbox' || (await sendMail(intent, hazard, now)))
      await mark(intent, sent ? { state: 'sent', sentAt: now, lastError: null } : { state: 'cancelled' })
      return 'settled'
    } catch (error) {
      return await fail(intent, error, now)
    }
  }

  async function fail(intent: NotificationRecord, error: unknown, now: Date): Promise<Outcome> {
    const failure = failureOf(error)
    const lastError = String(error instanceof Error ? error.message : error).slice(0, 300)
    const dead = failure === 'permanent' || intent.attempts >= MAX_ATTEMPTS
    log[dead ? 'error' : 'warn']({ err: error, intent: intent._id, attempts: intent.attempts }, dead ? 'message given up' : 'message not sent yet')
    await mark(intent, dead
      ? { state: 'dead', lastError } : { state: 'pending', nextTryAt: new Date(now.getTime() + pauseAfter(intent.attempts)), lastError })
    return failure === 'unreachable' ? failure : 'settled'
  }

  /** Only under our own claim: if it ran out and another took over, what he says holds. */
  async function mark({ _id, attempts, channel }: NotificationRecord, set: Partial<NotificationRecord> & { state: IntentState }): Promise<void> {
    await notifications.updateOne({ _id, state: 'claimed', attempts }, { $set: set })
    metrics?.notifications.inc({ channel, outcome: set.state === 'pending' ? 'failed' : set.state })
  }

  /** Since when the oldest message waits that could have gone; null when none does. Quiet hours are no delay. */
  async function oldestWaiting(now: Date): Promise<Date | null> {
    const kinds = [true, ...(isQuiet(now) ? [] : [false])].flatMap((urgent) => WAITING.map((state) => ({ state, urgent })))
    const oldest = await Promise.all(kinds.map((kind) =>
      notifications.findOne(kind, { notBefore: 1, urgent: 1 }).sort({ notBefore: 1 }).lean<Pick<NotificationRecord, 'notBefore' | 'urgent'>>()))
    const morning = lastMorning(now)
    const since = oldest.flatMap((row) => (row ? [row.urgent || row.notBefore > morning ? row.notBefore : morning] : []))
    return since.length > 0 ? new Date(Math.min(...since.map((at) => at.getTime()))) : null
  }

  return { dispatch, oldestWaiting }
}

/** Whether what the intent says is still so. An event has happened, whatever came after; only a voided hazard ends its telling. */
function stands({ rung, event, occurrence, deadlineVersion }: NotificationRecord, hazard: HazardRecord, now: Date): boolean {
  if (rung) return deadlineVersion === hazard.deadlineVersion && stillApplies(rung, occurrence, hazard, now)
  return hazard.status !== 'void' || event === 'void'
}
