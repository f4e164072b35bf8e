import { MAX_PHOTO_BYTES, photoFields } from '../contract/photo.ts'
import { createReceiver } from '../http/receive-file.ts'

const MB = 1024 * 1024

/**
 * Some hundred ordinary photos, or four of the largest, are in memory at once. Of these one person may hold a quarter: whoever
 * opens many slow uploads waits behind them alone.
 */
export const receive = createReceiver({ file: 'photo', fields: photoFields, mostBytes: MAX_PHOTO_BYTES, buffered: { all: 128 * MB, person: 32 * MB } })
