import { fail } from '../error.ts';
import { TYPE, Value } from './value.ts';

const int32 = (b: Buffer, at: number) =>
  b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24);

function cstringEnd(b: Buffer, at: number): number {
  while (b[at] !== 0) at++;
  return at + 1;
}

/** Where a value that starts at `at` ends. Trusts the bytes: `checkDocument` went over them first. */
export function valueEnd(type: number, b: Buffer, at: number): number {
  switch (type) {
    case TYPE.int:
      return at + 4;
    case TYPE.double:
    case TYPE.date:
    case TYPE.long:
    case TYPE.timestamp:
      return at + 8;
    case TYPE.string:
    case TYPE.javascript:
    case TYPE.symbol:
      return at + 4 + int32(b, at);
    case TYPE.object:
    case TYPE.array:
    case TYPE.javascriptWithScope:
      return at + int32(b, at);
    case TYPE.objectId:
      return at + 12;
    case TYPE.bool:
      return at + 1;
    case TYPE.binData:
      return at + 5 + int32(b, at);
    case TYPE.null:
    case TYPE.undefined:
    case TYPE.minKey:
    case TYPE.maxKey:
      return at;
    case TYPE.regex:
      return cstringEnd(b, cstringEnd(b, at));
    case TYPE.decimal:
      return at + 16;
    case TYPE.dbPointer:
      return at + 4 + int32(b, at) + 12;
    default:
      return fail('InvalidBSON', `Unrecognized BSON type ${type}`);
  }
}

/**
 * Walks the elements of a document or array. A cursor rather than an iterator of objects:
 * it runs over every field of every document that is read.
 */
export class Elements {
  type = 0;
  /** Where the element begins, at its type byte. */
  from = 0;
  nameAt = 0;
  at = 0;
  end: number;
  readonly bytes: Buffer;

  constructor(owner: Value) {
    this.bytes = owner.bytes;
    this.end = owner.at + 4;
  }

  next(): boolean {
    const b = this.bytes;
    const type = b[this.end]!;
    if (type === 0) return false;
    this.from = this.end;
    this.type = type;
    this.nameAt = this.end + 1;
    let p = this.nameAt;
    while (b[p] !== 0) p++;
    this.at = p + 1;
    this.end = valueEnd(type, b, p + 1);
    return true;
  }

  get name(): string {
    return this.bytes.toString('utf8', this.nameAt, this.at - 1);
  }

  /** Whether the element has this name, without decoding it. */
  is(name: Buffer): boolean {
    return nameIs(this.bytes, this.nameAt, name) === this.at;
  }

  value(): Value {
    return new Value(this.type, this.bytes, this.at, this.end);
  }
}

/** Where the value after the name begins, or 0 if the name is another. */
function nameIs(b: Buffer, at: number, name: Buffer): number {
  for (let i = 0; i < name.length; i++) if (b[at + i] !== name[i]) return 0;
  return b[at + name.length] === 0 ? at + name.length + 1 : 0;
}

/** The field of this name in a document, or the element of this index in an array. */
export function field(owner: Value, name: Buffer): Value | undefined {
  const b = owner.bytes;
  let p = owner.at + 4;
  for (let type = b[p]!; type !== 0; type = b[p]!) {
    const at = nameIs(b, p + 1, name);
    if (at) return new Value(type, b, at, valueEnd(type, b, at));
    p = valueEnd(type, b, cstringEnd(b, p + 1));
  }
  return undefined;
}

/** The fields of a document by name; of two with one name the last counts. */
export function fieldMap(owner: Value): Map<string, Value> {
  const map = new Map<string, Value>();
  for (const e = new Elements(owner); e.next(); ) map.set(e.name, e.value());
  return map;
}

export function arrayItems(owner: Value): Value[] {
  const items: Value[] = [];
  for (const e = new Elements(owner); e.next(); ) items.push(e.value());
  return items;
}

export const isEmpty = (owner: Value) => owner.bytes[owner.at + 4] === 0;

/** The name of the first field, or undefined for an empty document. */
export function firstName(owner: Value): string | undefined {
  const e = new Elements(owner);
  return e.next() ? e.name : undefined;
}
