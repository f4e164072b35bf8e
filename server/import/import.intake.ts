import type { Request, Response } from 'express'
import multer, { type MulterError } from 'multer'
import { importUpload, MAX_IMPORT_BYTES, type ImportKind } from '../contract/import.ts'
import { parse } from '../http/parse-request.ts'
import { Problem } from '../http/problem.ts'
import { createGate } from '../http/gate.ts'

/** A few more parts than we want, so that a form with an extra field is told which one it is. */
const form = multer({
  storage: multer.memoryStorage(), defParamCharset: 'utf8',
  limits: { fileSize: MAX_IMPORT_BYTES, files: 1, fields: 4, parts: 5, fieldSize: 200, fieldNameSize: 100, headerPairs: 20, fieldNestingDepth: 0, fieldArrayIndexLimit: 0 },
}).single('file')

/** Reading a workbook takes several times its size in memory: one at a time, the others wait unread. */
const reading = createGate(MAX_IMPORT_BYTES)

export interface SentFile { kind: ImportKind; fileName: string; bytes: Buffer }

/** Reads a multipart form (`file`, `kind`), and holds its memory until `work` is done. Throws unsupported-type, too-large, malformed. */
export async function receiveFile<T>(req: Request, res: Response, personId: string, work: (sent: SentFile) => Promise<T>): Promise<T> {
  if (!req.is('multipart/form-data')) throw new Problem('unsupported-type')
  const announced = Number(req.headers['content-length'] ?? MAX_IMPORT_BYTES)
  if (announced > MAX_IMPORT_BYTES + 16 * 1024) throw new Problem('too-large')
  return reading(announced, async () => work(await read(req, res)), personId)
}

async function read(req: Request, res: Response): Promise<SentFile> {
  await new Promise<void>((resolve, reject) => form(req, res, (error: unknown) => (error ? reject(asProblem(error)) : resolve())))
  const { kind } = parse(importUpload, { ...req.body as object })
  if (!req.file) throw new Problem('malformed', { errors: [{ path: 'file', code: 'missing' }] })
  return { kind, fileName: req.file.originalname.slice(0, 200), bytes: req.file.buffer }
}

function asProblem(error: unknown): Problem {
  const { code, field, message } = error as Partial<MulterError>
  if (code === 'LIMIT_FILE_SIZE') return new Problem('too-large')
  return new Problem('malformed', { detail: message, errors: field ? [{ path: field, code: 'unknown-field' }] : undefined })
}
