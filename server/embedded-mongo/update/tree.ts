import { fail, refuse } from '../error.ts';
import { Elements } from '../value/elements.ts';
import type { Path } from '../value/path.ts';
import { EMPTY_DOCUMENT, NULL, TYPE, type Value } from '../value/value.ts';
import { writer } from '../value/writer.ts';
import { type Change, type Place, printValue } from './operators.ts';

/** The changes of one update by path, so that one walk over the document makes them all. */
export interface ChangeNode {
  change?: Change;
  onlyExisting?: boolean;
  children: Map<string, ChangeNode>;
}

/** Adds a change; two on one path, or one inside another, are a conflict. */
export function addChange(root: ChangeNode, path: Path, change: Change, onlyExisting: boolean) {
  let node = root;
  path.names.forEach((bytes, i) => {
    const name = bytes.toString();
    if (name === '$' || name.startsWith('$[')) refuse(`The positional operator in '${path.text}'`);
    if (name.startsWith('$'))
      fail('DollarPrefixedFieldName', `The dollar ($) prefixed field '${name}' in '${path.text}' is not valid for storage.`);
    const last = i === path.names.length - 1;
    const known = node.children.get(name);
    if (known && (last || known.change)) conflict(path, i);
    const next = known ?? { children: new Map<string, ChangeNode>() };
    node.children.set(name, next);
    node = next;
  });
  node.change = change;
  node.onlyExisting = onlyExisting;
}

function conflict(path: Path, depth: number): never {
  const at = path.names.slice(0, depth + 1).join('.');
  return fail('ConflictingUpdateOperators', `Updating the path '${path.text}' would create a conflict at '${at}'`);
}

/** The document with the changes made; what they do not name is copied byte for byte. */
export function applyChanges(doc: Value, node: ChangeNode, place: Place): Value {
  const mark = writer.begin();
  const left = new Map(node.children);
  for (const e = new Elements(doc); e.next(); ) {
    const name = e.name;
    const child = left.get(name);
    if (!child) {
      writer.raw(e.bytes, e.from, e.end);
      continue;
    }
    left.delete(name);
    const value = changedValue(e.value(), child, inside(place, name), name);
    if (value) writer.put(name, value);
  }
  for (const name of [...left.keys()].sort(byFieldName)) {
    const value = created(left.get(name)!, inside(place, name));
    if (value) writer.put(name, value);
  }
  return writer.finish(mark);
}

const inside = (place: Place, name: string): Place => ({
  path: place.path === '' ? name : `${place.path}.${name}`,
  id: place.id,
});

/** New fields come in MongoDB's order: numbers by size, names by their letters. */
function byFieldName(a: string, b: string): number {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : 1;
}

function changedValue(current: Value, node: ChangeNode, place: Place, name: string): Value | undefined {
  if (node.change) return node.change(current, place);
  if (current.isObject) return applyChanges(current, node, place);
  if (current.isArray) return changedArray(current, node, place);
  if (onlyExisting(node)) return current;
  const [child] = node.children.keys();
  return fail('PathNotViable', `Cannot create field '${child}' in element {${name}: ${printValue(current)}}`);
}

/** Whether nothing below may create anything: such changes pass over what is not there. */
const onlyExisting = (node: ChangeNode): boolean =>
  node.change ? (node.onlyExisting ?? false) : [...node.children.values()].every(onlyExisting);

function created(node: ChangeNode, place: Place): Value | undefined {
  if (onlyExisting(node)) return undefined;
  return node.change ? node.change(undefined, place) : applyChanges(EMPTY_DOCUMENT, node, place);
}

/** MongoDB's bound on how far past its end an array may be padded. */
const MAX_PADDING = 1500000;

function changedArray(array: Value, node: ChangeNode, place: Place): Value {
  const left = new Map<number, ChangeNode>();
  for (const [name, child] of node.children) {
    if (/^(0|[1-9]\d*)$/.test(name)) left.set(Number(name), child);
    else if (!onlyExisting(child))
      fail('PathNotViable', `Cannot create field '${name}' in element {${lastOf(place)}: ${printValue(array)}}`);
  }
  const items: Value[] = [];
  for (const e = new Elements(array); e.next(); ) {
    const child = left.get(items.length);
    left.delete(items.length);
    const name = String(items.length);
    // An element that is unset stays as null: the ones after it keep their places.
    items.push(child ? (changedValue(e.value(), child, inside(place, name), name) ?? NULL) : e.value());
  }
  for (const index of [...left.keys()].sort((a, b) => a - b)) {
    const value = created(left.get(index)!, inside(place, String(index)));
    if (!value) continue;
    if (index > items.length + MAX_PADDING)
      fail('BadValue', `can't backfill more than ${MAX_PADDING} elements in array`);
    while (items.length < index) items.push(NULL);
    items.push(value);
  }
  return writeArray(items);
}

const lastOf = (place: Place) => place.path.slice(place.path.lastIndexOf('.') + 1);

function writeArray(items: Value[]): Value {
  const mark = writer.begin();
  items.forEach((item, i) => writer.put(String(i), item));
  return writer.finish(mark, TYPE.array);
}
