import { UUID } from 'bson'
import { fail } from '../error.ts'
import { arrayItems, fieldMap } from '../value/elements.ts'
import { toDocument, uuidValue } from '../value/writer.ts'
import { type Value, documentOf, isTruthy, textOf, toNumber } from '../value/value.ts'
import { Collection } from './collection.ts'
import { Index, specField } from './index.ts'
import { Disk, u32, under } from './lmdb.ts'

/** The format on disk; a folder of another version is refused rather than misread. */
const FORMAT = 2
const FORMAT_KEY = '\0format'
const GARBAGE = '\0garbage:'

/** How many keys one transaction clears of what was dropped. */
const CLEAR_KEYS = 500

/** All collections of all databases, by namespace, and the disk they lie on. */
export class Store {
  readonly disk: Disk
  readonly collections = new Map<string, Collection>()
  /** Settles when no index is being built. */
  lastBuild: Promise<void> = Promise.resolve()
  private nextId = 1
  /** Ids of collections and indexes that were dropped and whose bytes are still there. */
  private garbage = new Set<number>()
  private clearing: Promise<void> | undefined
  private closing = false

  constructor(path: string) {
    this.disk = new Disk(path, () => this.load())
    this.load()
  }

  /** Reads the catalog. No document is read: a large folder opens as fast as a small one. */
  private load() {
    this.collections.clear()
    this.garbage.clear()
    for (const { key, value } of this.disk.catalog.getRange({})) {
      const name = key.toString()
      if (name === FORMAT_KEY) checkFormat(value)
      else if (name.startsWith(GARBAGE)) this.garbage.add(Number(name.slice(GARBAGE.length)))
      else this.loadCollection(fieldMap(documentOf(value)))
    }
    const used = [...this.collections.values()].flatMap(({ id, indexes }) => [id, ...indexes.map((index) => index.id)])
    this.nextId = Math.max(this.nextId, ...used.map((id) => id + 1), ...[...this.garbage].map((id) => id + 1))
  }

  private loadCollection(entry: Map<string, Value>) {
    const indexes = arrayItems(entry.get('indexes')!).map(fieldMap).map((index) =>
      new Index(toNumber(index.get('id')!), index.get('spec')!.detached(), arraysIn(index), isTruthy(index.get('building'))))
    this.add(toNumber(entry.get('id')!), textOf(entry.get('ns')!), entry.get('uuid')!.detached(), indexes)
  }

  private add(id: number, ns: string, uuid: Value, indexes: Index[]): Collection {
    const collection: Collection = new Collection(this.disk, id, ns, uuid, indexes, () => this.save(collection))
    this.collections.set(ns, collection)
    return collection
  }

  /** Inside a write: puts what the catalog says of a collection on disk. */
  save({ id, ns, uuid, indexes }: Collection) {
    const listed = indexes.map(({ id, spec, arrays, building }) => ({ id, spec, multikey: arrays.size > 0, arrays: [...arrays], building }))
    void this.disk.catalog.put(Buffer.from(ns), toDocument({ id, ns, uuid, indexes: listed }).bytes)
    void this.disk.catalog.put(Buffer.from(FORMAT_KEY), toDocument({ version: FORMAT }).bytes)
  }

  /** Inside a write: the collection of this name, made if need be. */
  create(ns: string): Collection {
    const known = this.collections.get(ns)
    if (known) return known
    checkNamespace(ns)
    const uuid = uuidValue(new UUID().buffer)
    const id = this.newIndex(toDocument({ v: 2, key: { _id: 1 }, name: '_id_' }), false)
    const collection = this.add(this.nextId++, ns, uuid, [id])
    this.save(collection)
    return collection
  }

  newIndex(spec: Value, building: boolean): Index {
    return new Index(this.nextId++, spec, [], building)
  }

  /** Inside a write: the collection is gone at once, its bytes are cleared little by little. */
  drop(collection: Collection) {
    void this.disk.catalog.remove(Buffer.from(collection.ns))
    this.collections.delete(collection.ns)
    this.discard(collection.id, ...collection.indexes.map((index) => index.id))
  }

  /** Inside a write: an index is gone at once, and its bytes little by little. */
  dropIndex(collection: Collection, index: Index) {
    collection.indexes.splice(collection.indexes.indexOf(index), 1)
    this.save(collection)
    this.discard(index.id)
  }

  private discard(...ids: number[]) {
    for (const id of ids) {
      void this.disk.catalog.put(Buffer.from(GARBAGE + id), u32(id))
      this.garbage.add(id)
    }
    this.clearGarbage().catch((error: unknown) => console.error('embedded-mongo', error))
  }

  /** Clears what was dropped, a few keys a transaction, also what a crash left over. Whoever asks while it is done waits for the same. */
  clearGarbage(): Promise<void> {
    return (this.clearing ??= this.clearAll().finally(() => (this.clearing = undefined)))
  }

  private async clearAll() {
    while (this.garbage.size > 0 && !this.closing) await this.disk.write(() => this.clearSome())
  }

  private clearSome() {
    let left = CLEAR_KEYS
    for (const id of this.garbage) {
      for (const table of [this.disk.documents, this.disk.entries])
        for (const key of left > 0 ? [...table.getKeys({ ...under(u32(id)), limit: left })] : []) {
          void table.remove(key)
          left--
        }
      if (left === 0) return
      void this.disk.catalog.remove(Buffer.from(GARBAGE + id))
      this.garbage.delete(id)
    }
  }

  /** What is not yet cleared is after the next start. */
  close() {
    this.closing = true
    return this.disk.close()
  }
}

/** An index that was written down before it was known which of its fields hold arrays may hold them in any. */
function arraysIn(index: Map<string, Value>): string[] {
  const known = index.get('arrays')
  if (known) return arrayItems(known).map(textOf)
  return isTruthy(index.get('multikey')) ? [...fieldMap(specField(index.get('spec')!, 'key')!).keys()].map((path) => path.split('.')[0]!) : []
}

function checkFormat(value: Buffer) {
  const version = toNumber(fieldMap(documentOf(value)).get('version')!)
  if (version !== FORMAT) throw new Error(`The data folder has format ${version}; this version reads format ${FORMAT}`)
}

function checkNamespace(ns: string) {
  const collection = ns.slice(ns.indexOf('.') + 1)
  const valid = collection !== '' && !collection.startsWith('.') && !/[$\0]/.test(collection) && ns.length <= 255
  if (!valid) fail('InvalidNamespace', `Invalid namespace specified '${ns}'`)
  if (collection.startsWith('system.')) fail('InvalidNamespace', `Invalid system namespace '${ns}'`)
}
