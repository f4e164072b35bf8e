import { fail, failAt, refuse } from '../error.ts';
import { checkStored } from '../value/check.ts';
import { equal } from '../value/compare.ts';
import { Elements, field, firstName } from '../value/elements.ts';
import { parseStrictPath } from '../value/path.ts';
import { type Value, typeName } from '../value/value.ts';
import { writer } from '../value/writer.ts';
import {
  type Place, REFUSED_UPDATE_OPERATORS, UPDATE_OPERATORS, printId, printValue,
} from './operators.ts';
import { type ChangeNode, addChange, applyChanges } from './tree.ts';

/** MongoDB's limit on a document. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

const ID = Buffer.from('_id');

/** An update, checked and compiled once for all the documents it meets. */
export interface Update {
  replacement: boolean;
  /** The document after the update; the same Value if nothing changes. */
  apply: (doc: Value, inserting: boolean) => Value;
}

export function parseUpdate(spec: Value): Update {
  if (spec.isArray) refuse('An aggregation pipeline as an update');
  if (!spec.isObject) fail('FailedToParse', 'Update argument must be either an object or an array');
  checkStored(spec);
  return firstName(spec)?.startsWith('$') ? parseOperators(spec) : parseReplacement(spec);
}

function parseReplacement(spec: Value): Update {
  for (const e = new Elements(spec); e.next(); )
    if (e.name.startsWith('$'))
      fail('DollarPrefixedFieldName', `The dollar ($) prefixed field '${e.name}' in '${e.name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`);
  return { replacement: true, apply: (doc) => unlessSame(doc, replaced(doc, spec)) };
}

function replaced(doc: Value, spec: Value): Value {
  const id = field(doc, ID);
  const given = field(spec, ID);
  if (id && given && !equal(id, given))
    fail('ImmutableField', `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${printValue(given)}`);
  const mark = writer.begin();
  const kept = id ?? given;
  if (kept) writer.put('_id', kept);
  for (const e = new Elements(spec); e.next(); ) if (!e.is(ID)) writer.raw(e.bytes, e.from, e.end);
  return checkSize(writer.finish(mark));
}

function parseOperators(spec: Value): Update {
  const always: ChangeNode = { children: new Map() };
  const onInsert: ChangeNode = { children: new Map() };
  for (const e = new Elements(spec); e.next(); ) {
    const name = e.name;
    const operator = Object.hasOwn(UPDATE_OPERATORS, name) ? UPDATE_OPERATORS[name] : undefined;
    if (!operator) return unknownOperator(name);
    const operand = e.value();
    if (!operand.isObject)
      fail('FailedToParse', `Modifiers operate on fields but we found type ${typeName(operand.type)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${printValue(operand)}}`);
    for (const f = new Elements(operand); f.next(); ) {
      const path = parseStrictPath(f.name);
      const change = operator.compile(f.value(), path.text);
      if (!operator.onlyInsert) addChange(always, path, change, operator.onlyExisting ?? false);
      addChange(onInsert, path, change, operator.onlyExisting ?? false);
    }
  }
  return { replacement: false, apply: (doc, inserting) => changed(doc, inserting ? onInsert : always) };
}

function unknownOperator(name: string): never {
  if (REFUSED_UPDATE_OPERATORS.includes(name)) refuse(name);
  return fail('FailedToParse', `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`);
}

function changed(doc: Value, changes: ChangeNode): Value {
  const place: Place = { path: '', id: () => printId(doc) };
  const result = applyChanges(doc, changes, place);
  const before = field(doc, ID);
  const after = field(result, ID);
  if (before && !(after && equal(before, after)))
    fail('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'");
  return unlessSame(doc, checkSize(result));
}

const unlessSame = (before: Value, after: Value) => (before.slice().equals(after.slice()) ? before : after);

function checkSize(doc: Value): Value {
  if (doc.end - doc.at > MAX_DOCUMENT_BYTES) failAt(17419, `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`);
  return doc;
}
