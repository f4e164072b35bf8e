import { fail } from '../error.ts';
import { compare, equal } from '../value/compare.ts';
import { Elements, arrayItems, field, fieldMap, firstName } from '../value/elements.ts';
import { arithmetic, isNumber, wholeNumber } from '../value/number.ts';
import { EMPTY_DOCUMENT, TYPE, type Value, documentOf, typeName } from '../value/value.ts';
import { arrayValue, documentValue } from '../value/writer.ts';
import { isOperatorDocument, parseFilter } from '../query/filter.ts';

/** What the new value of a field is, given the old (undefined = missing); undefined removes it. */
export type Change = (current: Value | undefined, at: Place) => Value | undefined;

/** Where a change happens, for error messages. */
export interface Place {
  path: string;
  /** The document, as MongoDB prints it in errors: `{_id: 1}`. */
  id: () => string;
}

export interface UpdateOperator {
  compile: (operand: Value, path: string) => Change;
  /** Whether a path that does not exist is left alone rather than created. */
  onlyExisting?: boolean;
  /** Whether it works only in the insert of an upsert. */
  onlyInsert?: boolean;
}

const lastName = (path: string) => path.slice(path.lastIndexOf('.') + 1);

function increment(operand: Value, path: string): Change {
  if (!isNumber(operand))
    fail('TypeMismatch', `Cannot increment with non-numeric argument: {${path}: ${typeName(operand.type)}}`);
  return (current, at) => {
    if (current === undefined) return operand;
    if (!isNumber(current))
      fail(
        'TypeMismatch',
        `Cannot apply $inc to a value of non-numeric type. ${at.id()} has the field '${lastName(at.path)}' of non-numeric type ${typeName(current.type)}`,
      );
    return arithmetic('add', current, operand, 'error');
  };
}

const keepIf =
  (keeps: (order: number) => boolean) =>
  (operand: Value): Change =>
  (current) =>
    current !== undefined && keeps(compare(current, operand)) ? current : operand;

const PUSH_MODIFIERS = new Set(['$each', '$slice', '$position', '$sort']);

interface Push {
  items: Value[];
  slice?: number;
  position?: number;
}

function parsePush(operand: Value): Push {
  if (!operand.isObject || !field(operand, EACH)) return { items: [operand] };
  const modifiers = fieldMap(operand);
  for (const name of modifiers.keys()) {
    if (name === '$sort') fail('NotImplemented', '$sort in $push is not supported by the embedded database');
    if (!PUSH_MODIFIERS.has(name)) fail('BadValue', `Unrecognized clause in $push: ${name}`);
  }
  const each = modifiers.get('$each')!;
  if (!each.isArray)
    fail('BadValue', `The argument to $each in $push must be an array but it was of type: ${typeName(each.type)}`);
  return {
    items: arrayItems(each),
    slice: wholeModifier(modifiers.get('$slice'), '$slice'),
    position: wholeModifier(modifiers.get('$position'), '$position'),
  };
}

const EACH = Buffer.from('$each');

function wholeModifier(value: Value | undefined, name: string): number | undefined {
  if (value === undefined) return undefined;
  return (
    wholeNumber(value) ??
    fail('BadValue', `The value for ${name} must be an integer value but was given type: ${typeName(value.type)}`)
  );
}

function push(operand: Value): Change {
  const { items, slice, position } = parsePush(operand);
  return (current, at) => {
    if (current !== undefined && !current.isArray)
      fail(
        'BadValue',
        `The field '${at.path}' must be an array but is of type ${typeName(current.type)} in document ${at.id()}`,
      );
    const array = current ? arrayItems(current) : [];
    array.splice(position ?? array.length, 0, ...items);
    if (slice === undefined) return arrayValue(array);
    return arrayValue(slice >= 0 ? array.slice(0, slice) : array.slice(slice));
  };
}

function addToSet(operand: Value): Change {
  const first = operand.isObject ? firstName(operand) : undefined;
  const each = first === '$each' ? field(operand, EACH)! : undefined;
  if (each && !each.isArray)
    fail('TypeMismatch', `The argument to $each in $addToSet must be an array but it was of type ${typeName(each.type)}`);
  const extra = each && [...fieldMap(operand).keys()].find((name) => name !== '$each');
  if (extra) fail('BadValue', `Found unexpected fields after $each in $addToSet: ${extra}`);
  const items = each ? arrayItems(each) : [operand];
  return (current, at) => {
    if (current !== undefined && !current.isArray)
      fail(
        'BadValue',
        `Cannot apply $addToSet to non-array field. Field named '${lastName(at.path)}' has non-array type ${typeName(current.type)}`,
      );
    const array = current ? arrayItems(current) : [];
    const before = array.length;
    for (const item of items) if (!array.some((known) => equal(known, item))) array.push(item);
    return current && array.length === before ? current : arrayValue(array);
  };
}

/** A condition of operators is tested on the elements themselves, any other document on their fields. */
function pull(operand: Value): Change {
  const gone = pullTest(operand);
  return (current) => {
    if (current === undefined) return undefined;
    if (!current.isArray) fail('BadValue', 'Cannot apply $pull to a non-array value');
    const items = arrayItems(current);
    const kept = items.filter((item) => !gone(item));
    return kept.length === items.length ? current : arrayValue(kept);
  };
}

function pullTest(operand: Value): (item: Value) => boolean {
  if (isOperatorDocument(operand)) {
    const filter = parseFilter(documentValue([['item', operand]]));
    return (item) => filter.matches(documentValue([['item', item]]));
  }
  if (!operand.isObject) return (item) => equal(item, operand);
  const filter = parseFilter(operand);
  return (item) => item.isObject && filter.matches(item);
}

/** Every update operator there is. */
export const UPDATE_OPERATORS: Record<string, UpdateOperator> = {
  $set: { compile: (operand) => () => operand },
  $setOnInsert: { compile: (operand) => () => operand, onlyInsert: true },
  $unset: { compile: () => () => undefined, onlyExisting: true },
  $inc: { compile: increment },
  $min: { compile: keepIf((order) => order <= 0) },
  $max: { compile: keepIf((order) => order >= 0) },
  $push: { compile: push },
  $addToSet: { compile: addToSet },
  $pull: { compile: pull, onlyExisting: true },
};

export const REFUSED_UPDATE_OPERATORS = [
  '$mul', '$rename', '$currentDate', '$pop', '$pullAll', '$bit', '$pushAll',
];

/** A document's `_id` as MongoDB prints it in update errors. */
export function printId(doc: Value): string {
  const id = field(doc, Buffer.from('_id'));
  return id ? `{_id: ${printValue(id)}}` : '{}';
}

/** A value as MongoDB's shell prints it, as far as errors need. */
export function printValue(value: Value): string {
  const { type, bytes, at } = value;
  if (type === TYPE.string) return JSON.stringify(bytes.toString('utf8', at + 4, value.end - 1));
  if (type === TYPE.objectId) return `ObjectId('${bytes.toString('hex', at, value.end)}')`;
  if (type === TYPE.double) return String(bytes.readDoubleLE(at));
  if (type === TYPE.int) return String(bytes.readInt32LE(at));
  if (type === TYPE.long) return String(bytes.readBigInt64LE(at));
  if (type === TYPE.date) return `new Date(${bytes.readBigInt64LE(at)})`;
  if (type === TYPE.bool) return String(bytes[at] === 1);
  if (type === TYPE.object) return printFields(value, '{', '}', true);
  if (type === TYPE.array) return printFields(value, '[', ']', false);
  if (type === TYPE.binData) return `BinData(${bytes[at + 4]}, ${bytes.toString('hex', at + 5, value.end).toUpperCase()})`;
  return typeName(type);
}

function printFields(owner: Value, open: string, close: string, named: boolean): string {
  const parts: string[] = [];
  for (const e = new Elements(owner); e.next(); )
    parts.push(named ? `${e.name}: ${printValue(e.value())}` : printValue(e.value()));
  return parts.length ? `${open} ${parts.join(', ')} ${close}` : `${open}${close}`;
}

export const NOTHING = documentOf(EMPTY_DOCUMENT.bytes);
