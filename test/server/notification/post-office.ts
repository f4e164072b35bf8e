import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Received { from: string; to: string[]; subject: string; messageId: string; raw: string }

export interface PostOffice {
  url: string
  mails: Received[]
  /** While set, the server refuses at this point of the conversation, with this code. */
  refuse: { at: 'rcpt' | 'data'; code: number } | null
  close(): Promise<void>
}

/** A real SMTP server, on a free port unless one is named, keeping what it is given. */
export async function postOffice(port = 0): Promise<PostOffice> {
  const refusal = (at: 'rcpt' | 'data') =>
    office.refuse?.at === at ? Object.assign(new Error('refused'), { responseCode: office.refuse.code }) : null
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true, closeTimeout: 50,
    onRcptTo: (_address, _session, done) => done(refusal('rcpt')),
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const refused = refusal('data')
        if (!refused) office.mails.push(read(Buffer.concat(parts).toString(), session.envelope))
        done(refused)
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  const office: PostOffice = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, mails: [], refuse: null,
    close: () => new Promise((closed) => server.close(() => closed())),
  }
  return office
}

function read(raw: string, { mailFrom, rcptTo }: { mailFrom: false | { address: string }; rcptTo: { address: string }[] }): Received {
  const header = (name: string) => new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'mi').exec(raw)?.[1]?.replace(/\r\n[ \t]/g, ' ') ?? ''
  return {
    from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address),
    subject: decodeWords(header('Subject')), messageId: header('Message-ID'), raw,
  }
}

/** RFC 2047 words, as far as the mailer writes them. */
function decodeWords(value: string): string {
  return value.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_word, kind: string, text: string) =>
    kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString()
      : Buffer.from(text.replaceAll('_', ' ').replace(/=([0-9A-F]{2})/gi, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString())
}
