import type { Writable } from 'node:stream'
import type { Response } from 'express'

const DESCRIBING = ['Content-Type', 'Content-Length', 'Content-Range', 'Content-Disposition', 'Accept-Ranges', 'ETag']

/** A reader who goes away half-way is no failure of ours; what fails before the first byte must not go out described as the file. */
export async function sendFile(res: Response, sendTo: (out: Writable) => Promise<void>): Promise<void> {
  try {
    await sendTo(res)
  } catch (error) {
    if (res.closed || (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE') return
    if (!res.headersSent) undescribe(res)
    throw error
  }
}

/** Takes back what was said of a file: something else is answered. */
export function undescribe(res: Response): void {
  for (const name of DESCRIBING) res.removeHeader(name)
}
