import { createHash } from 'node:crypto'
import type { Response } from 'express'

/** A strong tag that says the content and nothing else. */
export const tagOf = (json: string) => `"${createHash('sha256').update(json).digest('base64url')}"`

/** Sends JSON that the reader may keep and ask after: an unchanged one is answered 304, once the scope was checked. */
export function sendTagged(res: Response, json: string, tag = tagOf(json)): void {
  res.set({ 'ETag': tag, 'Cache-Control': 'private, no-cache' })
  // Express compares the tag with If-None-Match and leaves the body out of a 304.
  res.type('json').send(json)
}
