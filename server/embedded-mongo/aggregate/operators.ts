import { failAt } from '../error.ts'
import { compare, equal, rankOf } from '../value/compare.ts'
import { arrayItems } from '../value/elements.ts'
import { anyElement } from '../value/path.ts'
import { type Value, NULL, TYPE, boolValue, fitsInt, intValue, isNullish, isNumber, isTruthy, stringValue, textOf, toNumber, typeName } from '../value/value.ts'
import { absolute, add, divide, inTurn, modulo, multiply, subtract, wholePart } from './arithmetic.ts'
import { dateToString, dateTrunc } from './dates.ts'
import { type Expression, type Names, constant, folded, namedArguments } from './expression.ts'

type Result = Value | undefined
/** An operator: compiles its operand. */
type Operator = (operand: Value, compile: (value: Value) => Expression, name: string) => Expression

/** An operator that takes its arguments in order; a single one may come without brackets. */
const positional = (least: number, most: number, build: (...inputs: Expression[]) => Expression): Operator => (operand, compile, name) => {
  const args = operand.isArray ? arrayItems(operand) : [operand]
  if (args.length < least || args.length > most) {
    const wanted = least === most ? `exactly ${least}` : `at least ${least} and at most ${most}`
    failAt(16020, `Expression ${name} takes ${wanted} arguments. ${args.length} were passed in.`)
  }
  const inputs = args.map(compile)
  return folded(inputs, build(...inputs))
}

const unary = (work: (a: Result) => Result) => positional(1, 1, (a) => (doc) => work(a!(doc)))
const binary = (work: (a: Result, b: Result) => Result) => positional(2, 2, (a, b) => (doc) => work(a!(doc), b!(doc)))
const variadic = (work: (inputs: Expression[], doc: Value) => Result) => positional(0, Infinity, (...inputs) => (doc) => work(inputs, doc))

/** An operator that takes its arguments by name and works them all out first; undefined for what is not given. */
const named = (names: Names, work: (...values: Result[]) => Result): Operator => (operand, compile, name) => {
  const inputs = namedArguments(name, operand, names).map((value) => value && compile(value))
  return (doc) => work(...inputs.map((input) => input && (input(doc) ?? NULL)))
}

/** Missing comes before null and all else but MinKey. */
function compareResults(a: Result, b: Result): number {
  if (a && b) return compare(a, b)
  return (a ? rankOf(a.type) : rankOf(TYPE.undefined)) - (b ? rankOf(b.type) : rankOf(TYPE.undefined))
}

const comparison = (accepts: (order: number) => boolean) => binary((a, b) => boolValue(accepts(compareResults(a, b))))

/** Null in, null out; anything that is no number is an error. */
const numeric = (name: string, work: (value: Value) => Value) => unary((value) => {
  if (isNullish(value)) return NULL
  return isNumber(value!) ? work(value!) : failAt(28765, `${name} only supports numeric types, not ${typeName(value!.type)}`)
})

/** Whether any is true, or any is false: the first that is decides. */
const anyIs = (wanted: boolean) => variadic((inputs, doc) => {
  for (const input of inputs) if (isTruthy(input(doc)) === wanted) return boolValue(wanted)
  return boolValue(!wanted)
})

const typeOf = (value: Result) => (value ? typeName(value.type) : 'missing')

function inArray(value: Result, array: Result): Value {
  if (!array?.isArray) failAt(40081, `$in requires an array as a second argument, found: ${typeOf(array)}`)
  return boolValue(value !== undefined && anyElement(array, (item) => equal(value, item)))
}

function size(array: Result): Value {
  if (!array?.isArray) failAt(17124, `The argument to $size must be an array, but was of type: ${typeOf(array)}`)
  return intValue(arrayItems(array).length)
}

function arrayElemAt(array: Result, index: Result): Result {
  if (isNullish(array) || isNullish(index)) return NULL
  if (!array!.isArray) failAt(28689, `$arrayElemAt's first argument must be an array, but is ${typeOf(array)}`)
  if (!isNumber(index!)) failAt(28690, `$arrayElemAt's second argument must be a numeric value, but is ${typeOf(index)}`)
  const n = toNumber(index!)
  if (!fitsInt(n)) failAt(28691, `$arrayElemAt's second argument must be representable as a 32-bit integer: ${n}`)
  return arrayItems(array!).at(n)
}

const concat = inTurn(() => '', (text, part) =>
  part.type === TYPE.string ? text + textOf(part) : failAt(16702, `$concat only supports strings, not ${typeName(part.type)}`), stringValue)

function ifNull(...inputs: Expression[]): Expression {
  if (inputs.length < 2) failAt(1257300, `$ifNull needs at least two arguments, had: ${inputs.length}`)
  return (doc) => {
    let value: Result
    for (const input of inputs) if (!isNullish((value = input(doc)))) break
    return value
  }
}

const choice = (when: Expression, then: Expression, otherwise: Expression): Expression => (doc) => (isTruthy(when(doc)) ? then : otherwise)(doc)
const inOrder = positional(3, 3, choice)
const CONDITION: Names = { names: { if: 17080, then: 17081, else: 17082 }, notObject: 16020, unknown: 17083 }

const cond: Operator = (operand, compile, name) => {
  if (!operand.isObject) return inOrder(operand, compile, name)
  const [when, then, otherwise] = namedArguments(name, operand, CONDITION).map((value) => compile(value!))
  return choice(when!, then!, otherwise!)
}

const SWITCH: Names = { names: { branches: 0, default: 0 }, notObject: 40060, unknown: 40067 }
const BRANCH: Names = { names: { case: 40064, then: 40065 }, notObject: 40062, unknown: 40063 }
const noBranch: Expression = () => failAt(40066, '$switch could not find a matching branch for an input, and no default was specified.')

const switchOperator: Operator = (operand, compile, name) => {
  const [list, otherwise] = namedArguments(name, operand, SWITCH)
  if (list && !list.isArray) failAt(40061, `$switch expected an array for 'branches', found: ${typeOf(list)}`)
  const branches = (list ? arrayItems(list) : []).map((branch) => namedArguments('a branch of $switch', branch, BRANCH).map((value) => compile(value!)))
  if (branches.length === 0) failAt(40068, '$switch requires at least one branch.')
  return branches.reduceRight((rest, [when, then]) => choice(when!, then!, rest), otherwise ? compile(otherwise) : noBranch)
}

const DATE_TRUNC: Names = { names: { date: 5439009, unit: 5439010, binSize: 0, timezone: 0, startOfWeek: 0 }, notObject: 5439007, unknown: 5439008 }
const DATE_TO_STRING: Names = { names: { date: 18628, format: 0, timezone: 0, onNull: 0 }, notObject: 18629, unknown: 18534 }

/** Every expression there is. */
export const EXPRESSIONS: Record<string, Operator> = {
  $literal: (operand) => constant(operand),
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: binary((a, b) => intValue(Math.sign(compareResults(a, b)))),
  $and: anyIs(false),
  $or: anyIs(true),
  $not: unary((value) => boolValue(!isTruthy(value))),
  $in: binary(inArray),
  $cond: cond,
  $ifNull: positional(0, Infinity, ifNull),
  $switch: switchOperator,
  $add: variadic(add),
  $subtract: binary(subtract),
  $multiply: variadic(multiply),
  $divide: binary(divide),
  $mod: binary(modulo),
  $abs: numeric('$abs', absolute),
  $ceil: numeric('$ceil', wholePart(Math.ceil)),
  $floor: numeric('$floor', wholePart(Math.floor)),
  $size: unary(size),
  $arrayElemAt: binary(arrayElemAt),
  $isArray: unary((value) => boolValue(value?.isArray ?? false)),
  $concat: variadic(concat),
  $type: unary((value) => stringValue(typeOf(value))),
  $dateTrunc: named(DATE_TRUNC, dateTrunc),
  $dateToString: named(DATE_TO_STRING, dateToString),
}

export const REFUSED_EXPRESSIONS = (
  '$accumulator $acos $acosh $allElementsTrue $anyElementTrue $arrayToObject $asin $asinh $atan $atan2 $atanh $avg ' +
  '$binarySize $bitAnd $bitNot $bitOr $bitXor $bsonSize $concatArrays $convert $cos $cosh $dateAdd $dateDiff $dateFromParts ' +
  '$dateFromString $dateSubtract $dateToParts $dayOfMonth $dayOfWeek $dayOfYear $degreesToRadians $exp $filter $first ' +
  '$firstN $function $getField $hour $indexOfArray $indexOfBytes $indexOfCP $isNumber $isoDayOfWeek $isoWeek $isoWeekYear ' +
  '$last $lastN $let $ln $log $log10 $ltrim $map $max $maxN $median $mergeObjects $meta $millisecond $min $minN $minute ' +
  '$month $objectToArray $percentile $pow $radiansToDegrees $rand $range $reduce $regexFind $regexFindAll $regexMatch ' +
  '$replaceAll $replaceOne $reverseArray $round $rtrim $sampleRate $second $setDifference $setEquals $setField ' +
  '$setIntersection $setIsSubset $setUnion $sin $sinh $slice $sortArray $split $sqrt $stdDevPop $stdDevSamp $strLenBytes ' +
  '$strLenCP $strcasecmp $substr $substrBytes $substrCP $sum $tan $tanh $toBool $toDate $toDecimal $toDouble $toInt $toLong ' +
  '$toLower $toObjectId $toString $toUpper $trim $trunc $tsIncrement $tsSecond $unsetField $week $year $zip'
).split(' ')
