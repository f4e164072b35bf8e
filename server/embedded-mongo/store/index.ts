import { failAt } from '../error.ts'
import { type Filter, parseFilter } from '../query/filter.ts'
import { Elements, field, fieldMap } from '../value/elements.ts'
import { type KeyPattern, indexKeys, keyPattern } from '../value/index-key.ts'
import { type Value, textOf, toNumber } from '../value/value.ts'
import { u32 } from './lmdb.ts'

/** A record's number within its collection, in this many bytes of a key. */
export const RECORD_BYTES = 6

/** LMDB's limit for a key. */
const MAX_KEY_BYTES = 1978

/** What one document is to an index. */
export interface Entries {
  keys: Buffer[]
  /** What lies in the store for each key: prefix, key, record number, how to decode the key. */
  entries: Buffer[]
  /** The first name of the path on which the document has an array, if it has one. */
  array?: string
}

const NONE: Entries = { keys: [], entries: [] }

/** An index: its description as MongoDB lists it, and what follows from it. */
export class Index {
  readonly name: string
  readonly isId: boolean
  readonly fields: [path: string, direction: number][]
  readonly pattern: KeyPattern
  readonly unique: boolean
  readonly partial: Filter | undefined
  readonly expireAfterSeconds: number | undefined
  readonly prefix: Buffer
  /** The first names of the paths on which some document has, or had, an array: the others hold one key a document. */
  readonly arrays: Set<string>
  /** Records that were changed or removed while the index is being built, after their entries may have been read. */
  readonly touched = new Set<number>()
  /** Settles when the index has been built on the documents that were there before it. */
  built: Promise<void> = Promise.resolve()

  constructor(readonly id: number, readonly spec: Value, arrays: Iterable<string>, public building: boolean) {
    this.arrays = new Set(arrays)
    const options = fieldMap(spec)
    this.name = textOf(options.get('name')!)
    this.isId = this.name === '_id_'
    this.fields = []
    for (const e = new Elements(options.get('key')!); e.next(); ) this.fields.push([e.name, toNumber(e.value())])
    this.pattern = keyPattern(this.fields)
    this.unique = this.isId || options.has('unique')
    const partial = options.get('partialFilterExpression')
    this.partial = partial && parseFilter(partial)
    const seconds = options.get('expireAfterSeconds')
    this.expireAfterSeconds = seconds && toNumber(seconds)
    this.prefix = u32(id)
  }

  get multikey() {
    return this.arrays.size > 0
  }

  /** Whether a change of these fields may change its keys. What a partial index leaves out may hang on any field. */
  readsAny(names: Set<string>): boolean {
    return this.partial !== undefined || this.pattern.paths.some((path) => names.has(path.names[0]!.toString()))
  }

  /** The document's entries; none if it is outside a partial index. */
  entriesOf(doc: Value, record: number): Entries {
    if (this.partial && !this.partial.matches(doc)) return NONE
    const { keys, types, array } = indexKeys(doc, this.pattern)
    return { keys, array, entries: keys.map((key) => this.entry(key, record, types)) }
  }

  private entry(key: Buffer, record: number, types: number[]): Buffer {
    const recordAt = 4 + key.length
    const size = recordAt + RECORD_BYTES + types.length
    if (size > MAX_KEY_BYTES) failAt(17280, `Btree::insert: key too large to index, failing ${this.name} ${key.length} > ${MAX_KEY_BYTES}`)
    const bytes = Buffer.allocUnsafe(size)
    this.prefix.copy(bytes)
    key.copy(bytes, 4)
    bytes.writeUIntBE(record, recordAt, RECORD_BYTES)
    bytes.set(types, recordAt + RECORD_BYTES)
    return bytes
  }

  /** Where the record number lies in an entry. */
  recordAt(entry: Buffer): number {
    return entry.length - this.fields.length - RECORD_BYTES
  }

  keyOf(entry: Buffer): Buffer {
    return entry.subarray(this.prefix.length, this.recordAt(entry))
  }

  recordOf(entry: Buffer): number {
    return entry.readUIntBE(this.recordAt(entry), RECORD_BYTES)
  }
}

export const specField = (spec: Value, name: string) => field(spec, Buffer.from(name))
