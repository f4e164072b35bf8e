import { fail, refuse } from '../error.ts';
import { NUMBER_RANK, compare, equal, rankOf } from '../value/compare.ts';
import { Elements, arrayItems, firstName } from '../value/elements.ts';
import { keyText } from '../value/key.ts';
import { isNumber, isTruthy, toNumber, wholeNumber } from '../value/number.ts';
import { TYPE, Value, isNullish, typeName } from '../value/value.ts';

/** Whether one value reached by a path passes; undefined where the path reaches nothing. */
export type Test = (value: Value | undefined) => boolean;

/** What an operator with an operand of conditions needs of the filter parser. */
export interface Parsers {
  condition: (operand: Value) => Test;
  filter: (operand: Value) => { matches: (doc: Value) => boolean };
}

export interface Operator {
  compile: (operand: Value, parsers: Parsers) => Test;
  /** Whether an array at the end of the path is tested by element too, or only whole. */
  leaf: 'each' | 'whole';
  negated?: boolean | ((operand: Value) => boolean);
}

function equalTo(operand: Value): Test {
  if (operand.type === TYPE.regex) refuse('A regular expression as a condition');
  if (isNullish(operand)) return isNullish;
  return (value) => value !== undefined && equal(value, operand);
}

const isNaNValue = (value: Value) => isNumber(value) && Number.isNaN(toNumber(value));

/** `<` and its kin compare only within a type, but for MinKey and MaxKey, which bound all types. */
function ordered(accepts: (order: number) => boolean): (operand: Value) => Test {
  return (operand) => {
    if (operand.type === TYPE.regex) fail('BadValue', "Can't have RegEx as arg to predicate over field");
    const rank = rankOf(operand.type);
    const orEqual = accepts(0);
    if (isNullish(operand)) return (value) => orEqual && isNullish(value);
    if (isNaNValue(operand)) return (value) => orEqual && value !== undefined && isNaNValue(value);
    const extreme = operand.type === TYPE.minKey ? 1 : operand.type === TYPE.maxKey ? -1 : 0;
    return (value) => {
      if (value === undefined) return extreme !== 0 && accepts(extreme);
      if (rankOf(value.type) !== rank) return extreme !== 0 && accepts(extreme);
      if (rank === NUMBER_RANK && isNaNValue(value)) return false;
      return accepts(compare(value, operand));
    };
  };
}

function oneOf(operand: Value, name: string): Test {
  if (!operand.isArray) fail('BadValue', `${name} needs an array`);
  const items = arrayItems(operand);
  for (const item of items) {
    if (item.type === TYPE.regex) refuse(`A regular expression in ${name}`);
    if (item.isObject && firstName(item)?.startsWith('$')) fail('BadValue', `cannot nest $ under ${name}`);
  }
  const hasNull = items.some(isNullish);
  // Strings and ObjectIds are equal exactly if their bytes are: no key need be made.
  const plain = items.every((item) => item.type === TYPE.string || item.type === TYPE.objectId);
  const textOf = plain ? rawText : keyText;
  const texts = new Set(items.map(textOf));
  return (value) => (value === undefined ? hasNull : texts.has(textOf(value)));
}

const rawText = (value: Value) => value.type + value.bytes.toString('latin1', value.at, value.end);

function sized(operand: Value): Test {
  const size = wholeNumber(operand);
  if (size === undefined) fail('BadValue', `Failed to parse $size. Expected a number in: $size`);
  if (size < 0) fail('BadValue', `Failed to parse $size. Expected a non-negative number in: $size: ${size}`);
  return (value) => value !== undefined && value.isArray && countOf(value) === size;
}

function countOf(array: Value): number {
  let count = 0;
  for (const e = new Elements(array); e.next(); ) count++;
  return count;
}

function elementMatches(operand: Value, parsers: Parsers): Test {
  if (!operand.isObject) fail('BadValue', '$elemMatch needs an Object');
  const first = firstName(operand);
  const onValues = first?.startsWith('$') && !['$and', '$or', '$nor'].includes(first);
  const test = onValues ? parsers.condition(operand) : elementFilter(operand, parsers);
  return (value) => {
    if (!value?.isArray) return false;
    for (const e = new Elements(value); e.next(); ) if (test(e.value())) return true;
    return false;
  };
}

/** An array inside the array is matched like a document with the fields 0, 1, 2 … */
function elementFilter(operand: Value, parsers: Parsers): Test {
  const filter = parsers.filter(operand);
  return (value) =>
    value !== undefined &&
    (value.isObject || value.isArray) &&
    filter.matches(new Value(TYPE.object, value.bytes, value.at, value.end));
}

/** Each of the operands, anywhere in the array (or as the value itself). */
function allOf(operand: Value, parsers: Parsers): Test {
  if (!operand.isArray) fail('BadValue', '$all needs an array');
  const tests = arrayItems(operand).map((item): Test => {
    const first = item.isObject ? firstName(item) : undefined;
    if (first === '$elemMatch') return parsers.condition(item);
    if (first?.startsWith('$')) fail('BadValue', 'no $ expressions in $all');
    return anyElement(equalTo(item));
  });
  return (value) => tests.length > 0 && tests.every((test) => test(value));
}

function anyElement(test: Test): Test {
  return (value) => {
    if (value?.isArray) for (const e = new Elements(value); e.next(); ) if (test(e.value())) return true;
    return test(value);
  };
}

const TYPE_CODES = new Map<string, number>(Object.entries(TYPE));

function ofType(operand: Value): Test {
  const wanted = new Set((operand.isArray ? arrayItems(operand) : [operand]).flatMap(typesNamed));
  if (wanted.size === 0) fail('FailedToParse', 'element must match at least one type');
  return (value) => value !== undefined && wanted.has(value.type);
}

function typesNamed(name: Value): number[] {
  if (name.type === TYPE.string) {
    const text = name.bytes.toString('utf8', name.at + 4, name.end - 1);
    if (text === 'number') return [TYPE.int, TYPE.long, TYPE.double, TYPE.decimal];
    return [TYPE_CODES.get(text) ?? fail('BadValue', `Unknown type name alias: ${text}`)];
  }
  if (!isNumber(name)) fail('TypeMismatch', 'type must be represented as a number or a string');
  const code = toNumber(name);
  const type = code === -1 ? TYPE.minKey : code;
  if (typeName(type) === 'unknown' || code === 255) fail('BadValue', `Invalid numerical type code: ${code}`);
  return [type];
}

const each = (compile: Operator['compile'], negated = false): Operator => ({ compile, leaf: 'each', negated });
const whole = (compile: Operator['compile']): Operator => ({ compile, leaf: 'whole' });

/** Every operator a field can have, but `$not`, which the parser takes apart. */
export const OPERATORS: Record<string, Operator> = {
  $eq: each(equalTo),
  $ne: each(equalTo, true),
  $gt: each(ordered((order) => order > 0)),
  $gte: each(ordered((order) => order >= 0)),
  $lt: each(ordered((order) => order < 0)),
  $lte: each(ordered((order) => order <= 0)),
  $in: each((operand) => oneOf(operand, '$in')),
  $nin: each((operand) => oneOf(operand, '$nin'), true),
  $exists: { compile: () => (value) => value !== undefined, leaf: 'whole', negated: (v) => !isTruthy(v) },
  $type: each(ofType),
  $size: whole(sized),
  $all: whole(allOf),
  $elemMatch: whole(elementMatches),
};

export const REFUSED_OPERATORS = [
  '$regex', '$options', '$mod', '$where', '$text', '$near', '$nearSphere', '$geoWithin', '$geoIntersects',
  '$within', '$geoNear', '$maxDistance', '$minDistance', '$bitsAllSet', '$bitsAnySet', '$bitsAllClear',
  '$bitsAnyClear', '$expr', '$jsonSchema',
];

/** Whether the operator passes where its test fails: `$ne`, `$nin`, `$exists: false`. */
export function isNegated(operator: Operator, operand: Value): boolean {
  return typeof operator.negated === 'function' ? operator.negated(operand) : (operator.negated ?? false);
}
