import type { Request, Response } from 'express'
import { Problem } from '../http/problem.ts'
import { sendFile, undescribe } from '../http/send-file.ts'
import type { ByteRange } from './photo.files.ts'
import type { Viewed } from './photo.service.ts'

/**
 * Sends one form of a photo: 304 to who has it already, a part to who asks for one, else the whole.
 * The caller has checked that this person may see it. Throws range-not-satisfiable.
 */
export async function serve(req: Request, res: Response, viewed: Viewed): Promise<void> {
  describe(res, viewed)
  if (req.fresh) return void res.status(304).end()
  const range = askedRange(req, res, viewed)
  res.type(viewed.mediaType)
  if (viewed.fileName) res.setHeader('Content-Disposition', `attachment; filename="${viewed.fileName}"`)
  if (viewed.length !== undefined) res.setHeader('Content-Length', range ? range.end - range.start + 1 : viewed.length)
  if (range) res.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${viewed.length}`)
  if (req.method === 'HEAD') return void res.end()
  await sendFile(res, (out) => viewed.sendTo(out, range))
}

/** A picture is shown only to the page it belongs to, is never guessed to be something else, and runs nothing. */
function describe(res: Response, { etag, length }: Viewed): void {
  res.set({
    'ETag': etag,
    'Cache-Control': 'private, no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Accept-Ranges': length === undefined ? 'none' : 'bytes',
  })
}

/** One range, or none: several at once, a malformed one, or one of an older file (If-Range) get the whole, as RFC 9110 allows. */
function askedRange(req: Request, res: Response, { etag, length }: Viewed): ByteRange | undefined {
  const onlyIf = req.get('If-Range')
  if (length === undefined || (onlyIf !== undefined && onlyIf !== etag)) return undefined
  const ranges = req.range(length, { combine: true })
  if (ranges === -1) {
    undescribe(res)
    res.setHeader('Content-Range', `bytes */${length}`)
    throw new Problem('range-not-satisfiable')
  }
  if (!Array.isArray(ranges) || ranges.type !== 'bytes' || ranges.length !== 1) return undefined
  return ranges[0]
}
