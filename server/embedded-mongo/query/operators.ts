import { fail, refuse } from '../error.ts'
import { NUMBER_RANK, compare, equal, rankOf } from '../value/compare.ts'
import { arrayItems, firstName, isOperatorDocument } from '../value/elements.ts'
import { keyText } from '../value/key.ts'
import { isNumber, isTruthy, toNumber, wholeNumber } from '../value/number.ts'
import { type Leaf, type Test, anyElement } from '../value/path.ts'
import { TYPE, Value, isNullish, textOf, typeName } from '../value/value.ts'

/** What conditions are compiled to: a test of documents, and one of single values. */
export interface Matcher { matches: (doc: Value) => boolean; passes: Test }

/** An operator on a field: compiles its operand to a test of the values that the path reaches. */
export interface Operator {
  compile: (operand: Value, parse: (operand: Value, onValues: boolean) => Matcher) => Test
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
const elementMatches: Operator['compile'] = (operand, parse) => {
  if (!operand.isObject) fail('BadValue', '$elemMatch needs an Object')
  const onValues = isOperatorDocument(operand) && !['$and', '$or', '$nor'].includes(firstName(operand)!)
  const { passes, matches } = parse(operand, onValues)
  const onFields = (item: Value) => (item.isObject || item.isArray) && matches(new Value(TYPE.object, item.bytes, item.at, item.end))
  return (value) => value !== undefined && value.isArray && anyElement(value, onValues ? passes : onFields)
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
