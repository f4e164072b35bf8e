import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import type { Config } from '../config.ts'

export interface Mail {
  to: { name: string; address: string }
  subject: string
  text: string
  /** The intent's id: the same intent sent again carries the same Message-ID, so that mail boxes can tell. */
  key: string
}

export interface Mailer {
  send(mail: Mail): Promise<void>
  close(): void
}

/** What a failure to send means: `permanent` for this address, `unreachable` for the server as a whole, else worth trying again. */
export function failureOf(error: unknown): 'permanent' | 'unreachable' | 'passing' {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number }
  if (code === 'EENVELOPE' && responseCode >= 500) return 'permanent'
  return ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EDNS', 'EAUTH', 'ETLS'].includes(code ?? '') ? 'unreachable' : 'passing'
}

/** Mail through SMTP_URL, or null when none is set. The longest a message can take is well within a dispatcher's claim. */
export function createMailer({ SMTP_URL, MAIL_FROM }: Pick<Config, 'SMTP_URL' | 'MAIL_FROM'>): Mailer | null {
  if (!SMTP_URL) return null
  // Only an installation that mails reads the library.
  const { createTransport } = createRequire(import.meta.url)('nodemailer') as typeof import('nodemailer')
  const transport = createTransport({
    url: SMTP_URL, pool: true, maxConnections: 4, maxMessages: 100,
    connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, dnsTimeout: 10_000,
    disableFileAccess: true, disableUrlAccess: true,
  } as Parameters<typeof createTransport>[0])
  const domain = /@([A-Za-z0-9.-]+)/.exec(MAIL_FROM)?.[1] ?? 'localhost.invalid'
  return {
    send: async ({ to, subject, text, key }) => {
      await transport.sendMail({ from: MAIL_FROM, to, subject, text, messageId: messageIdOf(key, domain), headers: { 'Auto-Submitted': 'auto-generated' } })
    },
    close: () => transport.close(),
  }
}

/** Ids of intents hold characters that a Message-ID may not. */
const messageIdOf = (key: string, domain: string) => `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`
