import { createHash } from 'node:crypto'

/** A UUID (RFC 9562, version 8) that follows from what a row is, so that the same row is always the same hazard. */
export function idOf(...identity: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(['campus-safety old hazard', ...identity])).digest('hex')
  const variant = (parseInt(hex[16]!, 16) & 0x3 | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Blanks, widths and full stops are how the same sentence comes to differ from one copy of a ledger to the next. */
export const plainText = (text: string): string => text.normalize('NFKC').replaceAll(/[\s,，。.;；、]/g, '').toLowerCase()
