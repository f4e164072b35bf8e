import { fail } from '../error.ts'
import type { Documents } from '../turn.ts'
import type { Filter } from '../query/filter.ts'
import { buildIndex } from '../store/build.ts'
import type { Collection } from '../store/collection.ts'
import { type Index, specField } from '../store/index.ts'
import { equal } from '../value/compare.ts'
import { arrayItems } from '../value/elements.ts'
import { toDocument } from '../value/writer.ts'
import { TYPE, type Value, textOf } from '../value/value.ts'
import { type Context, command } from './command.ts'
import { existingIndex, indexSpec } from './index-spec.ts'
import { EVERYTHING } from './queries.ts'

export const create = command({
  takes: {},
  ignores: 'validationLevel validationAction flags',
  refuses: 'capped size max timeseries viewOn pipeline validator collation storageEngine indexOptionDefaults clusteredIndex expireAfterSeconds changeStreamPreAndPostImages encryptedFields autoIndexId idIndex temp',
  async run(_, { store, ns }) {
    // MongoDB lets a collection be created again with the same options; here there are none.
    await store.disk.write(() => store.create(ns))
    return {}
  },
})

export const drop = command({
  takes: {},
  async run(_, { store, ns }) {
    const nIndexesWas = await store.disk.write(() => {
      const collection = store.collections.get(ns)
      if (collection) store.drop(collection)
      return collection?.indexes.length
    })
    return nIndexesWas === undefined ? {} : { nIndexesWas, ns }
  },
})

const collectionsIn = ({ store, db }: Context) => [...store.collections.values()].filter(({ ns }) => ns.startsWith(`${db}.`))

export const dropDatabase = command({
  takes: {},
  async run(_, context) {
    await context.store.disk.write(() => collectionsIn(context).forEach((collection) => context.store.drop(collection)))
    return { dropped: context.db }
  },
})

function* listed(documents: Value[], { matches }: Filter = EVERYTHING): Documents<Value> {
  yield* documents.filter(matches)
}

export const listCollections = command({
  takes: { filter: 'filter', nameOnly: 'bool', cursor: 'cursor' },
  ignores: 'authorizedCollections',
  run({ filter, nameOnly, cursor }, context) {
    const documents = collectionsIn(context).map(({ ns, uuid, indexes }) => {
      const name = ns.slice(context.db.length + 1)
      return toDocument({ name, type: 'collection', ...(!nameOnly && { options: {}, info: { readOnly: false, uuid }, idIndex: indexes[0]!.spec }) })
    })
    return context.cursors.start(`${context.db}.$cmd.listCollections`, listed(documents, filter), cursor ?? {})
  },
})

export const listDatabases = command({
  takes: { filter: 'filter', nameOnly: 'bool' },
  ignores: 'authorizedDatabases',
  run({ filter, nameOnly }, { store }) {
    const names = [...new Set([...store.collections.keys()].map((ns) => ns.slice(0, ns.indexOf('.'))))].sort()
    const documents = names.map((name) => toDocument({ name, ...(!nameOnly && { sizeOnDisk: 4096n, empty: false }) }))
    const databases = [...listed(documents, filter)] as Value[]
    return { databases, ...(!nameOnly && { totalSize: BigInt(4096 * databases.length), totalSizeMb: 0n }) }
  },
})

export const listIndexes = command({
  takes: { cursor: 'cursor' },
  run({ cursor }, { collection, cursors, ns }) {
    const { indexes } = collection ?? fail('NamespaceNotFound', `ns does not exist: ${ns}`)
    return cursors.start(ns, listed(indexes.map(({ spec }) => spec)), cursor ?? {})
  },
})

export const createIndexes = command({
  takes: { indexes: 'array!' },
  ignores: 'commitQuorum',
  refuses: 'ignoreUnknownIndexOptions',
  async run({ indexes }, context) {
    const { ns, store } = context
    const specs = indexes.map(indexSpec)
    if (specs.length === 0) fail('BadValue', 'Must specify at least one index to create')
    const known = store.collections.get(ns)
    const numIndexesBefore = known?.indexes.length ?? 1
    const { collection, wanted } = await store.disk.write(() => addIndexes(context, ns, specs))
    for (const index of wanted) await index.built
    const numIndexesAfter = collection.indexes.length
    const note = numIndexesAfter === numIndexesBefore ? 'all indexes already exist' : undefined
    return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically: !known, note }
  },
})

/** Inside a write: enters all wanted indexes into the catalog, or none, and starts to build them. */
function addIndexes({ store }: Context, ns: string, specs: Value[]): { collection: Collection; wanted: Index[] } {
  const collection = store.create(ns)
  const known = specs.map((spec) => existingIndex(collection, spec))
  const wanted = specs.map((spec, i) => known[i] ?? store.newIndex(spec, collection.count > 0))
  const added = wanted.filter((index) => !collection.indexes.includes(index))
  collection.indexes.push(...added)
  store.save(collection)
  for (const index of added.filter(({ building }) => building)) {
    index.built = buildIndex(store, collection, index)
    index.built.catch(() => undefined)
  }
  return { collection, wanted }
}

export const dropIndexes = command({
  takes: { index: 'any!' },
  async run({ index: wanted }, { store, ns }) {
    const nIndexesWas = await store.disk.write(() => {
      const collection = store.collections.get(ns) ?? fail('NamespaceNotFound', `ns not found ${ns}`)
      const was = collection.indexes.length
      for (const index of indexesNamed(collection, wanted)) store.dropIndex(collection, index)
      return was
    })
    return { nIndexesWas }
  },
})

function indexesNamed(collection: Collection, wanted: Value): Index[] {
  if (wanted.isArray) return arrayItems(wanted).flatMap((item) => indexesNamed(collection, item))
  const wantedName = wanted.type === TYPE.string ? textOf(wanted) : undefined
  if (wantedName === '*') return collection.indexes.slice(1)
  const index = collection.indexes.find(({ name, spec }) => (wantedName === undefined ? equal(specField(spec, 'key')!, wanted) : name === wantedName))
  if (!index) fail('IndexNotFound', wantedName === undefined ? "can't find index with key" : `index not found with name [${wantedName}]`)
  if (index.isId) fail('InvalidOptions', 'cannot drop _id index')
  return [index]
}
