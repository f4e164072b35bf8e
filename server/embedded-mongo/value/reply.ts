import { fitsInt } from './number.ts'
import { NULL, TYPE, Value, boolValue, dateValue, doubleValue, intValue, longValue, stringValue } from './value.ts'
import { arrayValue, documentValue } from './writer.ts'

/** What a reply may hold: plain JavaScript, or values that are passed on as they are. */
export type Plain = Value | string | number | bigint | boolean | null | undefined | Date | Plain[] | { [name: string]: Plain }

/**
 * Turns plain JavaScript into BSON: whole numbers become Int32, bigints Long.
 * What must be a Double (`ok`) is given as `doubleValue`.
 */
export function toValue(plain: Plain): Value {
  if (plain instanceof Value) return plain
  if (plain === null || plain === undefined) return NULL
  if (plain instanceof Date) return dateValue(plain.getTime())
  if (Array.isArray(plain)) return arrayValue(plain.map(toValue))
  if (typeof plain === 'object') return toDocument(plain)
  if (typeof plain === 'string') return stringValue(plain)
  if (typeof plain === 'boolean') return boolValue(plain)
  if (typeof plain === 'bigint') return longValue(plain)
  if (fitsInt(plain)) return intValue(plain)
  return Number.isSafeInteger(plain) ? longValue(BigInt(plain)) : doubleValue(plain)
}

/** A document of these fields; undefined leaves a field out. */
export const toDocument = (fields: { [name: string]: Plain }): Value =>
  documentValue(Object.entries(fields).map(([name, plain]) => [name, plain === undefined ? undefined : toValue(plain)]))

export const objectIdValue = (id: Buffer) => new Value(TYPE.objectId, id)
/** A UUID as BSON stores it: Binary of subtype 4. */
export const uuidValue = (uuid: Uint8Array) => new Value(TYPE.binData, Buffer.concat([Buffer.from([16, 0, 0, 0, 4]), uuid]))
