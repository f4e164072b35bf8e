/** BSON's type bytes. */
export const TYPE = {
  double: 0x01,
  string: 0x02,
  object: 0x03,
  array: 0x04,
  binData: 0x05,
  undefined: 0x06,
  objectId: 0x07,
  bool: 0x08,
  date: 0x09,
  null: 0x0a,
  regex: 0x0b,
  dbPointer: 0x0c,
  javascript: 0x0d,
  symbol: 0x0e,
  javascriptWithScope: 0x0f,
  int: 0x10,
  timestamp: 0x11,
  long: 0x12,
  decimal: 0x13,
  maxKey: 0x7f,
  minKey: 0xff,
} as const;

const NAMES = new Map<number, string>(Object.entries(TYPE).map(([name, type]) => [type, name]));

/** MongoDB's name for a type, as `$type` and its error messages use it. */
export const typeName = (type: number) => NAMES.get(type) ?? 'unknown';

/**
 * One BSON value where it lies in its bytes. Nothing is decoded until somebody asks,
 * so what nobody touches keeps its type and comes back byte for byte.
 */
export class Value {
  constructor(
    readonly type: number,
    readonly bytes: Buffer,
    readonly at: number,
    readonly end: number,
  ) {}

  get isObject() {
    return this.type === TYPE.object;
  }

  get isArray() {
    return this.type === TYPE.array;
  }

  /** The same value in bytes of its own, so that keeping it does not keep a whole page. */
  detached(): Value {
    const bytes = Buffer.from(this.bytes.subarray(this.at, this.end));
    return new Value(this.type, bytes, 0, bytes.length);
  }

  /** The bytes of the value, not copied. */
  slice(): Buffer {
    return this.bytes.subarray(this.at, this.end);
  }
}

/** A whole document standing alone in its bytes. */
export const documentOf = (bytes: Buffer) => new Value(TYPE.object, bytes, 0, bytes.length);

const none = Buffer.alloc(0);
export const NULL = new Value(TYPE.null, none, 0, 0);
export const TRUE = new Value(TYPE.bool, Buffer.from([1]), 0, 1);
export const FALSE = new Value(TYPE.bool, Buffer.from([0]), 0, 1);
export const EMPTY_DOCUMENT = documentOf(Buffer.from([5, 0, 0, 0, 0]));

export const boolValue = (value: boolean) => (value ? TRUE : FALSE);

export function intValue(value: number): Value {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32LE(value, 0);
  return new Value(TYPE.int, bytes, 0, 4);
}

export function doubleValue(value: number): Value {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeDoubleLE(value, 0);
  return new Value(TYPE.double, bytes, 0, 8);
}

export function longValue(value: bigint, type: number = TYPE.long): Value {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64LE(value, 0);
  return new Value(type, bytes, 0, 8);
}

export const dateValue = (millis: number) => longValue(BigInt(millis), TYPE.date);

export function stringValue(text: string): Value {
  const length = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(length + 5);
  bytes.writeInt32LE(length + 1, 0);
  bytes.write(text, 4);
  bytes[length + 4] = 0;
  return new Value(TYPE.string, bytes, 0, length + 5);
}

/** The text of a string value. */
export const textOf = (value: Value) => value.bytes.toString('utf8', value.at + 4, value.end - 1);

/** Milliseconds since 1970 of a date; exact for every date JavaScript can hold. */
export const millisOf = (value: Value) => longToNumber(value.bytes, value.at);

/** An eight-byte integer as a double: exact up to 2^53, nearest beyond. */
export function longToNumber(bytes: Buffer, at: number): number {
  return bytes.readInt32LE(at + 4) * 4294967296 + bytes.readUInt32LE(at);
}

export const isNullish = (value: Value | undefined) =>
  value === undefined || value.type === TYPE.null || value.type === TYPE.undefined;
