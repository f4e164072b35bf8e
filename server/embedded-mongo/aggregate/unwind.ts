import { failAt } from '../error.ts';
import { type Documents, PAUSE } from '../plan/turn.ts';
import { Elements, field, fieldMap, isEmpty } from '../value/elements.ts';
import { NULL, TYPE, type Value, isNullish, longValue, textOf } from '../value/value.ts';
import { writer } from '../value/writer.ts';
import { type Scope, WHOLE, checkPath } from './expression.ts';
import type { Stage } from './stages.ts';

interface Unwind {
  names: Buffer[];
  index: Buffer[] | undefined;
  preserve: boolean;
}

export function parseUnwind(spec: Value, scope: Scope): Stage {
  scope.reads.add(WHOLE);
  const options = spec.isObject ? fieldMap(spec) : new Map([['path', spec]]);
  for (const name of options.keys())
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name)) failAt(28811, `unrecognized option to $unwind stage: ${name}`);
  const path = options.get('path');
  if (!path) failAt(28812, 'no path specified to $unwind stage');
  if (path.type !== TYPE.string) failAt(28808, 'expected a string as the path for $unwind stage');
  const text = textOf(path);
  if (!text.startsWith('$')) failAt(28818, `path option to $unwind stage should be prefixed with a '$': ${text}`);
  checkPath(text.slice(1));
  const preserve = options.get('preserveNullAndEmptyArrays');
  if (preserve && preserve.type !== TYPE.bool) failAt(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage');
  const unwind: Unwind = {
    names: segments(text.slice(1)),
    index: indexPath(options.get('includeArrayIndex')),
    preserve: preserve !== undefined && preserve.bytes[preserve.at] === 1,
  };
  return { run: (documents) => unwound(documents, unwind) };
}

const segments = (path: string) => path.split('.').map((name) => Buffer.from(name));

function indexPath(value: Value | undefined): Buffer[] | undefined {
  if (!value) return undefined;
  const name = value.type === TYPE.string ? textOf(value) : '';
  if (name === '') failAt(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage');
  if (name.startsWith('$')) failAt(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${name}`);
  return segments(name);
}

function* unwound(documents: Documents<Value>, unwind: Unwind): Documents<Value> {
  for (const doc of documents) {
    if (doc === PAUSE) yield PAUSE;
    else yield* unwindOne(doc, unwind);
  }
}

function* unwindOne(doc: Value, { names, index, preserve }: Unwind): Generator<Value> {
  const array = at(doc, names);
  const numbered = (item: Value, i: bigint | undefined) => (index ? withPath(item, index, i === undefined ? NULL : longValue(i)) : item);
  if (!array?.isArray) {
    if (preserve || !isNullish(array)) yield numbered(doc, undefined);
    return;
  }
  if (isEmpty(array)) {
    if (preserve) yield numbered(withPath(doc, names, undefined), undefined);
    return;
  }
  let i = 0n;
  for (const e = new Elements(array); e.next(); ) yield numbered(withPath(doc, names, e.value()), i++);
}

function at(doc: Value, names: Buffer[]): Value | undefined {
  let value: Value | undefined = doc;
  for (const name of names) value = value?.isObject ? field(value, name) : undefined;
  return value;
}

/** The document with another value at the path, or without it. */
function withPath(doc: Value, names: Buffer[], value: Value | undefined): Value {
  const mark = writer.begin();
  writePath(doc, names, 0, value);
  return writer.finish(mark);
}

function writePath(doc: Value | undefined, names: Buffer[], i: number, value: Value | undefined) {
  let found = false;
  if (doc?.isObject)
    for (const e = new Elements(doc); e.next(); ) {
      if (!e.is(names[i]!)) writer.raw(e.bytes, e.from, e.end);
      else {
        found = true;
        writeAt(e.value(), names, i, value);
      }
    }
  if (!found && value) writeAt(undefined, names, i, value);
}

function writeAt(current: Value | undefined, names: Buffer[], i: number, value: Value | undefined) {
  if (i === names.length - 1) {
    if (value) writer.put(names[i]!, value);
    return;
  }
  const mark = writer.open(names[i]!);
  writePath(current, names, i + 1, value);
  writer.close(mark);
}
