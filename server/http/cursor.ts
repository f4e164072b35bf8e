import { Problem } from './problem.ts'

/** The last instant that a Date can hold, in milliseconds on either side of 1970 (ECMA-262, 21.4.1.1). */
const LAST_INSTANT = 8.64e15

/** Where a page of a list ended: the instant and the id of its last row. `kind` names the order, so that no list takes another's. */
export const encodeCursor = (kind: string, at: Date, id: string): string =>
  Buffer.from(JSON.stringify([kind, at.getTime(), id])).toString('base64url')

/** Reads a cursor back. Throws malformed for one that no list of this kind gave out. */
export function decodeCursor(kind: string, cursor: string): { at: Date; id: string } {
  const [given, time, id] = read(cursor)
  if (given === kind && isInstant(time) && typeof id === 'string') return { at: new Date(time), id }
  throw new Problem('malformed', { errors: [{ path: 'cursor', code: 'cursor' }] })
}

/** The order that a cursor was made for; anything that no list gave out has none. */
export const kindOf = (cursor: string): unknown => read(cursor)[0]

function read(cursor: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(read) ? read : []
  } catch {
    return []
  }
}

const isInstant = (time: unknown): time is number => Number.isInteger(time) && Math.abs(time as number) <= LAST_INSTANT
