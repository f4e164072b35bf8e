import { Schema, type Connection, type Model } from 'mongoose'
import { HISTORY_ACTIONS, RUNGS, type HistoryAction, type Rung } from '../contract/enumerations.ts'

/** An in-app message is the row itself, shown once sent; an e-mail is what the row asks for. */
export const CHANNELS = ['inbox', 'email'] as const
export type Channel = (typeof CHANNELS)[number]

/** `cancelled`: overtaken before it was sent, or nobody left to send it to. `dead`: given up, for a person to look at. */
const INTENT_STATES = ['pending', 'claimed', 'sent', 'dead', 'cancelled'] as const
export type IntentState = (typeof INTENT_STATES)[number]

/**
 * One thing one person is to be told by one channel. It holds ids; the words are made when it is sent or read.
 * `_id` says what it is about, so that planning it again changes nothing: `hazard:h<history index>:recipient:channel` for an
 * event, `hazard:deadlineVersion:rung:occurrence:recipient:channel` for a rung.
 */
export interface NotificationRecord {
  _id: string
  hazardId: string
  recipientId: string
  channel: Channel
  event: HistoryAction | null
  historyIndex: number | null
  /** Who did what the event tells of; `system` for what nobody did by hand. */
  by: string | null
  rung: Rung | null
  occurrence: number
  /** The rung's level of escalation; null for an event, and for a rung written down before levels were. */
  level: number | null
  deadlineVersion: number
  /** About a major hazard: quiet hours do not hold it back. */
  urgent: boolean
  state: IntentState
  /** From when it should go; never moved, so that the watchdog sees how late it is. */
  notBefore: Date
  /** When a dispatcher may take it (again): the end of a claim, or of a pause after a failure. */
  nextTryAt: Date
  attempts: number
  sentAt: Date | null
  readAt: Date | null
  lastError: string | null
}

const date = { type: Date, default: null }
const schema = new Schema<NotificationRecord>({
  _id: String,
  hazardId: { type: String, required: true },
  recipientId: { type: String, required: true },
  channel: { type: String, enum: CHANNELS, required: true },
  event: { type: String, enum: [...HISTORY_ACTIONS, null], default: null },
  historyIndex: { type: Number, default: null },
  by: { type: String, default: null },
  rung: { type: String, enum: [...RUNGS, null], default: null },
  occurrence: { type: Number, required: true },
  level: { type: Number, default: null },
  deadlineVersion: { type: Number, required: true },
  urgent: { type: Boolean, required: true },
  state: { type: String, enum: INTENT_STATES, required: true },
  notBefore: { type: Date, required: true },
  nextTryAt: { type: Date, required: true },
  attempts: { type: Number, required: true },
  sentAt: date, readAt: date,
  lastError: { type: String, default: null },
}, { versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false })

// A person's inbox, newest first: all of it, or what is unread (and its count).
schema.index({ recipientId: 1, channel: 1, state: 1, sentAt: -1, _id: -1 })
schema.index({ recipientId: 1, channel: 1, state: 1, readAt: 1, sentAt: -1, _id: -1 })
// The dispatcher, and the watchdog over it.
schema.index({ channel: 1, state: 1, nextTryAt: 1 })
schema.index({ state: 1, urgent: 1, notBefore: 1 })

export type NotificationModel = Model<NotificationRecord>
export const notificationModel = (connection: Connection): NotificationModel =>
  connection.model<NotificationRecord>('Notification', schema, 'notifications')
