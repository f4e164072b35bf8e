import { failAt } from '../error.ts';
import { compare, rankOf } from '../value/compare.ts';
import { Elements, arrayItems, field } from '../value/elements.ts';
import { isNumber, isTruthy, toBigInt, toNumber } from '../value/number.ts';
import {
  FALSE, NULL, TRUE, TYPE, type Value, boolValue, doubleValue, intValue, isNullish, longValue, stringValue, textOf, typeName,
} from '../value/value.ts';
import { add, divide, modulo, multiply, subtract, wholePart } from './arithmetic.ts';
import { dateToString, dateTrunc } from './dates.ts';
import type { Expression } from './expression.ts';

type Run = Expression['run'];
type Result = Value | undefined;

/** An operator by the way it takes its arguments. */
export type ExpressionOperator =
  | { kind: 'literal' }
  | { kind: 'positional'; least: number; most: number; build: (inputs: Expression[]) => Run }
  | {
      kind: 'named';
      names: string[];
      required: string[];
      /** The order of the arguments if they may come as an array. */
      inOrder?: string[];
      /** Arguments that the operator compiles itself. */
      raw?: string[];
      build: (inputs: Map<string, Expression>, compile: (value: Value) => Expression) => Run;
    };

/** An operator that works all its arguments out first. */
function eager(least: number, most: number, work: (...values: Result[]) => Result): ExpressionOperator {
  if (most === 1) return { kind: 'positional', least, most, build: ([a]) => (doc) => work(a!.run(doc)) };
  if (most === 2) return { kind: 'positional', least, most, build: ([a, b]) => (doc) => work(a!.run(doc), b!.run(doc)) };
  return { kind: 'positional', least, most, build: (inputs) => (doc) => work(...inputs.map((input) => input.run(doc))) };
}

/** Missing comes before null and all else but MinKey. */
export function compareResults(a: Result, b: Result): number {
  if (a && b) return compare(a, b);
  if (!a && !b) return 0;
  return a ? rankOf(a.type) - rankOf(TYPE.undefined) || 1 : rankOf(TYPE.undefined) - rankOf(b!.type) || -1;
}

const comparison = (accepts: (order: number) => boolean) => eager(2, 2, (a, b) => boolValue(accepts(compareResults(a, b))));

/** Null in, null out; anything that is no number is an error. */
const numeric = (name: string, work: (value: Value) => Value) =>
  eager(1, 1, (value) => {
    if (isNullish(value)) return NULL;
    if (!isNumber(value!)) failAt(28765, `${name} only supports numeric types, not ${typeName(value!.type)}`);
    return work(value!);
  });

function absolute(value: Value): Value {
  if (value.type === TYPE.double) return doubleValue(Math.abs(toNumber(value)));
  const n = toBigInt(value);
  if (n === -9223372036854775808n) failAt(28680, "can't take $abs of long long min");
  const positive = n < 0n ? -n : n;
  return value.type === TYPE.int && positive <= 2147483647n ? intValue(Number(positive)) : longValue(positive);
}

const logical = (stopAt: boolean): ExpressionOperator => ({
  kind: 'positional',
  least: 0,
  most: Infinity,
  build: (inputs) => (doc) => {
    for (const input of inputs) if (isTruthy(input.run(doc)) === stopAt) return boolValue(stopAt);
    return boolValue(!stopAt);
  },
});

function inArray(value: Result, array: Result): Value {
  if (!array?.isArray) failAt(40081, `$in requires an array as a second argument, found: ${array ? typeName(array.type) : 'missing'}`);
  for (const e = new Elements(array); e.next(); ) if (value && compare(value, e.value()) === 0) return TRUE;
  return FALSE;
}

function size(array: Result): Value {
  if (!array?.isArray) failAt(17124, `The argument to $size must be an array, but was of type: ${array ? typeName(array.type) : 'missing'}`);
  return intValue(arrayItems(array).length);
}

function arrayElemAt(array: Result, index: Result): Result {
  if (isNullish(array) || isNullish(index)) return NULL;
  if (!array!.isArray) failAt(28689, `$arrayElemAt's first argument must be an array, but is ${typeName(array!.type)}`);
  if (!isNumber(index!)) failAt(28690, `$arrayElemAt's second argument must be a numeric value, but is ${typeName(index!.type)}`);
  const n = toNumber(index!);
  if (n !== (n | 0)) failAt(28691, `$arrayElemAt's second argument must be representable as a 32-bit integer: ${n}`);
  return arrayItems(array!).at(n);
}

function concat(...parts: Result[]): Value {
  let text = '';
  let missing = false;
  for (const part of parts) {
    if (isNullish(part)) missing = true;
    else if (part!.type !== TYPE.string) failAt(16702, `$concat only supports strings, not ${typeName(part!.type)}`);
    else text += textOf(part!);
    if (missing) return NULL;
  }
  return stringValue(text);
}

const ifNull: ExpressionOperator = {
  kind: 'positional',
  least: 2,
  most: Infinity,
  build: (inputs) => (doc) => {
    for (const input of inputs.slice(0, -1)) {
      const value = input.run(doc);
      if (!isNullish(value)) return value;
    }
    return inputs.at(-1)!.run(doc);
  },
};

const cond: ExpressionOperator = {
  kind: 'named',
  names: ['if', 'then', 'else'],
  required: ['if', 'then', 'else'],
  inOrder: ['if', 'then', 'else'],
  build: (inputs) => {
    const [when, then, otherwise] = ['if', 'then', 'else'].map((name) => inputs.get(name)!);
    return (doc) => (isTruthy(when!.run(doc)) ? then! : otherwise!).run(doc);
  },
};

const CASE = Buffer.from('case');
const THEN = Buffer.from('then');

const switchOperator: ExpressionOperator = {
  kind: 'named',
  names: ['branches', 'default'],
  required: [],
  raw: ['branches'],
  build: (inputs, compile) => {
    const list = inputs.get('branches')?.constant?.value;
    const otherwise = inputs.get('default');
    if (list && !list.isArray) failAt(40061, `$switch expected an array for 'branches', found: ${typeName(list.type)}`);
    const branches = (list ? arrayItems(list) : []).map((branch) => {
      if (!branch.isObject) failAt(40062, `$switch expected each branch to be an object, found: ${typeName(branch.type)}`);
      const when = field(branch, CASE) ?? failAt(40067, "$switch requires each branch have a 'case' expression");
      const then = field(branch, THEN) ?? failAt(40064, "$switch requires each branch have a 'then' expression.");
      return { when: compile(when), then: compile(then) };
    });
    if (branches.length === 0) failAt(40068, '$switch requires at least one branch.');
    return (doc) => {
      for (const { when, then } of branches) if (isTruthy(when.run(doc))) return then.run(doc);
      if (!otherwise) failAt(40066, '$switch could not find a matching branch for an input, and no default was specified.');
      return otherwise.run(doc);
    };
  },
};

/** Every expression there is. */
export const EXPRESSIONS: Record<string, ExpressionOperator> = {
  $literal: { kind: 'literal' },
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: eager(2, 2, (a, b) => intValue(Math.sign(compareResults(a, b)))),
  $and: logical(false),
  $or: logical(true),
  $not: eager(1, 1, (value) => boolValue(!isTruthy(value))),
  $in: eager(2, 2, inArray),
  $cond: cond,
  $ifNull: ifNull,
  $switch: switchOperator,
  $add: eager(0, Infinity, add),
  $subtract: eager(2, 2, subtract),
  $multiply: eager(0, Infinity, multiply),
  $divide: eager(2, 2, divide),
  $mod: eager(2, 2, modulo),
  $abs: numeric('$abs', absolute),
  $ceil: numeric('$ceil', (value) => wholePart(value, Math.ceil)),
  $floor: numeric('$floor', (value) => wholePart(value, Math.floor)),
  $size: eager(1, 1, size),
  $arrayElemAt: eager(2, 2, arrayElemAt),
  $isArray: eager(1, 1, (value) => boolValue(value?.isArray ?? false)),
  $concat: eager(0, Infinity, concat),
  $type: eager(1, 1, (value) => stringValue(value ? typeName(value.type) : 'missing')),
  $dateTrunc: {
    kind: 'named', names: ['date', 'unit', 'binSize', 'timezone', 'startOfWeek'], required: ['date', 'unit'],
    build: (inputs) => (doc) => dateTrunc((name) => inputs.get(name)?.run(doc), (name) => inputs.has(name)),
  },
  $dateToString: {
    kind: 'named', names: ['date', 'format', 'timezone', 'onNull'], required: ['date'],
    build: (inputs) => (doc) => dateToString((name) => inputs.get(name)?.run(doc), (name) => inputs.has(name)),
  },
};

export const REFUSED_EXPRESSIONS = (
  '$accumulator $acos $acosh $allElementsTrue $anyElementTrue $arrayToObject $asin $asinh $atan $atan2 $atanh $avg $binarySize $bitAnd ' +
  '$bitNot $bitOr $bitXor $bsonSize $concatArrays $convert $cos $cosh $dateAdd $dateDiff $dateFromParts $dateFromString ' +
  '$dateSubtract $dateToParts $dayOfMonth $dayOfWeek $dayOfYear $degreesToRadians $exp $filter $first $firstN $function $getField $hour ' +
  '$indexOfArray $indexOfBytes $indexOfCP $isNumber $isoDayOfWeek $isoWeek $isoWeekYear $last $lastN $let $ln $log $log10 $ltrim $map ' +
  '$max $maxN $median $mergeObjects $meta $millisecond $min $minN $minute $month $objectToArray $percentile $pow $radiansToDegrees $rand $range ' +
  '$reduce $regexFind $regexFindAll $regexMatch $replaceAll $replaceOne $reverseArray $round $rtrim $sampleRate $second $setDifference ' +
  '$setEquals $setField $setIntersection $setIsSubset $setUnion $sin $sinh $slice $sortArray $split $sqrt $stdDevPop $stdDevSamp $strLenBytes ' +
  '$strLenCP $strcasecmp $substr $substrBytes $substrCP $sum $tan $tanh $toBool $toDate $toDecimal $toDouble $toInt $toLong $toLower ' +
  '$toObjectId $toString $toUpper $trim $trunc $tsIncrement $tsSecond $unsetField $week $year $zip'
).split(' ');

