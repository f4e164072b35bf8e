import { failAt, refuse } from '../error.ts';
import { Elements } from '../value/elements.ts';
import { isNumber, isTruthy } from '../value/number.ts';
import { TYPE, type Value } from '../value/value.ts';
import { writer } from '../value/writer.ts';

/** A tree of field names: what to keep, or what to leave out. */
export interface FieldTree {
  name: Buffer;
  /** Absent at a leaf. */
  children?: FieldTree[];
}

export interface Projection {
  mode: 'include' | 'exclude';
  fields: FieldTree[];
  /** The paths as asked for; the planner needs them to see whether an index holds them all. */
  paths: string[];
}

const isFlag = (value: Value) => isNumber(value) || value.type === TYPE.bool;

/** Compiles a `find` projection, or undefined for one that asks for whole documents. */
export function parseProjection(spec: Value): Projection | undefined {
  const wanted = new Map<string, boolean>();
  for (const e = new Elements(spec); e.next(); ) addFlag(wanted, e.name, e.value());
  return projectionOf(wanted);
}

function addFlag(wanted: Map<string, boolean>, path: string, value: Value) {
  if (path.includes('$')) refuse(path.endsWith('.$') ? 'The positional projection' : `'${path}' in a projection`);
  if (!isFlag(value)) refuse(`An expression in a projection (field '${path}')`);
  if (path === '' || path.split('.').includes('')) failAt(40353, 'FieldPath must not end with a \'.\'.');
  wanted.set(path, isTruthy(value));
}

/** `_id` may go against the rest; anything else that does is an error. */
export function projectionOf(wanted: Map<string, boolean>): Projection | undefined {
  const id = wanted.get('_id');
  const others = [...wanted].filter(([path]) => path !== '_id');
  const include = others[0]?.[1] ?? id ?? false;
  const odd = others.find(([, flag]) => flag !== include);
  if (odd && include) failAt(31254, `Cannot do exclusion on field ${odd[0]} in inclusion projection`);
  if (odd) failAt(31253, `Cannot do inclusion on field ${odd[0]} in exclusion projection`);
  const paths = others.map(([path]) => path);
  if (include ? id !== false : id === false) paths.unshift('_id');
  if (paths.length === 0 && !include) return undefined;
  return { mode: include ? 'include' : 'exclude', fields: treeOf(paths), paths };
}

export function treeOf(paths: string[]): FieldTree[] {
  const root: FieldTree = { name: Buffer.alloc(0), children: [] };
  for (const path of paths) {
    let node = root;
    const names = path.split('.');
    names.forEach((name, i) => {
      if (!node.children) failAt(31250, `Path collision at ${path}`);
      const known = node.children.find((child) => child.name.toString() === name);
      const last = i === names.length - 1;
      if (known && last) failAt(31249, `Path collision at ${path} remaining portion ${names.slice(i + 1).join('.')}`);
      const child = known ?? { name: Buffer.from(name), children: last ? undefined : [] };
      if (!known) node.children.push(child);
      node = child;
    });
  }
  return root.children!;
}

export function project(doc: Value, projection: Projection): Value {
  const mark = writer.begin();
  if (projection.mode === 'include') include(doc, projection.fields);
  else exclude(doc, projection.fields);
  return writer.finish(mark);
}

function childFor(e: Elements, fields: FieldTree[]): FieldTree | undefined {
  for (const child of fields) if (e.is(child.name)) return child;
  return undefined;
}

/** Writes the wanted fields of `doc`, in the document's own order. */
export function include(doc: Value, fields: FieldTree[]) {
  for (const e = new Elements(doc); e.next(); ) {
    const child = childFor(e, fields);
    if (!child) continue;
    if (!child.children) writer.raw(e.bytes, e.from, e.end);
    else nested(e, child.children, include, false);
  }
}

export function exclude(doc: Value, fields: FieldTree[]) {
  for (const e = new Elements(doc); e.next(); ) {
    const child = childFor(e, fields);
    if (!child) writer.raw(e.bytes, e.from, e.end);
    else if (child.children) nested(e, child.children, exclude, true);
  }
}

type Walk = (doc: Value, fields: FieldTree[]) => void;

/** Goes on inside a document, or inside each document of an array; scalars stay or go. */
function nested(e: Elements, fields: FieldTree[], walk: Walk, keepScalars: boolean) {
  if (e.type === TYPE.object) {
    const mark = writer.open(e.bytes.subarray(e.nameAt, e.at - 1));
    walk(e.value(), fields);
    writer.close(mark);
  } else if (e.type === TYPE.array) {
    const mark = writer.open(e.bytes.subarray(e.nameAt, e.at - 1), TYPE.array);
    nestedItems(e.value(), fields, walk, keepScalars);
    writer.close(mark);
  } else if (keepScalars) writer.raw(e.bytes, e.from, e.end);
}

function nestedItems(array: Value, fields: FieldTree[], walk: Walk, keepScalars: boolean) {
  let index = 0;
  for (const e = new Elements(array); e.next(); ) {
    const name = String(index);
    if (e.type === TYPE.object || e.type === TYPE.array) {
      const mark = writer.open(name, e.type);
      if (e.type === TYPE.object) walk(e.value(), fields);
      else nestedItems(e.value(), fields, walk, keepScalars);
      writer.close(mark);
      index++;
    } else if (keepScalars) {
      writer.put(name, e.value());
      index++;
    }
  }
}
