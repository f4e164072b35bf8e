import type { Request, Response } from 'express'
import multer, { type MulterError } from 'multer'
import type { z } from 'zod'
import { createGate } from './gate.ts'
import { parse } from './parse-request.ts'
import { Problem } from './problem.ts'

/** The form around the file: boundaries, headers, a few short fields. */
const MAX_FORM_BYTES = 16 * 1024
const MAX_NAME = 200

export interface Receiving<F extends z.ZodType> {
  /** The name of the part that is the file, and what else the form says. */
  file: string
  fields: F
  mostBytes: number
  /** Bytes held in memory at once by everybody together and by one person; the others wait unread. */
  buffered: { all: number; person?: number }
}

export type Received<F extends z.ZodType> = z.output<F> & { fileName: string; bytes: Buffer }

/** How a room takes in a file: each has its own limits and its own queue. */
export function createReceiver<F extends z.ZodType<object>>({ file, fields, mostBytes, buffered }: Receiving<F>) {
  // A few more parts than we want, so that a form with an extra field is told which one it is.
  const form = multer({
    storage: multer.memoryStorage(), defParamCharset: 'utf8',
    limits: { fileSize: mostBytes, files: 1, fields: 4, parts: 5, fieldSize: 200, fieldNameSize: 100, headerPairs: 20, fieldNestingDepth: 0, fieldArrayIndexLimit: 0 },
  }).single(file)
  const buffering = createGate(buffered.all, buffered.person)

  async function read(req: Request, res: Response): Promise<Received<F>> {
    await new Promise<void>((resolve, reject) => form(req, res, (error: unknown) => (error ? reject(asProblem(error)) : resolve())))
    const said = parse(fields, { ...req.body as object })
    if (!req.file) throw new Problem('malformed', { errors: [{ path: file, code: 'missing' }] })
    return { ...said, fileName: req.file.originalname.slice(0, MAX_NAME), bytes: req.file.buffer }
  }

  /**
   * Reads a multipart form once there is memory for it and for this person, and holds that memory until `work` is done.
   * Throws unsupported-type for another body, too-large, and malformed with the fields at fault.
   */
  return async function receive<T>(req: Request, res: Response, personId: string, work: (sent: Received<F>) => Promise<T>): Promise<T> {
    if (!req.is('multipart/form-data')) throw new Problem('unsupported-type')
    const announced = Number(req.headers['content-length'] ?? mostBytes)
    if (announced > mostBytes + MAX_FORM_BYTES) throw new Problem('too-large')
    return buffering(announced, async () => work(await read(req, res)), personId)
  }
}

/** multer passes on what its parser says of a form that breaks off or never was one. */
function asProblem(error: unknown): Problem {
  const { code, field, message } = error as Partial<MulterError>
  if (code === 'LIMIT_FILE_SIZE') return new Problem('too-large')
  return new Problem('malformed', { detail: message, errors: field ? [{ path: field, code: 'unknown-field' }] : undefined })
}
