import { ObjectId } from 'bson';
import { MongoError, fail } from '../error.ts';
import { checkStored } from '../value/check.ts';
import { Elements, field, firstName } from '../value/elements.ts';
import { type Plain, objectIdValue } from '../value/reply.ts';
import { TYPE, type Value } from '../value/value.ts';
import { writer } from '../value/writer.ts';
import type { Server } from './command.ts';
import { Arguments, type Options } from './arguments.ts';
import { type Filter, parseFilter } from '../query/filter.ts';
import type { Sort } from '../query/sort.ts';
import { Execution, type Hit } from '../plan/execute.ts';
import { PAUSE } from '../plan/turn.ts';
import { type Update, MAX_DOCUMENT_BYTES, parseUpdate, upsertSeed } from '../update/update.ts';
import { QUERY_REFUSED } from './read.ts';
import { drain } from './cursors.ts';

const ID = Buffer.from('_id');
export const MAX_STATEMENTS = 100000;

/** How long one job of many statements writes before others have their turn. */
const SLICE_MS = 12;

export interface Outcome {
  n: number;
  modified: number;
  upserted: { index: number; _id: Value }[];
  errors: { [name: string]: Plain }[];
}

/**
 * Does the statements one after the other, as many as fit in a short job, each job one commit.
 * An error goes into the reply; if the order counts, the ones after it are not tried.
 */
export async function runStatements(
  server: Server,
  count: number,
  ordered: boolean,
  each: (index: number, outcome: Outcome) => Promise<void> | undefined,
): Promise<Outcome> {
  const outcome: Outcome = { n: 0, modified: 0, upserted: [], errors: [] };
  let next = 0;
  const failed = (error: unknown, index: number) => {
    outcome.errors.push(writeError(error, index));
    if (ordered) next = count;
  };
  while (next < count) {
    let waiting: Promise<void> | undefined;
    await server.store.disk.write(() => {
      const until = performance.now() + SLICE_MS;
      do {
        const index = next++;
        try {
          waiting = each(index, outcome)?.catch((error: unknown) => failed(error, index));
        } catch (error) {
          failed(error, index);
        }
      } while (next < count && !waiting && performance.now() < until);
    });
    await waiting;
  }
  return outcome;
}

function writeError(error: unknown, index: number): { [name: string]: Plain } {
  if (!(error instanceof MongoError)) return { index, code: 1, errmsg: String(error) };
  return { index, code: error.code, errmsg: error.message, ...(error.extra as { [name: string]: Plain }) };
}

/** The document as it is stored: checked, with an `_id`, and that in front. */
export function storable(doc: Value): Value {
  checkStored(doc);
  const id = field(doc, ID);
  if (id) checkId(id);
  if (doc.end - doc.at > MAX_DOCUMENT_BYTES)
    fail('BSONObjectTooLarge', `object to insert too large. size in bytes: ${doc.end - doc.at}, max size: ${MAX_DOCUMENT_BYTES}`);
  if (id && firstName(doc) === '_id') return doc;
  const mark = writer.begin();
  writer.put('_id', id ?? objectIdValue(newObjectId()));
  for (const e = new Elements(doc); e.next(); ) if (!e.is(ID)) writer.raw(e.bytes, e.from, e.end);
  return writer.finish(mark);
}

const newObjectId = () => Buffer.from(new ObjectId().id);

function checkId(id: Value) {
  if (id.type === TYPE.array || id.type === TYPE.regex)
    fail('InvalidIdField', `The '_id' value cannot be of type ${id.type === TYPE.array ? 'array' : 'regex'}`);
  if (!id.isObject) return;
  for (const e = new Elements(id); e.next(); )
    if (e.name.startsWith('$')) fail('DollarPrefixedFieldName', `_id fields may not contain '$'-prefixed fields: ${e.name} is not valid for storage.`);
}

const UPDATE_OPTIONS: Options = {
  q: 'object', u: 'any', multi: 'bool', upsert: 'bool', arrayFilters: 'refused', c: 'refused',
  upsertSupplied: 'refused', sort: 'refused', collation: QUERY_REFUSED.collation, hint: QUERY_REFUSED.hint,
};

/** One update, parsed. */
export interface UpdateStatement {
  filter: Filter;
  update: Update;
  multi: boolean;
  upsert: boolean;
  sort?: Sort;
}

export function parseUpdateStatement(statement: Value): UpdateStatement {
  const args = Arguments.of(statement, 'update.updates', UPDATE_OPTIONS);
  const update = parseUpdate(args.required('u', 'update.updates'));
  const multi = args.bool('multi');
  if (multi && update.replacement) fail('FailedToParse', 'multi update is not supported for replacement-style update');
  return { filter: parseFilter(args.required('q', 'update.updates')), update, multi, upsert: args.bool('upsert') };
}

export interface Updated {
  before?: Value;
  after?: Value;
  upsertedId?: Value;
}

const searchFor = (server: Server, ns: string, filter: Filter, sort?: Sort) =>
  new Execution(server.store.disk, server.store.collections.get(ns), { filter, sort, limit: 1 });

/** The first hit of a query, inside a write: what was found before it, if it still matches. */
function firstHit(server: Server, ns: string, { filter, sort }: { filter: Filter; sort?: Sort }, found?: number): Hit | undefined {
  const doc = found === undefined ? undefined : server.store.collections.get(ns)?.document(found);
  if (doc && filter.matches(doc)) return { record: found!, doc };
  for (const hit of searchFor(server, ns, filter, sort).hits()) if (hit !== PAUSE) return hit;
  return undefined;
}

/**
 * A search that would hold everybody up inside a write is made before it, and others run meanwhile.
 * Undefined if the search is quick enough to be made inside.
 */
export function searchBefore(server: Server, ns: string, filter: Filter, sort?: Sort): Promise<number | undefined> | undefined {
  const search = searchFor(server, ns, filter, sort);
  return search.slow ? firstRecord(search) : undefined;
}

async function firstRecord(search: Execution): Promise<number | undefined> {
  let record: number | undefined;
  await drain(search.hits(), undefined, (hit) => (record = hit.record));
  return record;
}

/** Inside a write: updates the first match, or inserts if there is none and it is asked for. */
export function updateOne(server: Server, ns: string, statement: UpdateStatement, found?: number): Updated {
  const { filter, update, upsert } = statement;
  const hit = firstHit(server, ns, statement, found);
  if (hit) return { before: hit.doc, after: applyTo(server, ns, hit, update) };
  if (!upsert) return {};
  const seed = upsertSeed(filter, update.replacement);
  const doc = storable(update.apply(seed, true));
  server.store.create(ns).insert(doc);
  return { after: doc, upsertedId: field(doc, ID)! };
}

function applyTo(server: Server, ns: string, { record, doc }: Hit, update: Update): Value {
  const after = update.apply(doc, false);
  if (after === doc) return doc;
  server.store.collections.get(ns)!.replace(record, doc, after);
  return after;
}

/** The records that match now, found while others run; each is looked at again before it is written. */
export async function matchingRecords(server: Server, ns: string, filter: Filter): Promise<number[]> {
  const records: number[] = [];
  const execution = new Execution(server.store.disk, server.store.collections.get(ns), { filter });
  await drain(execution.hits(), undefined, (hit) => records.push(hit.record));
  return records;
}

/** Calls `change` inside writes with every record that still matches, a short job at a time. */
async function changeAll(server: Server, ns: string, filter: Filter, change: (hit: Hit) => void) {
  const records = await matchingRecords(server, ns, filter);
  for (let next = 0; next < records.length; ) {
    await server.store.disk.write(() => {
      const until = performance.now() + SLICE_MS;
      do {
        const record = records[next++]!;
        const doc = server.store.collections.get(ns)?.document(record);
        if (doc && filter.matches(doc)) change({ record, doc });
      } while (next < records.length && performance.now() < until);
    });
  }
  return records.length;
}

export async function updateMany(server: Server, ns: string, { filter, update }: UpdateStatement, outcome: Outcome) {
  await changeAll(server, ns, filter, (hit) => {
    outcome.n++;
    if (applyTo(server, ns, hit, update) !== hit.doc) outcome.modified++;
  });
}

/** Inside a write: removes the first match; returns what was removed. */
export function deleteOne(server: Server, ns: string, query: { filter: Filter; sort?: Sort }, found?: number): Value | undefined {
  const hit = firstHit(server, ns, query, found);
  if (!hit) return undefined;
  server.store.collections.get(ns)!.remove(hit.record, hit.doc);
  return hit.doc;
}

export async function deleteMany(server: Server, ns: string, filter: Filter, outcome: { n: number }) {
  await changeAll(server, ns, filter, ({ record, doc }) => {
    server.store.collections.get(ns)!.remove(record, doc);
    outcome.n++;
  });
}

