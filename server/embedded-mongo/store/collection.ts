import { fail } from '../error.ts'
import { Elements } from '../value/elements.ts'
import { anyAt } from '../value/path.ts'
import { printValue } from '../value/print.ts'
import { NULL, type Value, documentOf } from '../value/value.ts'
import { type Entries, Index, RECORD_BYTES, specField } from './index.ts'
import { type Disk, type Range, after, rowsIn, u32, under } from './lmdb.ts'

const PRESENT = Buffer.from([1])

/** A document found, and where it lies. */
export interface Hit {
  record: number
  doc: Value
}

/** A collection: documents by record number, and its indexes kept equal to them. */
export class Collection {
  readonly prefix: Buffer
  private next: number | undefined
  private known: number | undefined

  constructor(
    private readonly disk: Disk, readonly id: number, readonly ns: string, readonly uuid: Value,
    readonly indexes: Index[], private readonly save: () => void,
  ) {
    this.prefix = u32(id)
  }

  /** How many documents there are. Counted once, on the smallest index, and kept from then on. */
  get count(): number {
    return (this.known ??= this.disk.entries.getKeysCount(under(this.indexes[0]!.prefix)))
  }

  document(record: number): Value | undefined {
    const bytes = this.disk.documents.get(this.recordKey(record))
    return bytes && documentOf(bytes)
  }

  /** The documents in the order of their insertion, behind this record. */
  *scan(record = 0): Generator<Hit> {
    const range: Range = { start: this.recordKey(record + 1), end: after(this.prefix) }
    for (const { key, value } of rowsIn(this.disk.documents, range)) yield { record: recordIn(key), doc: documentOf(value) }
  }

  /** Inside a write: adds the document, or throws before anything is written. */
  insert(doc: Value) {
    const record = (this.next ??= this.lastRecord() + 1)
    const all = this.indexes.map((index) => this.checked(index, index.entriesOf(doc, record), doc, record))
    this.put(record, doc, all.flatMap(({ entries }) => entries))
    this.next++
    if (this.known !== undefined) this.known++
  }

  /** Inside a write: puts `doc` in the place of `before`, or throws before anything is written. */
  replace({ record, doc: before }: Hit, doc: Value) {
    const added: Buffer[] = []
    const gone: Buffer[] = []
    const changed = changedNames(before, doc)
    for (const index of this.indexes) {
      if (index.isId || !index.readsAny(changed)) continue
      if (index.building) index.touched.add(record)
      const old = new Map(index.entriesOf(before, record).entries.map((entry) => [entry.toString('latin1'), entry]))
      const wanted = index.entriesOf(doc, record)
      const fresh = wanted.entries.filter((entry) => !old.delete(entry.toString('latin1')))
      if (fresh.length > 0) this.checked(index, wanted, doc, record)
      added.push(...fresh)
      gone.push(...old.values())
    }
    for (const entry of gone) void this.disk.entries.remove(entry)
    this.put(record, doc, added)
  }

  /** Inside a write: removes the document from the collection and all indexes. */
  remove({ record, doc }: Hit) {
    for (const index of this.indexes) {
      if (index.building) index.touched.add(record)
      for (const entry of index.entriesOf(doc, record).entries) void this.disk.entries.remove(entry)
    }
    void this.disk.documents.remove(this.recordKey(record))
    if (this.known !== undefined) this.known--
  }

  /** Inside a write: puts one entry into an index that is being built. */
  enter(index: Index, entry: Buffer) {
    const record = index.recordOf(entry)
    if (index.unique && this.taken(index, index.keyOf(entry), record)) this.duplicate(index, this.document(record)!)
    void this.disk.entries.put(entry, PRESENT)
  }

  private put(record: number, doc: Value, entries: Buffer[]) {
    for (const entry of entries) void this.disk.entries.put(entry, PRESENT)
    void this.disk.documents.put(this.recordKey(record), doc.slice())
  }

  private recordKey(record: number): Buffer {
    const key = Buffer.allocUnsafe(4 + RECORD_BYTES)
    this.prefix.copy(key)
    key.writeUIntBE(record, 4, RECORD_BYTES)
    return key
  }

  private lastRecord(): number {
    const { start, end } = under(this.prefix)
    for (const key of this.disk.documents.getKeys({ start: end, end: start, reverse: true, limit: 1 })) return recordIn(key)
    return 0
  }

  /** The entries, if no other document has one of their unique keys. */
  private checked(index: Index, entries: Entries, doc: Value, record: number): Entries {
    if (index.unique && entries.keys.some((key) => this.taken(index, key, record))) this.duplicate(index, doc)
    if (entries.array !== undefined && !index.arrays.has(entries.array)) {
      index.arrays.add(entries.array)
      this.save()
    }
    return entries
  }

  private taken(index: Index, key: Buffer, record: number): boolean {
    for (const entry of this.disk.entries.getKeys(under(Buffer.concat([index.prefix, key])))) if (index.recordOf(entry) !== record) return true
    return false
  }

  private duplicate({ name, spec, fields, pattern }: Index, doc: Value): never {
    const values = fields.map(([path], i): [string, Value] => {
      let found: Value = NULL
      anyAt(doc, pattern.paths[i]!, (value) => ((found = value ?? NULL), true), 'whole')
      return [path, found]
    })
    const printed = values.map(([path, value]) => `${path}: ${printValue(value)}`).join(', ')
    return fail('DuplicateKey', `E11000 duplicate key error collection: ${this.ns} index: ${name} dup key: { ${printed} }`, {
      keyPattern: specField(spec, 'key'), keyValue: Object.fromEntries(values),
    })
  }
}

/** The names of the fields in which two documents differ by a byte. */
function changedNames(before: Value, doc: Value): Set<string> {
  const [old, fresh] = [firstFields(before), firstFields(doc)]
  const same = (name: string) => old.get(name)?.type === fresh.get(name)?.type && old.get(name)!.slice().equals(fresh.get(name)!.slice())
  return new Set([...old.keys(), ...fresh.keys()].filter((name) => !same(name)))
}

/** A name that stands twice is read where it stands first, as everywhere. */
function firstFields(doc: Value): Map<string, Value> {
  const fields = new Map<string, Value>()
  for (const e = new Elements(doc); e.next(); ) if (!fields.has(e.name)) fields.set(e.name, e.value())
  return fields
}

const recordIn = (key: Buffer) => key.readUIntBE(4, RECORD_BYTES)
