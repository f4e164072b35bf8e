import type { Request, Response } from 'express'
import multer, { MulterError } from 'multer'
import { MAX_PHOTO_BYTES, photoFields } from '../contract/photo.ts'
import type { PhotoKind } from '../contract/enumerations.ts'
import { parse } from '../http/parse-request.ts'
import { Problem } from '../http/problem.ts'
import { createGate } from '../http/gate.ts'

/** The form around the file: boundaries, headers, one short field. */
const MAX_FORM_BYTES = 16 * 1024
/** Of these one person may hold so much: whoever opens many slow uploads waits behind them alone. */
const MAX_BUFFERED_BYTES_A_PERSON = 32 * 1024 * 1024
/** Bytes of uploads held in memory at once: some hundred ordinary photos, or four of the largest. The others wait unread. */
const MAX_BUFFERED_BYTES = 128 * 1024 * 1024

// A few more parts than we want, so that a form with an extra field is told which one it is.
const form = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: {
    fileSize: MAX_PHOTO_BYTES, files: 1, fields: 4, parts: 5,
    fieldSize: 200, fieldNameSize: 100, headerPairs: 20, fieldNestingDepth: 0, fieldArrayIndexLimit: 0,
  },
}).single('photo')

export interface Sent {
  kind: PhotoKind
  bytes: Buffer
}

const buffering = createGate(MAX_BUFFERED_BYTES, MAX_BUFFERED_BYTES_A_PERSON)

/**
 * Reads a multipart form (`photo`, `kind`) once there is memory for it and for this person, and holds that memory until `work` is done.
 * Throws unsupported-type for another body, too-large, and malformed with the fields at fault.
 */
export async function receive<T>(req: Request, res: Response, personId: string, work: (sent: Sent) => Promise<T>): Promise<T> {
  if (!req.is('multipart/form-data')) throw new Problem('unsupported-type')
  const announced = Number(req.headers['content-length'] ?? MAX_PHOTO_BYTES)
  if (announced > MAX_PHOTO_BYTES + MAX_FORM_BYTES) throw new Problem('too-large')
  return buffering(announced, async () => work(await read(req, res)), personId)
}

async function read(req: Request, res: Response): Promise<Sent> {
  await new Promise<void>((resolve, reject) => {
    form(req, res, (error: unknown) => (error ? reject(asProblem(error)) : resolve()))
  })
  const { kind } = parse(photoFields, { ...req.body as object })
  if (!req.file) throw new Problem('malformed', { errors: [{ path: 'photo', code: 'missing' }] })
  return { kind, bytes: req.file.buffer }
}

/** multer passes on what its parser says of a form that breaks off or never was one. */
function asProblem(error: unknown): Problem {
  const { code, field, message } = error as Partial<MulterError>
  if (code === 'LIMIT_FILE_SIZE') return new Problem('too-large')
  return new Problem('malformed', { detail: message, errors: field ? [{ path: field, code: 'unknown-field' }] : undefined })
}
