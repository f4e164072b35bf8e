import { failAt, refuse } from '../error.ts';
import { type Documents, PAUSE } from '../plan/turn.ts';
import { parseFilter } from '../query/filter.ts';
import { type Sort, Sorter, parseSort } from '../query/sort.ts';
import { pathsOf } from '../plan/index-plan.ts';
import { isNumber, wholeNumber } from '../value/number.ts';
import { type Value, typeName } from '../value/value.ts';
import type { Scope } from './expression.ts';
import { parseCount, parseGroup } from './group.ts';
import { applyShape, parseProject, parseSet, parseUnset } from './shape.ts';
import { parseUnwind } from './unwind.ts';

/** One stage, compiled. */
export interface Stage {
  run: (documents: Documents<Value>) => Documents<Value>;
  /** Nothing that it has not read can be seen after it. */
  narrows?: boolean;
}

function* mapped(documents: Documents<Value>, change: (doc: Value) => Value): Documents<Value> {
  for (const doc of documents) yield doc === PAUSE ? PAUSE : change(doc);
}

export function parseMatch(spec: Value, scope: Scope): Stage {
  if (!spec.isObject) failAt(15959, 'the match filter must be an expression in an object');
  const filter = parseFilter(spec);
  for (const path of pathsOf(filter)) scope.reads.add(path);
  return { run: (documents) => filtered(documents, filter.matches) };
}

function* filtered(documents: Documents<Value>, matches: (doc: Value) => boolean): Documents<Value> {
  for (const doc of documents) if (doc === PAUSE || matches(doc)) yield doc;
}

export function parseSortStage(spec: Value): Sort {
  if (!spec.isObject) failAt(15973, 'the $sort key specification must be an object');
  return parseSort(spec) ?? failAt(15976, '$sort stage must have at least one sort key');
}

/** A sort that knows how few of its documents are wanted keeps no more. */
export function sortStage(sort: Sort, limit: number, scope: Scope): Stage {
  for (const [path] of sort.fields) scope.reads.add(path);
  return { run: (documents) => sorted(documents, sort, limit) };
}

function* sorted(documents: Documents<Value>, sort: Sort, limit: number): Documents<Value> {
  const sorter = new Sorter<{ doc: Value }>(sort, limit);
  for (const doc of documents) {
    if (doc === PAUSE) yield PAUSE;
    else sorter.add({ doc });
  }
  for (const { doc } of sorter.result()) yield doc;
}

export function parseLimit(spec: Value): number {
  const n = isNumber(spec) ? wholeNumber(spec) : undefined;
  if (n === undefined) failAt(2107201, `invalid argument to $limit stage: Expected an integer, but got ${typeName(spec.type)}`);
  if (n <= 0) failAt(15958, 'the limit must be positive');
  return n;
}

export function parseSkip(spec: Value): number {
  const n = isNumber(spec) ? wholeNumber(spec) : undefined;
  if (n === undefined || n < 0) failAt(5107200, 'invalid argument to $skip stage: Expected a non-negative number');
  return n;
}

function* limited(documents: Documents<Value>, limit: number): Documents<Value> {
  let n = 0;
  for (const doc of documents) {
    yield doc;
    if (doc !== PAUSE && ++n >= limit) return;
  }
}

function* skipped(documents: Documents<Value>, skip: number): Documents<Value> {
  let n = 0;
  for (const doc of documents) if (doc === PAUSE || n++ >= skip) yield doc;
}

function projectStage(spec: Value, scope: Scope): Stage {
  const { fields, narrows } = parseProject(spec, scope);
  return { run: (documents) => mapped(documents, (doc) => applyShape(doc, fields)), narrows };
}

function setStage(spec: Value, scope: Scope): Stage {
  const fields = parseSet(spec, scope);
  return { run: (documents) => mapped(documents, (doc) => applyShape(doc, fields)) };
}

function unsetStage(spec: Value): Stage {
  const fields = parseUnset(spec);
  return { run: (documents) => mapped(documents, (doc) => applyShape(doc, fields)) };
}

/** Every stage there is. */
export const STAGES: Record<string, (spec: Value, scope: Scope) => Stage> = {
  $match: parseMatch,
  $project: projectStage,
  $set: setStage,
  $addFields: setStage,
  $unset: unsetStage,
  $group: parseGroup,
  $sort: (spec, scope) => sortStage(parseSortStage(spec), 0, scope),
  $limit: (spec) => {
    const limit = parseLimit(spec);
    return { run: (documents) => limited(documents, limit) };
  },
  $skip: (spec) => {
    const skip = parseSkip(spec);
    return { run: (documents) => skipped(documents, skip) };
  },
  $unwind: parseUnwind,
  $count: parseCount,
};

export const REFUSED_STAGES = (
  '$bucket $bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $currentOp $densify $documents $facet $fill $geoNear ' +
  '$graphLookup $indexStats $listLocalSessions $listSessions $listSearchIndexes $lookup $merge $out $planCacheStats $redact ' +
  '$replaceRoot $replaceWith $sample $search $searchMeta $setWindowFields $sharedDataDistribution $sortByCount $unionWith $vectorSearch'
).split(' ');

export function parseStage(name: string, spec: Value, scope: Scope): Stage {
  const parse = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (parse) return parse(spec, scope);
  if (REFUSED_STAGES.includes(name)) refuse(`The stage ${name}`);
  return failAt(40324, `Unrecognized pipeline stage name: '${name}'`);
}
