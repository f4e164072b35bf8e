import { z } from 'zod'
import { PHOTO_FORMS, PHOTO_KINDS } from './enumerations.ts'
import { uuid } from './primitives.ts'

export const photoParams = z.strictObject({ id: uuid, photoId: uuid })
export const photoFormParams = z.strictObject({ id: uuid, form: z.enum(PHOTO_FORMS) })

/** The text fields of the multipart form; the file is in `photo`. */
export const photoFields = z.strictObject({ kind: z.enum(PHOTO_KINDS) })

export const MAX_PHOTO_BYTES = 30 * 1024 * 1024
