import { NUMBER_RANK, rankOf } from './compare.ts';
import { Elements } from './elements.ts';
import { isNumber, toBigInt, toNumber } from './number.ts';
import { TYPE, Value, documentOf, doubleValue, intValue, longValue } from './value.ts';
import { writer } from './writer.ts';

/**
 * Index keys: bytes whose memcmp order is `compare`'s order of the values.
 * A value is its rank and a payload that is never a prefix of another's; a descending field has
 * every bit turned over. No key byte after a whole value is 0xff, so prefix + 0xff ends a range.
 */
class KeyWriter {
  private buffer = Buffer.allocUnsafe(1 << 12);
  private position = 0;

  reset() {
    this.position = 0;
  }

  take(): Buffer {
    return Buffer.from(this.buffer.subarray(0, this.position));
  }

  private need(size: number) {
    if (this.position + size <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.position + size));
    this.buffer.copy(larger, 0, 0, this.position);
    this.buffer = larger;
  }

  byte(byte: number) {
    this.need(1);
    this.buffer[this.position++] = byte;
  }

  bytes(from: Buffer, at: number, end: number) {
    this.need(end - at);
    this.position += from.copy(this.buffer, this.position, at, end);
  }

  /** One field of a key; missing counts as null. */
  field(value: Value | undefined, descending: boolean) {
    const from = this.position;
    if (value === undefined) this.byte(rankOf(TYPE.null));
    else this.value(value);
    if (descending) invert(this.buffer, from, this.position);
  }

  value(value: Value) {
    const rank = rankOf(value.type);
    this.byte(rank);
    if (rank === NUMBER_RANK) this.number(value);
    else PAYLOADS[rank]?.(this, value);
  }

  /** A double's bits in order, then how far a Long lies above it: exact for every Int64. */
  private number(value: Value) {
    if (value.type !== TYPE.long) return this.double(toNumber(value), 0);
    const near = toNumber(value);
    if (Number.isSafeInteger(near)) return this.double(near, 0);
    const exact = toBigInt(value);
    const below = BigInt(near) > exact ? nextBelow(near) : near;
    this.double(below, Number(exact - BigInt(below)));
  }

  double(n: number, above: number) {
    this.need(10);
    const b = this.buffer;
    if (Number.isNaN(n)) b.fill(0, this.position, this.position + 10);
    else {
      b.writeDoubleBE(n === 0 ? 0 : n, this.position);
      if (n < 0) invert(b, this.position, this.position + 8);
      else b[this.position]! ^= 0x80;
      b.writeUInt16BE(above, this.position + 8);
    }
    this.position += 10;
  }

  /**
   * Bytes up to `end`, and a NUL to end them. A NUL among them is written 01 01 and a 01 as 01 02:
   * so the end is known from itself, turned over or not, whatever follows it.
   */
  terminated(from: Buffer, at: number, end: number) {
    this.need((end - at) * 2 + 1);
    const b = this.buffer;
    let p = this.position;
    for (let i = at; i < end; i++) {
      const byte = from[i]!;
      if (byte <= 1) b[p++] = 1;
      b[p++] = byte <= 1 ? byte + 1 : byte;
    }
    b[p++] = 0;
    this.position = p;
  }

  /** An eight-byte integer, most significant byte first. */
  long(from: Buffer, at: number, signed: boolean) {
    this.need(8);
    for (let i = 7; i >= 0; i--) this.buffer[this.position++] = from[at + i]!;
    if (signed) this.buffer[this.position - 8]! ^= 0x80;
  }

  elements(owner: Value) {
    for (const e = new Elements(owner); e.next(); ) {
      const value = e.value();
      if (!owner.isArray) {
        this.byte(rankOf(value.type));
        this.terminated(e.bytes, e.nameAt, e.at - 1);
      }
      this.value(value);
    }
    this.byte(0);
  }
}

function invert(b: Buffer, from: number, to: number) {
  for (let i = from; i < to; i++) b[i] = ~b[i]! & 0xff;
}

function nextBelow(n: number): number {
  const bits = new BigInt64Array(new Float64Array([n]).buffer);
  bits[0] = bits[0]! + (n > 0 ? -1n : 1n);
  return new Float64Array(bits.buffer)[0]!;
}

const PAYLOADS: Record<number, (key: KeyWriter, v: Value) => void> = {
  [rankOf(TYPE.string)]: (key, v) => key.terminated(v.bytes, v.at + 4, v.end - 1),
  [rankOf(TYPE.object)]: (key, v) => key.elements(v),
  [rankOf(TYPE.array)]: (key, v) => key.elements(v),
  [rankOf(TYPE.binData)]: (key, v) => {
    for (let i = 3; i >= 0; i--) key.byte(v.bytes[v.at + i]!);
    key.bytes(v.bytes, v.at + 4, v.end);
  },
  [rankOf(TYPE.objectId)]: (key, v) => key.bytes(v.bytes, v.at, v.end),
  [rankOf(TYPE.bool)]: (key, v) => key.bytes(v.bytes, v.at, v.end),
  [rankOf(TYPE.date)]: (key, v) => key.long(v.bytes, v.at, true),
  [rankOf(TYPE.timestamp)]: (key, v) => key.long(v.bytes, v.at, false),
  [rankOf(TYPE.regex)]: (key, v) => {
    const options = v.bytes.indexOf(0, v.at) + 1;
    key.terminated(v.bytes, v.at, options - 1);
    key.terminated(v.bytes, options, v.end - 1);
  },
};

const keyWriter = new KeyWriter();

/** The key of these fields in this order. */
export function encodeKey(values: (Value | undefined)[], descending: boolean[]): Buffer {
  keyWriter.reset();
  for (let i = 0; i < values.length; i++) keyWriter.field(values[i], descending[i] ?? false);
  return keyWriter.take();
}

/** The key of one value, ascending. */
export const keyOf = (value: Value | undefined) => encodeKey([value], [false]);

/** The key as a string, to look a value up in a Map or Set with MongoDB's equality. */
export const keyText = (value: Value | undefined) => keyOf(value).toString('latin1');

/** The same range end seen from a descending field. */
export function inverted(bytes: Buffer): Buffer {
  const turned = Buffer.from(bytes);
  invert(turned, 0, turned.length);
  return turned;
}

/**
 * How a key field can be turned back into its value: the value's type, 0x06 for missing,
 * or 0 if only the document knows (an array, -0, a document).
 */
export function decodableType(value: Value | undefined): number {
  if (value === undefined) return TYPE.undefined;
  if (!(value.type in DECODERS)) return 0;
  if (!isNumber(value) || value.type === TYPE.int) return value.type;
  const n = toNumber(value);
  return Number.isNaN(n) || Object.is(n, -0) ? 0 : value.type;
}

type Decoded = { value: Value | undefined; end: number };

/** Turns the key field at `at` back into the value of this type. */
export function decodeField(key: Buffer, at: number, type: number, descending: boolean): Decoded {
  if (!descending) return DECODERS[type]!(key, at + 1);
  const turned = DECODERS[type]!(inverted(key.subarray(at)), 1);
  return { value: turned.value, end: at + turned.end };
}

function decodeNumber(key: Buffer, at: number): { n: number; above: number } {
  const bits = Buffer.from(key.subarray(at, at + 8));
  if (bits[0]! & 0x80) bits[0]! ^= 0x80;
  else invert(bits, 0, 8);
  return { n: bits.readDoubleBE(0), above: key.readUInt16BE(at + 8) };
}

const plain = (type: number, size: number) => (key: Buffer, at: number) => ({
  value: new Value(type, key, at, at + size),
  end: at + size,
});

function decodeString(key: Buffer, at: number): Decoded {
  let end = at;
  let escapes = 0;
  for (; key[end] !== 0; end++) {
    if (key[end] !== 1) continue;
    escapes++;
    end++;
  }
  const size = end - at - escapes;
  const bytes = Buffer.allocUnsafe(size + 5);
  bytes.writeInt32LE(size + 1, 0);
  let p = 4;
  for (let i = at; i < end; i++) bytes[p++] = key[i] === 1 ? key[++i]! - 1 : key[i]!;
  bytes[p] = 0;
  return { value: new Value(TYPE.string, bytes, 0, size + 5), end: end + 1 };
}

const DECODERS: Record<number, (key: Buffer, at: number) => Decoded> = {
  [TYPE.undefined]: (_, at) => ({ value: undefined, end: at }),
  [TYPE.null]: plain(TYPE.null, 0),
  [TYPE.int]: (key, at) => ({ value: intValue(decodeNumber(key, at).n), end: at + 10 }),
  [TYPE.double]: (key, at) => ({ value: doubleValue(decodeNumber(key, at).n), end: at + 10 }),
  [TYPE.long]: (key, at) => {
    const { n, above } = decodeNumber(key, at);
    return { value: longValue(BigInt(n) + BigInt(above)), end: at + 10 };
  },
  [TYPE.string]: decodeString,
  [TYPE.objectId]: plain(TYPE.objectId, 12),
  [TYPE.bool]: plain(TYPE.bool, 1),
  [TYPE.date]: (key, at) => ({
    value: longValue(key.readBigInt64BE(at) ^ -0x8000000000000000n, TYPE.date),
    end: at + 8,
  }),
};

/** A document of the fields that a key holds, or undefined if the key does not tell all. */
export function documentFromKey(
  key: Buffer,
  at: number,
  types: number,
  fields: { name: Buffer; descending: boolean }[],
): Value | undefined {
  for (let i = 0; i < fields.length; i++) if (key[types + i] === 0) return undefined;
  const mark = writer.begin();
  for (let i = 0; i < fields.length; i++) {
    const { name, descending } = fields[i]!;
    const decoded = decodeField(key, at, key[types + i]!, descending);
    at = decoded.end;
    if (decoded.value) writer.put(name, decoded.value);
  }
  return documentOf(writer.finish(mark).bytes);
}
