import { failAt } from '../error.ts';
import { Elements, firstName, isEmpty } from '../value/elements.ts';
import { isNumber, isTruthy } from '../value/number.ts';
import { EMPTY_DOCUMENT, TYPE, Value } from '../value/value.ts';
import { writer } from '../value/writer.ts';
import { type Expression, type Scope, checkPath, compile } from './expression.ts';

/** What becomes of one field: kept, left out, computed, or shaped inside. */
export type Shape =
  | { kind: 'keep' }
  | { kind: 'drop' }
  | { kind: 'compute'; expression: Expression }
  | { kind: 'inside'; fields: Fields };

/** Fields by name; `others` says what becomes of those not named. */
export interface Fields {
  shapes: Map<string, Shape>;
  others: 'keep' | 'drop';
}

/** The shape of `$set`: all is kept, some is computed. */
export function parseSet(spec: Value, scope: Scope): Fields {
  if (!spec.isObject) failAt(40272, `$addFields specification stage must be an object, got ${spec.type}`);
  const fields: Fields = { shapes: new Map(), others: 'keep' };
  for (const e = new Elements(spec); e.next(); ) addSet(fields, e.name, e.value(), scope);
  return fields;
}

/** A document that is no expression sets the fields inside it, like a dotted path. */
function addSet(fields: Fields, path: string, value: Value, scope: Scope) {
  if (value.isObject && !isEmpty(value) && !firstName(value)!.startsWith('$')) {
    for (const e = new Elements(value); e.next(); ) addSet(fields, `${path}.${e.name}`, e.value(), scope);
  } else place(fields, path, { kind: 'compute', expression: compile(value, scope) });
}

export function parseUnset(spec: Value): Fields {
  const paths = spec.isArray ? [...stringsOf(spec)] : [stringOf(spec)];
  if (paths.length === 0) failAt(31119, '$unset specification must be a string or an array with at least one field');
  const fields: Fields = { shapes: new Map(), others: 'keep' };
  for (const path of paths) place(fields, path, { kind: 'drop' });
  return fields;
}

function* stringsOf(array: Value) {
  for (const e = new Elements(array); e.next(); ) yield stringOf(e.value());
}

function stringOf(value: Value): string {
  if (value.type !== TYPE.string) failAt(31002, '$unset specification must be a string or an array containing only string values');
  return value.bytes.toString('utf8', value.at + 4, value.end - 1);
}

/** The shape of `$project`, and what it reads of a document if it keeps only what it names. */
export function parseProject(spec: Value, scope: Scope): { fields: Fields; narrows: boolean } {
  if (!spec.isObject || isEmpty(spec)) failAt(51272, '$project specification must be an object with at least one field');
  const flat: [string, Value][] = [];
  flatten(spec, '', flat);
  const rest = flat.filter(([path]) => path !== '_id');
  const drops = (value: Value) => isFlag(value) && !isTruthy(value);
  const excluding = rest.length > 0 ? rest.every(([, value]) => drops(value)) : drops(flat[0]![1]);
  const odd = rest.find(([, value]) => drops(value) !== excluding);
  if (odd) failAt(31254, `Cannot do exclusion on field ${odd[0]} in inclusion projection`);
  const fields: Fields = { shapes: new Map(), others: excluding ? 'keep' : 'drop' };
  if (!excluding && !flat.some(([path]) => path === '_id')) flat.unshift(['_id', INCLUDE]);
  for (const [path, value] of flat) place(fields, path, shapeOf(path, value, excluding, scope));
  return { fields, narrows: !excluding };
}

const INCLUDE = new Value(TYPE.bool, Buffer.from([1]), 0, 1);

const isFlag = (value: Value) => isNumber(value) || value.type === TYPE.bool;

function flatten(spec: Value, prefix: string, flat: [string, Value][]) {
  for (const e = new Elements(spec); e.next(); ) {
    const path = prefix + e.name;
    const value = e.value();
    if (value.isObject && !isEmpty(value) && !firstName(value)!.startsWith('$')) flatten(value, `${path}.`, flat);
    else flat.push([path, value]);
  }
}

function shapeOf(path: string, value: Value, excluding: boolean, scope: Scope): Shape {
  if (!isFlag(value)) return { kind: 'compute', expression: compile(value, scope) };
  if (!isTruthy(value)) return { kind: 'drop' };
  if (!excluding) scope.reads.add(path);
  return { kind: 'keep' };
}

function place(fields: Fields, path: string, shape: Shape) {
  checkPath(path);
  const names = path.split('.');
  let level = fields;
  names.forEach((name, i) => {
    const known = level.shapes.get(name);
    const last = i === names.length - 1;
    if (known && (last || known.kind !== 'inside')) failAt(31250, `Path collision at ${path}`);
    if (last) level.shapes.set(name, shape);
    else {
      const next: Fields = known?.kind === 'inside' ? known.fields : { shapes: new Map(), others: fields.others };
      if (!known) level.shapes.set(name, { kind: 'inside', fields: next });
      level = next;
    }
  });
}

export function applyShape(doc: Value, fields: Fields): Value {
  const mark = writer.begin();
  writeFields(doc, fields, doc);
  return writer.finish(mark);
}

/** Fields keep their places; computed ones that are new come last, in the order they were named. */
function writeFields(value: Value, fields: Fields, root: Value) {
  const left = new Set(fields.shapes.keys());
  for (const e = new Elements(value); e.next(); ) {
    const name = e.name;
    const shape = fields.shapes.get(name) ?? { kind: fields.others };
    left.delete(name);
    if (shape.kind === 'keep') writer.raw(e.bytes, e.from, e.end);
    // In a projection that keeps only what it names, a computed field moves to the end.
    else if (shape.kind === 'compute' && fields.others === 'drop') left.add(name);
    else writeShaped(name, e.value(), shape, root, fields.others);
  }
  for (const name of left) writeShaped(name, undefined, fields.shapes.get(name)!, root, fields.others);
}

function writeShaped(name: string, value: Value | undefined, shape: Shape, root: Value, others: Fields['others']) {
  const result = shaped(value, shape, root, others);
  if (result) writer.put(name, result);
}

function shaped(value: Value | undefined, shape: Shape, root: Value, others: Fields['others']): Value | undefined {
  if (shape.kind === 'compute') return shape.expression.run(root);
  if (shape.kind === 'drop') return undefined;
  if (shape.kind === 'keep') return value;
  if (value?.isArray) return shapedItems(value, shape, root, others);
  if (value?.isObject || computes(shape.fields)) {
    const mark = writer.begin();
    writeFields(value?.isObject ? value : EMPTY_DOCUMENT, shape.fields, root);
    return writer.finish(mark);
  }
  return others === 'keep' ? value : undefined;
}

function shapedItems(array: Value, shape: Shape, root: Value, others: Fields['others']): Value {
  const mark = writer.begin();
  let i = 0;
  for (const e = new Elements(array); e.next(); ) {
    const item = shaped(e.value(), shape, root, others);
    if (item) writer.put(String(i++), item);
  }
  return writer.finish(mark, TYPE.array);
}

/** Whether anything inside is computed, so that a document is made where there is none. */
const computes = (fields: Fields): boolean =>
  [...fields.shapes.values()].some((shape) => shape.kind === 'compute' || (shape.kind === 'inside' && computes(shape.fields)));

