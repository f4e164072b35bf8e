import { failAt, refuse, rowOf } from '../error.ts'
import { pathsOf } from '../plan/index-plan.ts'
import { type Documents, PAUSE, mapped, part, taken } from '../turn.ts'
import { parseFilter } from '../query/filter.ts'
import { type Shape, addChange, parseShape, project, wholeShape } from '../query/projection.ts'
import { type Sort, Sorter, parseSort } from '../query/sort.ts'
import { arrayItems, field, fieldsOf, firstName, isEmpty, isOperatorDocument } from '../value/elements.ts'
import { type Path, parseFieldPath } from '../value/path.ts'
import { type Value, NULL, TYPE, isNullish, isTruthy, longValue, textOf, typeName, wholeNumber } from '../value/value.ts'
import { documentValue } from '../value/writer.ts'
import { type Names, type Scope, WHOLE, compile, namedArguments } from './expression.ts'
import { parseCount, parseGroup } from './group.ts'
import { EXPRESSIONS, REFUSED_EXPRESSIONS } from './operators.ts'

/** One stage, compiled; if it narrows, nothing that it has not read can be seen after it. */
export interface Stage { run: (documents: Documents<Value>) => Documents<Value>; narrows?: boolean }
type Parse = (spec: Value, scope: Scope) => Stage

const parseMatch: Parse = (spec, scope) => {
  if (!spec.isObject) failAt(15959, 'the match filter must be an expression in an object')
  const filter = parseFilter(spec)
  for (const path of pathsOf(filter)) scope.reads.add(path)
  return { run: (documents) => mapped(documents, (doc) => (filter.matches(doc) ? doc : undefined)) }
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
      yield* taken(documents, (doc) => sorter.add({ doc }))
      yield* mapped(sorter.result(), ({ doc }) => doc)
    },
  }
}

export function parseLimit(spec: Value): number {
  const n = wholeNumber(spec) ?? -1
  if (n < 0) failAt(5107201, 'invalid argument to $limit stage: Expected a non-negative number')
  return n || failAt(15958, 'the limit must be positive')
}

export function parseSkip(spec: Value): number {
  const n = wholeNumber(spec) ?? -1
  return n >= 0 ? n : failAt(5107200, 'invalid argument to $skip stage: Expected a non-negative number')
}

const partOf = (skip: number, limit: number): Stage => ({ run: (documents) => part(documents, skip, limit) })

const shaped = (shape: Shape, narrows = false): Stage => ({ run: (documents) => mapped(documents, (doc) => project(doc, shape)), narrows })

const parseProject: Parse = (spec, scope) => {
  if (!spec.isObject) failAt(15969, '$project specification must be an object')
  if (isEmpty(spec)) failAt(51272, 'projection specification must have at least one field')
  const shape = parseShape(spec, (value) => {
    if (isOperatorDocument(value)) rowOf(EXPRESSIONS, REFUSED_EXPRESSIONS, firstName(value)!, (name) => failAt(31325, `Unknown expression ${name}`))
    return compile(value, scope)
  })
  if (!shape.keepsOthers) for (const path of shape.paths) scope.reads.add(path)
  return shaped(shape, !shape.keepsOthers)
}

const parseSet: Parse = (spec, scope) => {
  if (!spec.isObject) failAt(40272, `$addFields specification stage must be an object, got ${typeName(spec.type)}`)
  const shape = wholeShape()
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

const parseUnset: Parse = (spec) => {
  if (!spec.isArray && spec.type !== TYPE.string) failAt(31002, '$unset specification must be a string or an array')
  const paths = spec.isArray ? arrayItems(spec) : [spec]
  if (paths.length === 0) failAt(31119, '$unset specification must be a string or an array with at least one field')
  if (paths.some(({ type }) => type !== TYPE.string)) failAt(31120, '$unset specification must be a string or an array containing only string values')
  const shape = wholeShape()
  for (const path of paths) addChange(shape, parseFieldPath(textOf(path)), 'drop')
  return shaped(shape)
}

const UNWIND: Names = { names: { path: 28812, includeArrayIndex: 0, preserveNullAndEmptyArrays: 0 }, notObject: 15981, unknown: 28811 }

const parseUnwind: Parse = (spec, scope) => {
  scope.reads.add(WHOLE)
  const options = spec.type === TYPE.string ? documentValue([['path', spec]]) : spec
  const [path, index, preserve] = namedArguments('$unwind', options, UNWIND) as [Value, Value?, Value?]
  if (path.type !== TYPE.string) failAt(28808, 'expected a string as the path for $unwind stage')
  if (textOf(path) === '') failAt(28812, 'no path specified to $unwind stage')
  if (!textOf(path).startsWith('$')) failAt(28818, `path option to $unwind stage should be prefixed with a '$': ${textOf(path)}`)
  if (preserve && preserve.type !== TYPE.bool) failAt(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage')
  const at = index?.type === TYPE.string ? textOf(index) : ''
  if (index && at === '') failAt(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage')
  if (at.startsWith('$')) failAt(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${at}`)
  const array = parseFieldPath(textOf(path).slice(1))
  const position = index && parseFieldPath(at)
  return { run: (documents) => unwound(documents, array, position, isTruthy(preserve)) }
}

const within = (): never => refuse('An array index inside the unwound field')

function* unwound(documents: Documents<Value>, path: Path, position: Path | undefined, preserve: boolean): Documents<Value> {
  let item: Value | undefined
  let index = NULL
  const [numbered, unwinding] = [wholeShape(), wholeShape()]
  addChange(unwinding, path, () => item, within)
  if (position) for (const shape of [numbered, unwinding]) addChange(shape, position, () => index, within)
  for (const doc of documents) {
    if (doc === PAUSE) {
      yield PAUSE
      continue
    }
    const array = reached(doc, path)
    const items = array?.isArray ? arrayItems(array) : []
    if (items.length === 0 && (preserve || !(array?.isArray || isNullish(array)))) {
      item = undefined
      index = NULL
      yield project(doc, array?.isArray ? unwinding : numbered)
    } else
      for (const [i, each] of items.entries()) {
        item = each
        index = longValue(BigInt(i))
        yield project(doc, unwinding)
      }
  }
}

/** The value at the path, through documents alone. */
const reached = (doc: Value, { names }: Path) =>
  names.reduce<Value | undefined>((value, name) => (value?.isObject ? field(value, name) : undefined), doc)

/** Every stage there is. */
export const STAGES: Record<string, Parse> = {
  $match: parseMatch,
  $project: parseProject,
  $set: parseSet,
  $addFields: parseSet,
  $unset: parseUnset,
  $group: parseGroup,
  $sort: (spec, scope) => sortStage(parseSortStage(spec), 0, scope),
  $limit: (spec) => partOf(0, parseLimit(spec)),
  $skip: (spec) => partOf(parseSkip(spec), Infinity),
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
