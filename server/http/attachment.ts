import type { Writable } from 'node:stream'
import type { Response } from 'express'

export interface Attachment {
  /** Under which it is saved, in any script; `plainName` is for what cannot read that. */
  name: string
  plainName: string
  mediaType: string
  headers?: Readonly<Record<string, string>>
  sendTo(out: Writable): Promise<void>
}

/**
 * Sends a file to be saved. A reader who goes away half-way is no failure of ours; what fails before the first byte must not
 * go out described as the file.
 */
export async function sendAttachment(res: Response, { name, plainName, mediaType, headers = {}, sendTo }: Attachment): Promise<void> {
  res.set({
    'Content-Type': mediaType, 'X-Content-Type-Options': 'nosniff',
    'Content-Disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encoded(name)}`, ...headers,
  })
  try {
    await sendTo(res)
  } catch (error) {
    if (res.closed || (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE') return
    for (const header of ['Content-Type', 'Content-Length', 'Content-Disposition', 'ETag']) if (!res.headersSent) res.removeHeader(header)
    throw error
  }
}

/** RFC 8187 leaves fewer characters as they are than encodeURIComponent does. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
