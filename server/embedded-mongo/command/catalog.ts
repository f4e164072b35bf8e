import { fail } from '../error.ts';
import { parseFilter } from '../query/filter.ts';
import { buildIndex } from '../store/build.ts';
import type { Collection } from '../store/collection.ts';
import { type Index, specField } from '../store/index.ts';
import { toDocument } from '../value/reply.ts';
import type { Documents } from '../plan/turn.ts';
import { equal } from '../value/compare.ts';
import { TYPE, type Value, textOf } from '../value/value.ts';
import { arrayItems, fieldMap } from '../value/elements.ts';
import { toNumber } from '../value/number.ts';
import { type Command, type Context, collectionOf, namespaceOf } from './command.ts';
import { existingIndex, indexSpec } from './index-spec.ts';

const missing = (ns: string) => fail('NamespaceNotFound', `ns not found ${ns}`);

export const create: Command = {
  options: {
    capped: 'refused', size: 'refused', max: 'refused', timeseries: 'refused', viewOn: 'refused', pipeline: 'refused',
    validator: 'refused', validationLevel: 'ignored', validationAction: 'ignored', collation: 'refused', storageEngine: 'refused',
    indexOptionDefaults: 'refused', clusteredIndex: 'refused', expireAfterSeconds: 'refused', changeStreamPreAndPostImages: 'refused',
    encryptedFields: 'refused', autoIndexId: 'refused', idIndex: 'refused', temp: 'refused', flags: 'ignored',
  },
  async run(context) {
    const ns = namespaceOf(context);
    // MongoDB lets a collection be created again with the same options; here there are none.
    await context.store.disk.write(() => context.store.create(ns));
    return {};
  },
};

export const drop: Command = {
  options: {},
  async run(context) {
    const ns = namespaceOf(context);
    const dropped = await context.store.disk.write(() => {
      const collection = context.store.collections.get(ns);
      if (collection) context.store.drop(collection);
      return collection;
    });
    void context.store.clearGarbage();
    return dropped ? { nIndexesWas: dropped.indexes.length, ns } : {};
  },
};

const collectionsIn = ({ store, db }: Context) =>
  [...store.collections.values()].filter(({ ns }) => ns.startsWith(`${db}.`));

export const dropDatabase: Command = {
  options: {},
  async run(context) {
    await context.store.disk.write(() => {
      for (const collection of collectionsIn(context)) context.store.drop(collection);
    });
    void context.store.clearGarbage();
    return { dropped: context.db };
  },
};

function* listed(documents: Value[], filter: Value): Documents<Value> {
  const { matches } = parseFilter(filter);
  yield* documents.filter(matches);
}

const batchSizeOf = ({ args }: Context) => {
  const size = fieldMap(args.document('cursor')).get('batchSize');
  return size && toNumber(size);
};

export const listCollections: Command = {
  options: { filter: 'object', nameOnly: 'bool', authorizedCollections: 'ignored', cursor: 'object' },
  run(context) {
    const nameOnly = context.args.bool('nameOnly');
    const documents = collectionsIn(context).map(({ ns, uuid, indexes }) => {
      const name = ns.slice(context.db.length + 1);
      const more = { options: {}, info: { readOnly: false, uuid }, idIndex: indexes[0]!.spec };
      return toDocument({ name, type: 'collection', ...(nameOnly ? {} : more) });
    });
    return context.cursors.start(`${context.db}.$cmd.listCollections`, listed(documents, context.args.document('filter')), { batchSize: batchSizeOf(context) });
  },
};

export const listDatabases: Command = {
  options: { filter: 'object', nameOnly: 'bool', authorizedDatabases: 'ignored' },
  run({ store, args }) {
    const names = [...new Set([...store.collections.keys()].map((ns) => ns.slice(0, ns.indexOf('.'))))].sort();
    const nameOnly = args.bool('nameOnly');
    const databases = [...listed(names.map((name) => toDocument({ name, ...(nameOnly ? {} : { sizeOnDisk: 4096n, empty: false }) })), args.document('filter'))] as Value[];
    return nameOnly ? { databases } : { databases, totalSize: BigInt(4096 * databases.length), totalSizeMb: 0n };
  },
};

export const createIndexes: Command = {
  options: { indexes: 'array', ignoreUnknownIndexOptions: 'refused', commitQuorum: 'ignored' },
  async run(context) {
    context.args.required('indexes', 'createIndexes');
    const ns = namespaceOf(context);
    const specs = context.args.items('indexes').map(indexSpec);
    if (specs.length === 0) fail('BadValue', 'Must specify at least one index to create');
    const createdCollectionAutomatically = !context.store.collections.has(ns);
    const before = context.store.collections.get(ns)?.indexes.length ?? 1;
    const { collection, wanted } = await context.store.disk.write(() => addIndexes(context, ns, specs));
    for (const index of wanted) await index.built;
    const after = collection.indexes.length;
    return {
      numIndexesBefore: before,
      numIndexesAfter: after,
      createdCollectionAutomatically,
      ...(after === before ? { note: 'all indexes already exist' } : {}),
    };
  },
};

/** Inside a write: enters all wanted indexes into the catalog, or none, and starts to build them. */
function addIndexes({ store }: Context, ns: string, specs: Value[]): { collection: Collection; wanted: Index[] } {
  const collection = store.create(ns);
  const known = specs.map((spec) => existingIndex(collection, spec));
  const wanted = specs.map((spec, i) => known[i] ?? store.newIndex(spec, collection.count > 0));
  const added = wanted.filter((index) => !collection.indexes.includes(index));
  collection.indexes.push(...added);
  store.save(collection);
  for (const index of added) if (index.building) index.built = buildIndex(store, collection, index);
  for (const index of added) index.built.catch(() => undefined);
  return { collection, wanted };
}

export const listIndexes: Command = {
  options: { cursor: 'object' },
  run(context) {
    const ns = namespaceOf(context);
    const collection = collectionOf(context) ?? fail('NamespaceNotFound', `ns does not exist: ${ns}`);
    const specs = collection.indexes.map((index) => index.spec);
    return context.cursors.start(ns, listed(specs, toDocument({})), { batchSize: batchSizeOf(context) });
  },
};

export const dropIndexes: Command = {
  options: { index: 'any' },
  async run(context) {
    const ns = namespaceOf(context);
    const wanted = context.args.required('index', 'dropIndexes');
    const nIndexesWas = await context.store.disk.write(() => {
      const collection = context.store.collections.get(ns) ?? missing(ns);
      const was = collection.indexes.length;
      for (const index of indexesNamed(collection, wanted)) context.store.dropIndex(collection, index);
      return was;
    });
    void context.store.clearGarbage();
    return { nIndexesWas };
  },
};

function indexesNamed(collection: Collection, wanted: Value): Index[] {
  if (wanted.isArray) return arrayItems(wanted).flatMap((item) => indexesNamed(collection, item));
  if (wanted.type === TYPE.string && textOf(wanted) === '*') return collection.indexes.slice(1);
  const index = collection.indexes.find((each) =>
    wanted.type === TYPE.string ? each.name === textOf(wanted) : equal(specField(each.spec, 'key')!, wanted),
  );
  if (!index) return fail('IndexNotFound', wanted.type === TYPE.string ? `index not found with name [${textOf(wanted)}]` : "can't find index with key");
  if (index.isId) fail('InvalidOptions', 'cannot drop _id index');
  return [index];
}

