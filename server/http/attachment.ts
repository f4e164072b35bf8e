import type { Writable } from 'node:stream'
import type { Response } from 'express'
import { sendFile } from './send-file.ts'

export interface Attachment {
  /** Under which it is saved, in any script; `plainName` is for what cannot read that. */
  name: string
  plainName: string
  mediaType: string
  headers?: Readonly<Record<string, string>>
  sendTo(out: Writable): Promise<void>
}

/** Sends a file to be saved. */
export async function sendAttachment(res: Response, { name, plainName, mediaType, headers = {}, sendTo }: Attachment): Promise<void> {
  res.set({
    'Content-Type': mediaType, 'X-Content-Type-Options': 'nosniff',
    'Content-Disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encoded(name)}`, ...headers,
  })
  await sendFile(res, sendTo)
}

/** RFC 8187 leaves fewer characters as they are than encodeURIComponent does. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
