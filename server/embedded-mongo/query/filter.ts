import { fail, refuse, rowOf } from '../error.ts'
import { checkStored } from '../value/check.ts'
import { NUMBER_RANK, compare, equal, rankOf } from '../value/compare.ts'
import { arrayItems, fieldsOf, firstName, isEmpty, isOperatorDocument } from '../value/elements.ts'
import { keyText } from '../value/key.ts'
import { type Leaf, type Path, type Test, anyAt, anyElement, parsePath } from '../value/path.ts'
import { TYPE, Value, isNullish, isNumber, isTruthy, textOf, toNumber, typeName, wholeNumber } from '../value/value.ts'

/** A condition, ready to test documents and plain enough for the planner to read. */
export type Filter = { matches: (doc: Value) => boolean } & ({ kind: 'and' | 'or' | 'nor'; parts: Filter[] } | { kind: 'field'; condition: Condition })
/** One operator on one path; negation is not in its test, `matches` has it. */
export interface Condition { path: Path; operator: string; operand: Value; test: Test }

/** All of these; nested ands are one and, so that the planner sees every condition at once. */
export function all(nested: Filter[]): Filter & { kind: 'and' } {
  const parts = nested.flatMap((part) => (part.kind === 'and' ? part.parts : [part]))
  return { kind: 'and', parts, matches: (doc) => parts.every(({ matches }) => matches(doc)) }
}

const any = (parts: Filter[]): Filter => ({ kind: 'or', parts, matches: (doc) => parts.some(({ matches }) => matches(doc)) })
const none = (parts: Filter[]): Filter => ({ kind: 'nor', parts, matches: (doc) => !parts.some(({ matches }) => matches(doc)) })

export const LOGICAL: Record<string, (parts: Filter[]) => Filter> = { $and: all, $or: any, $nor: none }
export const REFUSED_TOP_LEVEL = '$expr $where $text $jsonSchema $sampleRate $alwaysTrue $alwaysFalse'.split(' ')

/** Compiles a filter document; the errors are MongoDB's. */
export function parseFilter(doc: Value): Filter {
  checkStored(doc)
  return parseAll(doc)
}

function parseAll(doc: Value): Filter {
  const parts = fieldsOf(doc).flatMap(([name, operand]) => {
    if (!name.startsWith('$')) return parseField(parsePath(name), operand)
    return name === '$comment' ? [] : [parseLogical(name, operand)]
  })
  return parts.length === 1 ? parts[0]! : all(parts)
}

function parseLogical(name: string, operand: Value): Filter {
  const combine = rowOf(LOGICAL, REFUSED_TOP_LEVEL, name, () =>
    fail('BadValue', `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`))
  if (!operand.isArray) fail('BadValue', `${name} must be an array`)
  const items = arrayItems(operand)
  if (items.length === 0) fail('BadValue', '$and/$or/$nor must be a nonempty array')
  if (!items.every(({ isObject }) => isObject)) fail('BadValue', '$or/$and/$nor entries need to be full objects')
  return combine(items.map(parseAll))
}

function parseField(path: Path, operand: Value): Filter[] {
  if (operand.type === TYPE.regex) refuse('$regex')
  if (!isOperatorDocument(operand)) return [onField(path, '$eq', operand)]
  return fieldsOf(operand).flatMap(([name, inner]) => (Object.hasOwn(COMPOSED, name) ? COMPOSED[name]!(path, inner) : [onField(path, name, inner)]))
}

function onField(path: Path, operator: string, operand: Value): Filter {
  const { compile, leaf, negated } = rowOf(OPERATORS, REFUSED_OPERATORS, operator, () => fail('BadValue', `unknown operator: ${operator}`))
  const test = compile(operand)
  const matches = (doc: Value) => anyAt(doc, path, test, path === ITSELF ? 'whole' : leaf)
  return { kind: 'field', condition: { path, operator, operand, test }, matches: negated?.(operand) ? (doc) => !matches(doc) : matches }
}

/** The path of a condition on an element of an array: it is tested as it is, be it an array too. */
const ITSELF: Path = { text: '', names: [], indexes: [] }

/** The operators of a field that are made of others. */
export const COMPOSED: Record<string, (path: Path, operand: Value) => Filter[]> = {
  $not(path, operand) {
    if (operand.type === TYPE.regex) refuse('$regex')
    if (!operand.isObject) fail('BadValue', '$not needs a regex or a document')
    if (isEmpty(operand)) fail('BadValue', '$not cannot be empty')
    if (!isOperatorDocument(operand)) fail('BadValue', `unknown operator: ${firstName(operand)}`)
    return [none([all(parseField(path, operand))])]
  },
  /** The conjunction of its operands, each free to match at another place of the path. */
  $all(path, operand) {
    if (!operand.isArray) fail('BadValue', '$all needs an array')
    const items = arrayItems(operand)
    if (items.some((item) => isOperatorDocument(item) && firstName(item) !== '$elemMatch')) fail('BadValue', 'no $ expressions in $all')
    return items.length === 0 ? [onField(path, '$in', operand)] : items.flatMap((item) => parseField(path, item))
  },
}

/** An operator on a field: compiles its operand to a test of the values that the path reaches. */
interface Operator {
  compile: (operand: Value) => Test
  leaf: Leaf
  /** Whether it matches where no value passes its test: `$ne`, `$nin`, `$exists: false`. */
  negated?: (operand: Value) => boolean
}

function equalTo(operand: Value): Test {
  if (operand.type === TYPE.regex) refuse('A regular expression as a condition')
  return isNullish(operand) ? isNullish : (value) => value !== undefined && equal(value, operand)
}

const isNaNValue = (value: Value | undefined) => value !== undefined && isNumber(value) && Number.isNaN(toNumber(value))

/** `<` and its kin compare only within a type, but for MinKey and MaxKey, which bound all types. */
const ordered = (accepts: (order: number) => boolean) => (operand: Value): Test => {
  if (operand.type === TYPE.regex) fail('BadValue', "Can't have RegEx as arg to predicate over field")
  if (isNullish(operand)) return (value) => accepts(0) && isNullish(value)
  if (isNaNValue(operand)) return (value) => accepts(0) && isNaNValue(value)
  const rank = rankOf(operand.type)
  const beyond = (operand.type === TYPE.minKey && accepts(1)) || (operand.type === TYPE.maxKey && accepts(-1))
  return (value) => {
    if (value === undefined || rankOf(value.type) !== rank) return beyond
    return !(rank === NUMBER_RANK && isNaNValue(value)) && accepts(compare(value, operand))
  }
}

const oneOf = (name: string) => (operand: Value): Test => {
  if (!operand.isArray) fail('BadValue', `${name} needs an array`)
  const items = arrayItems(operand)
  if (items.some(({ type }) => type === TYPE.regex)) refuse(`A regular expression in ${name}`)
  if (items.some(isOperatorDocument)) fail('BadValue', `cannot nest $ under ${name}`)
  const hasNull = items.some(isNullish)
  const texts = new Set(items.map(keyText))
  return (value) => (value === undefined ? hasNull : texts.has(keyText(value)))
}

function sized(operand: Value): Test {
  const size = wholeNumber(operand)
  if (size === undefined) fail('BadValue', 'Failed to parse $size. Expected an integer in: $size')
  if (size < 0) fail('BadValue', `Failed to parse $size. Expected a non-negative number in: $size: ${size}`)
  return (value) => value !== undefined && value.isArray && arrayItems(value).length === size
}

/** An array inside the array is matched like a document with the fields 0, 1, 2 … */
function elementMatches(operand: Value): Test {
  if (!operand.isObject) fail('BadValue', '$elemMatch needs an Object')
  const onValues = isOperatorDocument(operand) && !Object.hasOwn(LOGICAL, firstName(operand)!)
  const { matches } = onValues ? all(parseField(ITSELF, operand)) : parseAll(operand)
  const onFields = (item: Value) => (item.isObject || item.isArray) && matches(new Value(TYPE.object, item.bytes, item.at, item.end))
  return (value) => value !== undefined && value.isArray && anyElement(value, onValues ? matches : onFields)
}

function ofType(operand: Value): Test {
  const wanted = new Set((operand.isArray ? arrayItems(operand) : [operand]).flatMap(typesNamed))
  if (wanted.size === 0) fail('FailedToParse', '$type must match at least one type')
  return (value) => value !== undefined && wanted.has(value.type)
}

function typesNamed(name: Value): number[] {
  if (name.type === TYPE.string) {
    const alias = textOf(name)
    if (alias === 'number') return [TYPE.int, TYPE.long, TYPE.double, TYPE.decimal]
    return [Object.hasOwn(TYPE, alias) ? TYPE[alias as keyof typeof TYPE] : fail('BadValue', `Unknown type name alias: ${alias}`)]
  }
  if (!isNumber(name)) fail('TypeMismatch', 'type must be represented as a number or a string')
  const code = toNumber(name)
  const type = code === -1 ? TYPE.minKey : code
  return typeName(type) === 'unknown' || code === 255 ? fail('BadValue', `Invalid numerical type code: ${code}`) : [type]
}

const each = (compile: Operator['compile'], negated = false): Operator => ({ compile, leaf: 'each', negated: () => negated })

/** The operators of a field that test its values; `$not` and `$all` are made of others. */
export const OPERATORS: Record<string, Operator> = {
  $eq: each(equalTo),
  $ne: each(equalTo, true),
  $gt: each(ordered((order) => order > 0)),
  $gte: each(ordered((order) => order >= 0)),
  $lt: each(ordered((order) => order < 0)),
  $lte: each(ordered((order) => order <= 0)),
  $in: each(oneOf('$in')),
  $nin: each(oneOf('$nin'), true),
  $type: each(ofType),
  $exists: { compile: () => (value) => value !== undefined, leaf: 'whole', negated: (operand) => !isTruthy(operand) },
  $size: { compile: sized, leaf: 'whole' },
  $elemMatch: { compile: elementMatches, leaf: 'whole' },
}

export const REFUSED_OPERATORS = (
  '$regex $options $mod $where $text $near $nearSphere $geoWithin $geoIntersects $within $geoNear $maxDistance $minDistance ' +
  '$bitsAllSet $bitsAnySet $bitsAllClear $bitsAnyClear $expr $jsonSchema'
).split(' ')
