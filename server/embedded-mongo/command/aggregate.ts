import { fail, refuse } from '../error.ts';
import { parsePipeline } from '../aggregate/pipeline.ts';
import { Execution } from '../plan/execute.ts';
import { fieldMap } from '../value/elements.ts';
import { toNumber } from '../value/number.ts';
import { TYPE, type Value } from '../value/value.ts';
import { type Command, type Context, collectionOf, namespaceOf } from './command.ts';
import { QUERY_REFUSED } from './read.ts';

function batchSize(cursor: Value): number | undefined {
  const options = fieldMap(cursor);
  for (const name of options.keys()) if (name !== 'batchSize') fail('IDLUnknownField', `BSON field 'cursor.${name}' is an unknown field.`);
  const size = options.get('batchSize');
  if (size && toNumber(size) < 0) fail('BadValue', 'batchSize must not be negative');
  return size && toNumber(size);
}

function prepare(context: Context) {
  if (context.target.type !== TYPE.string) refuse('An aggregation on the database');
  context.args.required('pipeline', 'aggregate');
  const pipeline = parsePipeline(context.args.items('pipeline'));
  return { pipeline, execution: new Execution(context.store.disk, collectionOf(context), pipeline.query) };
}

export const aggregate: Command = {
  options: {
    pipeline: 'array', cursor: 'object', allowDiskUse: 'ignored', bypassDocumentValidation: 'ignored', explain: 'refused', exchange: 'refused',
    needsMerge: 'refused', fromMongos: 'refused', ...QUERY_REFUSED,
  },
  run(context) {
    const { args, deadline } = context;
    const cursor = args.value('cursor') ?? fail('FailedToParse', "The 'cursor' option is required, except for aggregate with the explain argument");
    const { pipeline, execution } = prepare(context);
    const stream = pipeline.run(execution.documents());
    return context.cursors.start(namespaceOf(context), stream, { batchSize: batchSize(cursor), deadline });
  },
  explain(context) {
    const { pipeline, execution } = prepare(context);
    return { query: pipeline.query, execution, stages: context.args.items('pipeline') };
  },
};
