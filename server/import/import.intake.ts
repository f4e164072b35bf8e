import { importUpload, MAX_IMPORT_BYTES } from '../contract/import.ts'
import { createReceiver, type Received } from '../http/receive-file.ts'

/** Reading a workbook takes several times its size in memory: one at a time. */
export const receive = createReceiver({ file: 'file', fields: importUpload, mostBytes: MAX_IMPORT_BYTES, buffered: { all: MAX_IMPORT_BYTES } })
export type SentFile = Received<typeof importUpload>
