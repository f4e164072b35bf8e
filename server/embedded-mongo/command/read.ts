import { fail } from '../error.ts';
import { Execution, type Query } from '../plan/execute.ts';
import { type Documents, PAUSE } from '../plan/turn.ts';
import { all, parseFilter } from '../query/filter.ts';
import { type Projection, parseProjection, project } from '../query/projection.ts';
import { parseSort } from '../query/sort.ts';
import { compare } from '../value/compare.ts';
import { toBigInt } from '../value/number.ts';
import { keyText } from '../value/key.ts';
import { collectAt, parsePath } from '../value/path.ts';
import { TYPE, type Value, longValue, textOf } from '../value/value.ts';
import { type Command, type Context, collectionOf, namespaceOf } from './command.ts';
import { checkDeadline, drain } from './cursors.ts';

/** Options that every query refuses. */
export const QUERY_REFUSED = { collation: 'refused', hint: 'refused', let: 'refused' } as const;

function findQuery(context: Context): { query: Query; projection: Projection | undefined } {
  const { args } = context;
  const projection = parseProjection(args.document('projection'));
  return {
    projection,
    query: {
      filter: parseFilter(args.document('filter')),
      sort: parseSort(args.document('sort')),
      skip: args.size('skip'),
      limit: Math.abs(args.number('limit') ?? 0),
      needed: projection?.mode === 'include' ? projection.paths : undefined,
    },
  };
}

function* projected(documents: Documents<Value>, projection: Projection): Documents<Value> {
  for (const doc of documents) yield doc === PAUSE ? PAUSE : project(doc, projection);
}

export const find: Command = {
  options: {
    filter: 'object', sort: 'object', projection: 'object', skip: 'number', limit: 'number', batchSize: 'number',
    singleBatch: 'bool', noCursorTimeout: 'ignored', allowDiskUse: 'ignored', allowPartialResults: 'ignored',
    oplogReplay: 'ignored', returnKey: 'refused', showRecordId: 'refused', tailable: 'refused', awaitData: 'refused',
    min: 'refused', max: 'refused', ...QUERY_REFUSED,
  },
  run(context) {
    const { args, deadline } = context;
    const { query, projection } = findQuery(context);
    const documents = new Execution(context.store.disk, collectionOf(context), query).documents();
    const singleBatch = args.bool('singleBatch') || (args.number('limit') ?? 0) < 0;
    const stream = projection ? projected(documents, projection) : documents;
    return context.cursors.start(namespaceOf(context), stream, { batchSize: args.size('batchSize'), singleBatch, deadline });
  },
  explain(context) {
    const { query } = findQuery(context);
    return { query, execution: new Execution(context.store.disk, collectionOf(context), query) };
  },
};

const cursorId = (value: Value) =>
  value.type === TYPE.long || value.type === TYPE.int ? toBigInt(value) : fail('TypeMismatch', 'a cursor id must be a long');

export const getMore: Command = {
  options: { collection: 'string', batchSize: 'number', term: 'ignored' },
  run({ args, target, db, cursors, deadline }) {
    const ns = `${db}.${textOf(args.required('collection', 'getMore'))}`;
    return cursors.more(cursorId(target), ns, args.size('batchSize'), deadline);
  },
};

export const killCursors: Command = {
  options: { cursors: 'array' },
  run({ args, cursors }) {
    args.required('cursors', 'killCursors');
    const killed: Value[] = [];
    const notFound: Value[] = [];
    for (const id of args.items('cursors')) (cursors.kill(cursorId(id)) ? killed : notFound).push(longValue(cursorId(id)));
    return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] };
  },
};

function countQuery({ args }: Context): Query {
  return {
    filter: args.has('query') ? parseFilter(args.document('query')) : all([]),
    skip: args.size('skip'),
    limit: Math.abs(args.number('limit') ?? 0),
    needed: [],
  };
}

export const count: Command = {
  options: { query: 'object', skip: 'number', limit: 'number', fields: 'ignored', ...QUERY_REFUSED },
  async run(context) {
    return { n: await countMatching(new Execution(context.store.disk, collectionOf(context), countQuery(context)), context.deadline) };
  },
  explain(context) {
    const query = countQuery(context);
    return { query, execution: new Execution(context.store.disk, collectionOf(context), query), count: true };
  },
};

/** How many documents an execution finds; the index alone is asked where that is enough. */
export async function countMatching(execution: Execution, deadline: number | undefined): Promise<number> {
  const fast = execution.quickCount();
  if (fast !== undefined) return fast;
  let n = 0;
  await drain(execution.hits(), deadline, () => n++);
  return n;
}

function distinctQuery({ args }: Context): { query: Query; key: string } {
  const key = textOf(args.required('key', 'distinct'));
  if (key === '' || key.includes('\0')) fail('BadValue', 'Key field cannot be empty or contain an embedded null byte');
  return { key, query: { filter: parseFilter(args.document('query')), needed: [key] } };
}

export const distinct: Command = {
  options: { key: 'string', query: 'object', ...QUERY_REFUSED },
  async run(context) {
    const { query, key } = distinctQuery(context);
    const path = parsePath(key);
    const found = new Map<string, Value>();
    const collect = (value: Value) => {
      const text = keyText(value);
      if (!found.has(text)) found.set(text, value.detached());
    };
    const execution = new Execution(context.store.disk, collectionOf(context), query);
    await drain(execution.documents(), context.deadline, (doc) => collectAt(doc, path, collect));
    checkDeadline(context.deadline);
    return { values: [...found.values()].sort(compare) };
  },
  explain(context) {
    const { query } = distinctQuery(context);
    return { query, execution: new Execution(context.store.disk, collectionOf(context), query) };
  },
};

