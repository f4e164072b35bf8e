import { fail, refuse } from '../error.ts';
import { parseFilter } from '../query/filter.ts';
import type { Collection } from '../store/collection.ts';
import { type Index, specField } from '../store/index.ts';
import { equal } from '../value/compare.ts';
import { Elements, fieldMap, isEmpty, isOperatorDocument } from '../value/elements.ts';
import { isNumber, isTruthy, toNumber } from '../value/number.ts';
import { TRUE, TYPE, type Value, intValue, stringValue, textOf, typeName } from '../value/value.ts';
import { documentValue } from '../value/writer.ts';
import { Arguments, type Options } from './arguments.ts';

export const INDEX_OPTIONS: Options = {
  key: 'object', name: 'string', unique: 'bool', partialFilterExpression: 'object', expireAfterSeconds: 'number',
  v: 'number', background: 'ignored', ns: 'ignored', sparse: 'refused', hidden: 'refused', collation: 'refused',
  weights: 'refused', default_language: 'refused', language_override: 'refused', textIndexVersion: 'refused',
  '2dsphereIndexVersion': 'refused', bits: 'refused', min: 'refused', max: 'refused', bucketSize: 'refused',
  storageEngine: 'refused', wildcardProjection: 'refused', clustered: 'refused', prepareUnique: 'refused', dropDups: 'ignored',
};

const cannot = (why: string) => fail('CannotCreateIndex', why);

/** Checks one wanted index and writes its description the way `listIndexes` shows it. */
export function indexSpec(wanted: Value): Value {
  const args = Arguments.of(wanted, 'createIndexes.indexes', INDEX_OPTIONS);
  const key = args.value('key') ?? fail('FailedToParse', "The 'key' field is a required property of an index specification");
  if (!args.has('name')) fail('FailedToParse', "The 'name' field is a required property of an index specification");
  checkKey(key);
  const partial = args.value('partialFilterExpression');
  if (partial) checkPartial(partial);
  const seconds = args.value('expireAfterSeconds');
  if (seconds) checkSeconds(toNumber(seconds), key);
  return documentValue([
    ['v', intValue(2)],
    ['key', key],
    ['name', stringValue(args.string('name')!)],
    ['unique', args.bool('unique') ? TRUE : undefined],
    ['partialFilterExpression', partial],
    ['expireAfterSeconds', seconds],
  ]);
}

function checkKey(key: Value) {
  if (isEmpty(key)) cannot('Index keys cannot be an empty object.');
  let fields = 0;
  for (const e = new Elements(key); e.next(); fields++) checkKeyField(e.name, e.value());
  if (fields > 32) cannot('Index has too many fields, at most 32 are allowed');
}

function checkKeyField(path: string, direction: Value) {
  if (direction.type === TYPE.string) refuse(`An index of type '${textOf(direction)}'`);
  if (!isNumber(direction)) cannot(`Values in v:2 index key pattern cannot be of type ${typeName(direction.type)}. Only numbers > 0, numbers < 0, and strings are allowed.`);
  const n = toNumber(direction);
  if (n === 0 || Number.isNaN(n)) cannot('Values in the index key pattern cannot be 0.');
  if (path.includes('$**')) refuse('A wildcard index');
  const parts = path.split('.');
  if (parts.includes('')) cannot('Index keys cannot contain an empty field.');
  if (parts.some((part) => part.startsWith('$'))) cannot("Index key contains an illegal field name: field name starts with '$'.");
  if (parts.some((part) => /^\d+$/.test(part))) refuse(`An index on an array position ('${path}')`);
}

const PARTIAL_OPERATORS = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in']);

/** Only conjunctions of what the planner can see through; MongoDB has a similar list. */
function checkPartial(partial: Value) {
  for (const e = new Elements(partial); e.next(); ) {
    if (e.name.startsWith('$')) refuse(`${e.name} in a partialFilterExpression`);
    const operand = e.value();
    if (!isOperatorDocument(operand)) continue;
    for (const [name, inner] of fieldMap(operand)) {
      const allowed = PARTIAL_OPERATORS.has(name) && !(name === '$exists' && !isTruthy(inner));
      if (!allowed) cannot(`Expression not supported in partial index: ${e.name} ${name}`);
    }
  }
  parseFilter(partial);
}

function checkSeconds(seconds: number, key: Value) {
  if (seconds < 0) cannot(`TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number than ${seconds}`);
  if (seconds > 2147483647) cannot('TTL index \'expireAfterSeconds\' option must be within an acceptable range');
  if (fieldMap(key).size > 1) cannot('TTL indexes are single-field indexes, compound indexes do not support TTL.');
}

const sameKey = (a: Value, b: Value) => {
  const [x, y] = [[...fieldMap(a)], [...fieldMap(b)]];
  return x.length === y.length && x.every(([path, d], i) => y[i]![0] === path && toNumber(d) === toNumber(y[i]![1]));
};

const sameOption = (a: Value, b: Value, name: string) => {
  const [x, y] = [specField(a, name), specField(b, name)];
  return x === undefined || y === undefined ? x === y : equal(x, y);
};

/** The index that is the wanted one already; an error if one stands in its way. */
export function existingIndex(collection: Collection, spec: Value): Index | undefined {
  const name = textOf(specField(spec, 'name')!);
  const key = specField(spec, 'key')!;
  if (sameKey(key, specField(collection.indexes[0]!.spec, 'key')!)) return collection.indexes[0];
  for (const index of collection.indexes) {
    const keyIsSame = sameKey(specField(index.spec, 'key')!, key) && sameOption(index.spec, spec, 'partialFilterExpression');
    const same = keyIsSame && sameOption(index.spec, spec, 'unique') && sameOption(index.spec, spec, 'expireAfterSeconds');
    if (index.name === name) {
      if (same) return index;
      return fail(keyIsSame ? 'IndexOptionsConflict' : 'IndexKeySpecsConflict', `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${name}, existing index: ${index.name}`);
    }
    if (keyIsSame) fail('IndexOptionsConflict', `Index already exists with a different name: ${index.name}`);
  }
  return undefined;
}

