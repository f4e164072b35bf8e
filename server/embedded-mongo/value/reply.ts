import { TYPE, Value, boolValue, dateValue, doubleValue, intValue, longValue, stringValue } from './value.ts';
import { NULL } from './value.ts';
import { arrayValue, documentValue } from './writer.ts';

/** What a reply may hold: plain JavaScript, or values that are passed on as they are. */
export type Plain = Value | string | number | bigint | boolean | null | undefined | Date | Plain[] | { [name: string]: Plain };

/**
 * Turns plain JavaScript into BSON: whole numbers become Int32, bigints Long.
 * What must be a Double (`ok`) is given as `doubleValue`.
 */
export function toValue(plain: Exclude<Plain, undefined>): Value {
  if (plain instanceof Value) return plain;
  if (plain === null) return NULL;
  if (plain instanceof Date) return dateValue(plain.getTime());
  if (Array.isArray(plain)) return arrayValue(plain.map((item) => toValue(item ?? null)));
  if (typeof plain === 'object') return toDocument(plain);
  if (typeof plain === 'string') return stringValue(plain);
  if (typeof plain === 'boolean') return boolValue(plain);
  if (typeof plain === 'bigint') return longValue(plain);
  if (plain === (plain | 0)) return intValue(plain);
  return Number.isSafeInteger(plain) ? longValue(BigInt(plain)) : doubleValue(plain);
}

/** A document of these fields; undefined leaves a field out. */
export function toDocument(fields: { [name: string]: Plain }): Value {
  return documentValue(
    Object.entries(fields).map(([name, plain]) => [name, plain === undefined ? undefined : toValue(plain)] as const),
  );
}

export const objectIdValue = (id: Buffer) => new Value(TYPE.objectId, id, 0, 12);

/** A UUID as BSON stores it: Binary of subtype 4. */
export function uuidValue(uuid: Uint8Array): Value {
  const bytes = Buffer.concat([Buffer.from([16, 0, 0, 0, 4]), uuid]);
  return new Value(TYPE.binData, bytes, 0, bytes.length);
}
