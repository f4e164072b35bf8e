import { failAt } from '../error.ts';
import { type Filter, parseFilter } from '../query/filter.ts';
import { Elements, field, fieldMap } from '../value/elements.ts';
import { type IndexKeys, type KeyPattern, indexKeys, keyPattern } from '../value/index-key.ts';
import { toNumber } from '../value/number.ts';
import { type Value, textOf } from '../value/value.ts';
import { u32 } from './lmdb.ts';

/** A record's number within its collection, in this many bytes of a key. */
export const RECORD_BYTES = 6;

/** LMDB's limit for a key. */
const MAX_KEY_BYTES = 1978;

/** An index: its description as MongoDB lists it, and what follows from it. */
export class Index {
  readonly name: string;
  readonly fields: [string, number][];
  readonly pattern: KeyPattern;
  readonly unique: boolean;
  readonly partial: Filter | undefined;
  readonly expireAfterSeconds: number | undefined;
  readonly prefix: Buffer;
  /** What it takes to make a document of the fields in a key. */
  readonly decoding: { name: Buffer; descending: boolean }[];
  /** Settles when the index has been built on the documents that were there before it. */
  built: Promise<void> = Promise.resolve();
  /** The first names of the paths on which some document has, or had, an array: the others hold one key a document. */
  readonly arrays: Set<string>;

  constructor(
    readonly id: number,
    readonly spec: Value,
    arrays: Iterable<string>,
    public building: boolean,
  ) {
    this.arrays = new Set(arrays);
    const options = fieldMap(spec);
    this.name = textOf(options.get('name')!);
    this.fields = keyFields(options.get('key')!);
    this.pattern = keyPattern(this.fields);
    this.unique = this.isId || options.has('unique');
    const partial = options.get('partialFilterExpression');
    this.partial = partial && parseFilter(partial);
    const seconds = options.get('expireAfterSeconds');
    this.expireAfterSeconds = seconds && toNumber(seconds);
    this.prefix = u32(id);
    this.decoding = this.fields.map(([path, direction]) => ({ name: Buffer.from(path), descending: direction < 0 }));
  }

  get multikey() {
    return this.arrays.size > 0;
  }

  get isId() {
    return this.name === '_id_';
  }

  /** Whether a change of these fields may change its keys. What a partial index leaves out may hang on any field. */
  readsAny(names: Set<string>): boolean {
    return this.partial !== undefined || this.pattern.paths.some((path) => names.has(path.names[0]!.toString()));
  }

  /** The document's keys; none if it is outside a partial index. */
  keysOf(doc: Value): IndexKeys | undefined {
    if (this.partial && !this.partial.matches(doc)) return undefined;
    return indexKeys(doc, this.pattern);
  }

  /** What lies in the store for these keys: prefix, key, record number, how to decode the key. */
  entries({ keys, types }: IndexKeys, record: number): Buffer[] {
    return keys.map((key) => this.entry(key, record, types));
  }

  private entry(key: Buffer, record: number, types: number[]): Buffer {
    const size = 4 + key.length + RECORD_BYTES + types.length;
    if (size > MAX_KEY_BYTES)
      failAt(17280, `Btree::insert: key too large to index, failing ${this.name} ${key.length} > ${MAX_KEY_BYTES}`);
    const bytes = Buffer.allocUnsafe(size);
    this.prefix.copy(bytes);
    key.copy(bytes, 4);
    bytes.writeUIntBE(record, 4 + key.length, RECORD_BYTES);
    for (let i = 0; i < types.length; i++) bytes[size - types.length + i] = types[i]!;
    return bytes;
  }

  /** Where the record number lies in an entry. */
  recordAt(entry: Buffer): number {
    return entry.length - this.fields.length - RECORD_BYTES;
  }

  recordOf(entry: Buffer): number {
    return entry.readUIntBE(this.recordAt(entry), RECORD_BYTES);
  }
}

export function keyFields(key: Value): [string, number][] {
  const fields: [string, number][] = [];
  for (const e = new Elements(key); e.next(); ) fields.push([e.name, toNumber(e.value())]);
  return fields;
}

export const specField = (spec: Value, name: string) => field(spec, Buffer.from(name));
