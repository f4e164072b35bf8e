import { failAt, rowOf } from '../error.ts'
import { pathsOf } from '../plan/index-plan.ts'
import { type Documents, PAUSE } from '../plan/turn.ts'
import { parseFilter } from '../query/filter.ts'
import { type Shape, addChange, parseShape, project } from '../query/projection.ts'
import { type Sort, Sorter, parseSort } from '../query/sort.ts'
import { arrayItems, fieldsOf, isEmpty, isOperatorDocument } from '../value/elements.ts'
import { wholeNumber } from '../value/number.ts'
import { parseFieldPath } from '../value/path.ts'
import { emptyTree } from '../value/tree.ts'
import { TYPE, type Value, textOf, typeName } from '../value/value.ts'
import { type Scope, compile } from './expression.ts'
import { parseCount, parseGroup } from './group.ts'
import { parseUnwind } from './unwind.ts'

/** One stage, compiled. */
export interface Stage {
  run: (documents: Documents<Value>) => Documents<Value>
  /** Nothing that it has not read can be seen after it. */
  narrows?: boolean
}

/** A stage that makes of each document another, or nothing. */
const each = (change: () => (doc: Value) => Value | undefined): Stage['run'] => function* (documents) {
  const changed = change()
  for (const doc of documents) {
    const made = doc === PAUSE ? PAUSE : changed(doc)
    if (made) yield made
  }
}

function parseMatch(spec: Value, scope: Scope): Stage {
  if (!spec.isObject) failAt(15959, 'the match filter must be an expression in an object')
  const filter = parseFilter(spec)
  for (const path of pathsOf(filter)) scope.reads.add(path)
  return { run: each(() => (doc) => (filter.matches(doc) ? doc : undefined)) }
}

export function parseSortStage(spec: Value): Sort {
  if (!spec.isObject) failAt(15973, 'the $sort key specification must be an object')
  return parseSort(spec) ?? failAt(15976, '$sort stage must have at least one sort key')
}

/** A sort that knows how few of its documents are wanted keeps no more. */
export function sortStage(sort: Sort, limit: number, scope: Scope): Stage {
  for (const [path] of sort.fields) scope.reads.add(path)
  return {
    * run(documents) {
      const sorter = new Sorter<{ doc: Value }>(sort, limit)
      for (const doc of documents)
        if (doc === PAUSE) yield PAUSE
        else sorter.add({ doc })
      for (const { doc } of sorter.result()) yield doc
    },
  }
}

export function parseLimit(spec: Value): number {
  const n = wholeNumber(spec) ?? failAt(2107201, `invalid argument to $limit stage: Expected an integer, but got ${typeName(spec.type)}`)
  return n > 0 ? n : failAt(15958, 'the limit must be positive')
}

export function parseSkip(spec: Value): number {
  const n = wholeNumber(spec)
  return n !== undefined && n >= 0 ? n : failAt(5107200, 'invalid argument to $skip stage: Expected a non-negative number')
}

function limitStage(spec: Value): Stage {
  const limit = parseLimit(spec)
  return {
    * run(documents) {
      let n = 0
      for (const doc of documents) {
        yield doc
        if (doc !== PAUSE && ++n === limit) return
      }
    },
  }
}

function skipStage(spec: Value): Stage {
  const skip = parseSkip(spec)
  return {
    run: each(() => {
      let n = 0
      return (doc) => (n++ < skip ? undefined : doc)
    }),
  }
}

const shaped = (shape: Shape, narrows = false): Stage => ({ run: each(() => (doc) => project(doc, shape)), narrows })

function parseProject(spec: Value, scope: Scope): Stage {
  if (!spec.isObject || isEmpty(spec)) failAt(51272, '$project specification must be an object with at least one field')
  const shape = parseShape(spec, (value) => compile(value, scope))
  const including = shape.mode === 'include'
  if (including) for (const path of shape.paths) scope.reads.add(path)
  return shaped(shape, including)
}

function parseSet(spec: Value, scope: Scope): Stage {
  if (!spec.isObject) failAt(40272, `$addFields specification stage must be an object, got ${typeName(spec.type)}`)
  const shape: Shape = { keepsOthers: true, changes: emptyTree() }
  addSets(shape, spec, '', scope)
  return shaped(shape)
}

/** A document that is no expression sets the fields inside it, like a dotted path. */
function addSets(shape: Shape, spec: Value, prefix: string, scope: Scope) {
  for (const [name, value] of fieldsOf(spec)) {
    const path = prefix + name
    if (value.isObject && !isEmpty(value) && !isOperatorDocument(value)) addSets(shape, value, `${path}.`, scope)
    else addChange(shape, parseFieldPath(path), compile(value, scope), () => failAt(40176, `specification contains two conflicting paths. Cannot specify ${path} and another around it`))
  }
}

function parseUnset(spec: Value): Stage {
  const paths = spec.isArray ? arrayItems(spec) : [spec]
  if (paths.length === 0) failAt(31119, '$unset specification must be a string or an array with at least one field')
  const shape: Shape = { keepsOthers: true, changes: emptyTree() }
  for (const path of paths) {
    if (path.type !== TYPE.string) failAt(31002, '$unset specification must be a string or an array containing only string values')
    addChange(shape, parseFieldPath(textOf(path)), 'drop')
  }
  return shaped(shape)
}

/** Every stage there is. */
export const STAGES: Record<string, (spec: Value, scope: Scope) => Stage> = {
  $match: parseMatch,
  $project: parseProject,
  $set: parseSet,
  $addFields: parseSet,
  $unset: parseUnset,
  $group: parseGroup,
  $sort: (spec, scope) => sortStage(parseSortStage(spec), 0, scope),
  $limit: limitStage,
  $skip: skipStage,
  $unwind: parseUnwind,
  $count: parseCount,
}

export const REFUSED_STAGES = (
  '$bucket $bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $currentOp $densify $documents $facet $fill $geoNear ' +
  '$graphLookup $indexStats $listLocalSessions $listSessions $listSearchIndexes $lookup $merge $out $planCacheStats $redact ' +
  '$replaceRoot $replaceWith $sample $search $searchMeta $setWindowFields $sharedDataDistribution $sortByCount $unionWith $vectorSearch'
).split(' ')

export const parseStage = (name: string, spec: Value, scope: Scope): Stage =>
  rowOf(STAGES, REFUSED_STAGES, name, () => failAt(40324, `Unrecognized pipeline stage name: '${name}'`))(spec, scope)
