import { fail } from '../error.ts';
import { parseFilter } from '../query/filter.ts';
import { parseProjection, project } from '../query/projection.ts';
import { parseSort } from '../query/sort.ts';
import type { Plain } from '../value/reply.ts';
import { wholeNumber } from '../value/number.ts';
import type { Value } from '../value/value.ts';
import { parseUpdate } from '../update/update.ts';
import { Execution } from '../plan/execute.ts';
import { Arguments, type Options } from './arguments.ts';
import { type Command, type Context, collectionOf, namespaceOf } from './command.ts';
import { QUERY_REFUSED } from './read.ts';
import {
  MAX_STATEMENTS, type Outcome, type Updated, deleteMany, deleteOne, parseUpdateStatement, runStatements, searchBefore, storable, updateMany, updateOne,
} from './write.ts';

/** The statements of a write, whether they came in the body or beside it. */
function statements(context: Context, name: string): Value[] {
  const list = context.sequences.get(name) ?? (context.args.required(name, context.name), context.args.items(name));
  if (list.length === 0 || list.length > MAX_STATEMENTS)
    fail('InvalidOptions', `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got ${list.length} operations.`);
  if (!list.every((item) => item.isObject)) fail('TypeMismatch', `BSON field '${context.name}.${name}' holds something that is no object`);
  return list;
}

const withErrors = ({ errors }: Outcome): { writeErrors?: Plain } => (errors.length > 0 ? { writeErrors: errors } : {});

export const insert: Command = {
  options: { documents: 'array', ordered: 'bool', bypassDocumentValidation: 'ignored' },
  async run(context) {
    const documents = statements(context, 'documents');
    const ns = namespaceOf(context);
    const outcome = await runStatements(context, documents.length, context.args.bool('ordered', true), (i, result) => {
      const doc = storable(documents[i]!);
      context.store.create(ns).insert(doc);
      result.n++;
      return undefined;
    });
    return { n: outcome.n, ...withErrors(outcome) };
  },
};

export const update: Command = {
  options: { updates: 'array', ordered: 'bool', bypassDocumentValidation: 'ignored', let: 'refused' },
  async run(context) {
    const updates = statements(context, 'updates');
    const ns = namespaceOf(context);
    const outcome = await runStatements(context, updates.length, context.args.bool('ordered', true), (i, result) => {
      const statement = parseUpdateStatement(updates[i]!);
      if (statement.multi) return updateManyOrInsert(context, ns, statement, i, result);
      const change = (found?: number) => count(updateOne(context, ns, statement, found), i, result);
      return nowOrLater(context, searchBefore(context, ns, statement.filter), statement.upsert, change);
    });
    const { n, modified, upserted } = outcome;
    return { n, nModified: modified, ...(upserted.length > 0 ? { upserted } : {}), ...withErrors(outcome) };
  },
  explain(context) {
    const { filter } = parseUpdateStatement(statements(context, 'updates')[0]!);
    return { query: { filter }, execution: new Execution(context.store.disk, collectionOf(context), { filter }), update: 'UPDATE' };
  },
};

/** Changes what is found at once, or in a later write if the search takes long; `always` even if nothing is found. */
function nowOrLater({ store }: Context, search: Promise<number | undefined> | undefined, always: boolean, change: (found?: number) => void) {
  if (!search) return change() as undefined;
  return search.then((found) => (found === undefined && !always ? undefined : store.disk.write(() => change(found))));
}

type Statement = ReturnType<typeof parseUpdateStatement>;

async function updateManyOrInsert(context: Context, ns: string, statement: Statement, i: number, result: Outcome) {
  const before = result.n;
  await updateMany(context, ns, statement, result);
  if (result.n === before && statement.upsert)
    await context.store.disk.write(() => count(updateOne(context, ns, statement), i, result));
}

function count({ before, after, upsertedId }: Updated, index: number, result: Outcome) {
  if (before || upsertedId) result.n++;
  if (before && after !== before) result.modified++;
  if (upsertedId) result.upserted.push({ index, _id: upsertedId });
}

const DELETE_OPTIONS: Options = { q: 'object', limit: 'number', collation: 'refused', hint: 'refused' };

function parseDelete(statement: Value) {
  const args = Arguments.of(statement, 'delete.deletes', DELETE_OPTIONS);
  const limit = wholeNumber(args.required('limit', 'delete.deletes'));
  if (limit !== 0 && limit !== 1) fail('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  return { filter: parseFilter(args.required('q', 'delete.deletes')), multi: limit === 0 };
}

export const del: Command = {
  options: { deletes: 'array', ordered: 'bool', let: 'refused' },
  async run(context) {
    const deletes = statements(context, 'deletes');
    const ns = namespaceOf(context);
    const outcome = await runStatements(context, deletes.length, context.args.bool('ordered', true), (i, result) => {
      const { filter, multi } = parseDelete(deletes[i]!);
      if (multi) return deleteMany(context, ns, filter, result);
      const change = (found?: number) => {
        if (deleteOne(context, ns, { filter }, found)) result.n++;
      };
      return nowOrLater(context, searchBefore(context, ns, filter), false, change);
    });
    return { n: outcome.n, ...withErrors(outcome) };
  },
  explain(context) {
    const { filter } = parseDelete(statements(context, 'deletes')[0]!);
    return { query: { filter }, execution: new Execution(context.store.disk, collectionOf(context), { filter }), update: 'DELETE' };
  },
};

export const findAndModify: Command = {
  options: {
    query: 'object', sort: 'object', update: 'any', remove: 'bool', new: 'bool', upsert: 'bool', fields: 'object',
    bypassDocumentValidation: 'ignored', arrayFilters: 'refused', ...QUERY_REFUSED,
  },
  async run(context) {
    const { args, store } = context;
    const ns = namespaceOf(context);
    const statement = { filter: parseFilter(args.document('query')), sort: parseSort(args.document('sort')) };
    const projection = parseProjection(args.document('fields'));
    const shown = (doc: Value | undefined) => (doc && projection ? project(doc, projection) : (doc ?? null));
    const found = await searchBefore(context, ns, statement.filter, statement.sort);
    if (args.bool('remove')) {
      if (args.has('update')) fail('FailedToParse', "Cannot specify both an update and remove=true");
      if (args.bool('upsert')) fail('FailedToParse', 'Cannot specify both upsert=true and remove=true ');
      if (args.bool('new')) fail('FailedToParse', "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
      const removed = await store.disk.write(() => deleteOne(context, ns, statement, found));
      return { lastErrorObject: { n: removed ? 1 : 0 }, value: shown(removed) };
    }
    if (!args.has('update')) fail('FailedToParse', "Either an update or remove=true must be specified");
    const update = parseUpdate(args.value('update')!);
    const done = await store.disk.write(() => updateOne(context, ns, { ...statement, update, multi: false, upsert: args.bool('upsert') }, found));
    const { before, after, upsertedId } = done;
    return {
      lastErrorObject: { n: before || upsertedId ? 1 : 0, updatedExisting: before !== undefined, upserted: upsertedId },
      value: shown(args.bool('new') ? after : before),
    };
  },
  explain(context) {
    const query = { filter: parseFilter(context.args.document('query')), sort: parseSort(context.args.document('sort')), limit: 1 };
    const update = context.args.bool('remove') ? 'DELETE' : 'UPDATE';
    return { query, execution: new Execution(context.store.disk, collectionOf(context), query), update };
  },
};
