import { fail, failAt, refuse } from '../error.ts';
import { type Documents, PAUSE, turnIsOver } from '../plan/turn.ts';
import { Elements, fieldMap, isEmpty } from '../value/elements.ts';
import { keyText } from '../value/key.ts';
import { EMPTY_DOCUMENT, NULL, TYPE, type Value } from '../value/value.ts';
import { documentValue } from '../value/writer.ts';
import { ACCUMULATORS, type Accumulator, REFUSED_ACCUMULATORS } from './accumulators.ts';
import { type Expression, type Scope, compile } from './expression.ts';
import type { Stage } from './stages.ts';

/** MongoDB's limit for one stage's memory. */
export const MAX_STAGE_BYTES = 100 * 1024 * 1024;

interface Field {
  name: string;
  make: () => Accumulator;
  input: Expression;
}

interface Group {
  id: Value;
  accumulators: Accumulator[];
}

export function parseGroup(spec: Value, scope: Scope): Stage {
  if (!spec.isObject) failAt(15947, "a group's fields must be specified in an object");
  let id: Expression | undefined;
  const fields: Field[] = [];
  for (const e = new Elements(spec); e.next(); ) {
    if (e.name === '_id') id = compile(e.value(), scope);
    else fields.push(parseField(e.name, e.value(), scope));
  }
  if (!id) failAt(15955, 'a group specification must include an _id');
  const key = id;
  return { run: (documents) => group(documents, key, fields), narrows: true };
}

function parseField(name: string, spec: Value, scope: Scope): Field {
  if (name.includes('.')) failAt(40235, `The field name '${name}' cannot contain '.'`);
  if (name.startsWith('$')) failAt(40236, `The field name '${name}' cannot be an operator name`);
  if (!spec.isObject || isEmpty(spec)) failAt(40234, `The field '${name}' must be an accumulator object`);
  const [[operator, operand], second] = [...fieldMap(spec)] as [[string, Value], unknown];
  if (second) failAt(40238, `The field '${name}' must specify one accumulator`);
  const make = Object.hasOwn(ACCUMULATORS, operator) ? ACCUMULATORS[operator] : undefined;
  if (!make) {
    if (REFUSED_ACCUMULATORS.includes(operator)) refuse(`The accumulator ${operator}`);
    return failAt(15952, `unknown group operator '${operator}'`);
  }
  if (operand.isArray) failAt(40237, `The ${operator} accumulator is a unary operator`);
  if (operator === '$count' && !(operand.isObject && isEmpty(operand))) fail('TypeMismatch', '$count takes no arguments, i.e. $count:{}');
  return { name, make, input: compile(operand, scope) };
}

function* group(documents: Documents<Value>, key: Expression, fields: Field[]): Documents<Value> {
  const groups = new Map<string, Group>();
  const memory = { groups: 0 };
  for (const doc of documents) {
    if (doc === PAUSE) {
      checkMemory(groups, memory.groups);
      yield PAUSE;
      continue;
    }
    const { accumulators } = groupOf(groups, key.run(doc) ?? NULL, fields, memory);
    for (let i = 0; i < fields.length; i++) accumulators[i]!.add(fields[i]!.input.run(doc));
  }
  checkMemory(groups, memory.groups);
  let n = 0;
  for (const { id, accumulators } of groups.values()) {
    if ((++n & 31) === 0 && turnIsOver()) yield PAUSE;
    yield documentValue([['_id', id], ...fields.map(({ name }, i) => [name, accumulators[i]!.result()] as const)]);
  }
}

/** The types whose bytes alone say whether two values are equal. */
const plain = new Set<number>([TYPE.string, TYPE.objectId, TYPE.date, TYPE.bool]);

const groupText = (id: Value) =>
  plain.has(id.type) ? id.bytes.toString('latin1', id.at, id.end) + String.fromCharCode(id.type) : keyText(id);

function groupOf(groups: Map<string, Group>, id: Value, fields: Field[], memory: { groups: number }): Group {
  const text = groupText(id);
  const known = groups.get(text);
  if (known) return known;
  const made = { id: id.detached(), accumulators: fields.map(({ make }) => make()) };
  groups.set(text, made);
  memory.groups += 2 * text.length + 200 + fields.length * 100;
  return made;
}

function checkMemory(groups: Map<string, Group>, bytes: number) {
  let total = bytes;
  for (const { accumulators } of groups.values()) for (const each of accumulators) total += each.bytes?.() ?? 0;
  if (total > MAX_STAGE_BYTES)
    fail('QueryExceededMemoryLimitNoDiskUseAllowed', `Exceeded memory limit for $group of ${MAX_STAGE_BYTES} bytes; this server does not spill to disk`);
}

/** `$count` is a group of everything under no key. */
export function parseCount(spec: Value): Stage {
  const name = spec.type === TYPE.string ? spec.bytes.toString('utf8', spec.at + 4, spec.end - 1) : failAt(40156, 'the count field must be a non-empty string');
  if (name === '') failAt(40156, 'the count field must be a non-empty string');
  if (name.startsWith('$')) failAt(40158, 'the count field cannot be a $-prefixed path');
  if (name.includes('.')) failAt(40160, "the count field cannot contain '.'");
  return { run: (documents) => countAll(documents, name), narrows: true };
}

function* countAll(documents: Documents<Value>, name: string): Documents<Value> {
  const counter = ACCUMULATORS.$count!();
  let any = false;
  for (const doc of documents) {
    if (doc === PAUSE) yield PAUSE;
    else {
      any = true;
      counter.add(EMPTY_DOCUMENT);
    }
  }
  if (any) yield documentValue([[name, counter.result()]]);
}
