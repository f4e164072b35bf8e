import { fail } from '../error.ts';
import type { IndexKeys } from '../value/index-key.ts';
import { type Value, documentOf } from '../value/value.ts';
import { printValue } from '../update/operators.ts';
import { Index, RECORD_BYTES, specField } from './index.ts';
import { Elements } from '../value/elements.ts';
import { type Disk, u32 } from './lmdb.ts';
import { anyAt, parsePath } from '../value/path.ts';
import { NULL } from '../value/value.ts';

const PRESENT = Buffer.from([1]);
const END = Buffer.from([0xff]);

/** A collection: documents by record number, and its indexes kept equal to them. */
export class Collection {
  readonly prefix: Buffer;
  private next: number | undefined;
  private known: number | undefined;
  dropped = false;

  constructor(
    private readonly disk: Disk,
    readonly id: number,
    public ns: string,
    readonly uuid: Value,
    readonly indexes: Index[],
    private readonly save: () => void,
  ) {
    this.prefix = u32(id);
  }

  /** How many documents there are. Counted once, on the smallest index, and kept from then on. */
  get count(): number {
    const { prefix } = this.indexes[0]!;
    this.known ??= this.disk.entries.getKeysCount({ start: prefix, end: after(prefix) });
    return this.known;
  }

  recordKey(record: number): Buffer {
    const key = Buffer.allocUnsafe(4 + RECORD_BYTES);
    this.prefix.copy(key);
    key.writeUIntBE(record, 4, RECORD_BYTES);
    return key;
  }

  document(record: number): Value | undefined {
    const bytes = this.disk.documents.get(this.recordKey(record));
    return bytes && documentOf(bytes);
  }

  /** Inside a write: adds the document, or throws before anything is written. */
  insert(doc: Value) {
    const record = this.nextRecord();
    const entries = this.indexes.flatMap((index) => this.checkedEntries(index, index.keysOf(doc), doc, record));
    for (const entry of entries) void this.disk.entries.put(entry, PRESENT);
    void this.disk.documents.put(this.recordKey(record), doc.slice());
    this.next = record + 1;
    if (this.known !== undefined) this.known++;
  }

  /** Inside a write: puts `after` in the place of `before`, or throws before anything is written. */
  replace(record: number, before: Value, doc: Value) {
    const put: Buffer[] = [];
    const remove: Buffer[] = [];
    const changed = changedNames(before, doc);
    for (const index of this.indexes) {
      if (index.isId || !index.readsAny(changed)) continue;
      const old = entryMap(index, index.keysOf(before), record);
      const keys = index.keysOf(doc);
      const added = keys ? index.entries(keys, record).filter((entry) => !old.delete(hex(entry))) : [];
      if (added.length > 0) this.check(index, keys!, doc, record);
      put.push(...added);
      remove.push(...old.values());
    }
    for (const entry of remove) void this.disk.entries.remove(entry);
    for (const entry of put) void this.disk.entries.put(entry, PRESENT);
    void this.disk.documents.put(this.recordKey(record), doc.slice());
  }

  /** Inside a write: removes the document from the collection and all indexes. */
  remove(record: number, doc: Value) {
    for (const index of this.indexes) {
      const keys = index.keysOf(doc);
      if (keys) for (const entry of index.entries(keys, record)) void this.disk.entries.remove(entry);
    }
    void this.disk.documents.remove(this.recordKey(record));
    if (this.known !== undefined) this.known--;
  }

  /** Inside a write: enters one document into an index that is being built. */
  enter(index: Index, record: number, doc: Value) {
    for (const entry of this.checkedEntries(index, index.keysOf(doc), doc, record))
      void this.disk.entries.put(entry, PRESENT);
  }

  private checkedEntries(index: Index, keys: IndexKeys | undefined, doc: Value, record: number): Buffer[] {
    if (!keys) return [];
    const entries = index.entries(keys, record);
    this.check(index, keys, doc, record);
    return entries;
  }

  private check(index: Index, keys: IndexKeys, doc: Value, record: number) {
    if (index.unique) for (const key of keys.keys) if (this.taken(index, key, record)) duplicate(this.ns, index, doc);
    if (keys.array !== undefined && !index.arrays.has(keys.array)) {
      index.arrays.add(keys.array);
      this.save();
    }
  }

  private taken(index: Index, key: Buffer, record: number): boolean {
    const start = Buffer.concat([index.prefix, key]);
    const range = this.disk.entries.getKeys({ start, end: Buffer.concat([start, END]) });
    for (const entry of range) if (index.recordOf(entry) !== record) return true;
    return false;
  }

  private nextRecord(): number {
    if (this.next !== undefined) return this.next;
    const last = this.disk.documents.getKeys({ start: after(this.prefix), end: this.prefix, reverse: true, limit: 1 });
    for (const key of last) return key.readUIntBE(4, RECORD_BYTES) + 1;
    return 1;
  }
}

/** The names of the fields in which two documents differ by a byte. */
function changedNames(before: Value, doc: Value): Set<string> {
  const old = firstFields(before);
  const names = new Set<string>();
  for (const [name, value] of firstFields(doc)) {
    const was = old.get(name);
    if (!was || was.type !== value.type || !was.slice().equals(value.slice())) names.add(name);
    old.delete(name);
  }
  for (const name of old.keys()) names.add(name);
  return names;
}

/** A name that stands twice is read where it stands first, as everywhere. */
function firstFields(doc: Value): Map<string, Value> {
  const fields = new Map<string, Value>();
  for (const e = new Elements(doc); e.next(); ) if (!fields.has(e.name)) fields.set(e.name, e.value());
  return fields;
}

/** The end of all keys that begin with these bytes. */
export const after = (prefix: Buffer) => Buffer.concat([prefix, END]);

const hex = (entry: Buffer) => entry.toString('latin1');

function entryMap(index: Index, keys: IndexKeys | undefined, record: number): Map<string, Buffer> {
  return new Map(keys ? index.entries(keys, record).map((entry) => [hex(entry), entry]) : []);
}

function duplicate(ns: string, index: Index, doc: Value): never {
  const values = index.fields.map(([path]) => [path, valueAt(doc, path)] as const);
  const printed = values.map(([path, value]) => `${path}: ${printValue(value)}`).join(', ');
  return fail('DuplicateKey', `E11000 duplicate key error collection: ${ns} index: ${index.name} dup key: { ${printed} }`, {
    keyPattern: specField(index.spec, 'key'),
    keyValue: Object.fromEntries(values),
  });
}

function valueAt(doc: Value, path: string): Value {
  let found: Value = NULL;
  anyAt(doc, parsePath(path), (value) => {
    found = value ?? NULL;
    return true;
  }, 'whole');
  return found;
}
