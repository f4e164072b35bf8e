import { fail, refuse } from '../error.ts';
import { Elements, arrayItems, fieldMap, firstName, isEmpty } from '../value/elements.ts';
import { checkStored } from '../value/check.ts';
import { type Path, anyAt, parsePath } from '../value/path.ts';
import { TYPE, type Value } from '../value/value.ts';
import { OPERATORS, REFUSED_OPERATORS, type Test, isNegated } from './operators.ts';

/** A condition, ready to test documents and plain enough for the planner to read. */
export type Filter =
  | { kind: 'and' | 'or' | 'nor'; parts: Filter[]; matches: (doc: Value) => boolean }
  | { kind: 'field'; condition: Condition; matches: (doc: Value) => boolean };

/** One operator on one path. */
export interface Condition {
  path: Path;
  operator: string;
  operand: Value;
  /** Whether one value passes; negation is not in it, `matches` has it. */
  test: Test;
}

export const LOGICAL = new Set(['$and', '$or', '$nor']);

export const REFUSED_TOP_LEVEL = [
  '$expr', '$where', '$text', '$jsonSchema', '$sampleRate', '$alwaysTrue', '$alwaysFalse',
];

/** Compiles a filter document; the errors are MongoDB's. */
export function parseFilter(doc: Value): Filter {
  checkStored(doc);
  return parseAll(doc);
}

function parseAll(doc: Value): Filter {
  const parts: Filter[] = [];
  for (const e = new Elements(doc); e.next(); ) {
    const name = e.name;
    if (LOGICAL.has(name)) parts.push(parseLogical(name, e.value()));
    else if (name.startsWith('$')) refuseTopLevel(name);
    else parts.push(...parseField(parsePath(name), e.value()));
  }
  return parts.length === 1 ? parts[0]! : all(parts);
}

function refuseTopLevel(name: string) {
  if (name === '$comment') return;
  if (REFUSED_TOP_LEVEL.includes(name)) refuse(name);
  fail(
    'BadValue',
    `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
  );
}

function parseLogical(name: string, operand: Value): Filter {
  if (!operand.isArray) fail('BadValue', `${name} must be an array`);
  const items = arrayItems(operand);
  if (items.length === 0) fail('BadValue', '$and/$or/$nor must be a nonempty array');
  if (!items.every((item) => item.isObject)) fail('BadValue', '$or/$and/$nor entries need to be full objects');
  const parts = items.map(parseAll);
  if (name === '$and') return all(parts);
  if (name === '$or') return { kind: 'or', parts, matches: (doc) => parts.some((p) => p.matches(doc)) };
  return { kind: 'nor', parts, matches: (doc) => !parts.some((p) => p.matches(doc)) };
}

/** All of these; nested ands are one and, so that the planner sees every condition at once. */
export function all(parts: Filter[]): Filter & { kind: 'and' } {
  const flat = parts.flatMap((part) => (part.kind === 'and' ? part.parts : [part]));
  return { kind: 'and', parts: flat, matches: (doc) => flat.every((part) => part.matches(doc)) };
}

/** Whether this operand of a field is a document of operators rather than a value. */
export function isOperatorDocument(operand: Value): boolean {
  const first = operand.isObject ? firstName(operand) : undefined;
  return first !== undefined && first.startsWith('$');
}

function parseField(path: Path, operand: Value): Filter[] {
  if (operand.type === TYPE.regex) refuse('$regex');
  if (!isOperatorDocument(operand)) return [fieldFilter(path, '$eq', operand)];
  const filters: Filter[] = [];
  for (const e = new Elements(operand); e.next(); ) {
    if (e.name === '$not') filters.push(parseNot(path, e.value()));
    else if (e.name === '$all') filters.push(...parseAllOf(path, e.value()));
    else filters.push(fieldFilter(path, e.name, e.value()));
  }
  return filters;
}

function fieldFilter(path: Path, name: string, operand: Value): Filter {
  const operator = OPERATORS[name];
  if (!operator || !Object.hasOwn(OPERATORS, name)) {
    if (REFUSED_OPERATORS.includes(name)) refuse(name);
    return fail('BadValue', `unknown operator: ${name}`);
  }
  const test = operator.compile(operand, { condition: parseElementCondition, filter: parseAll });
  const any = (doc: Value) => anyAt(doc, path, test, operator.leaf);
  const matches = isNegated(operator, operand) ? (doc: Value) => !any(doc) : any;
  return { kind: 'field', condition: { path, operator: name, operand, test }, matches };
}

/** `$all` is the conjunction of its operands, each free to match at another place of the path. */
function parseAllOf(path: Path, operand: Value): Filter[] {
  const whole = fieldFilter(path, '$all', operand);
  const items = arrayItems(operand);
  if (items.length === 0) return [whole];
  return items.flatMap((item) => (isOperatorDocument(item) ? parseField(path, item) : [fieldFilter(path, '$eq', item)]));
}

function parseNot(path: Path, operand: Value): Filter {
  if (operand.type === TYPE.regex) refuse('$regex');
  if (!operand.isObject) fail('BadValue', '$not needs a regex or a document');
  if (isEmpty(operand)) fail('BadValue', '$not cannot be empty');
  if (!isOperatorDocument(operand)) fail('BadValue', `unknown operator: ${firstName(operand)}`);
  const inner = all(parseField(path, operand));
  return { kind: 'nor', parts: [inner], matches: (doc) => !inner.matches(doc) };
}

/** The operators of an `$elemMatch` on plain values, tested against one element. */
function parseElementCondition(operand: Value): Test {
  const tests: Test[] = [];
  for (const [name, inner] of fieldMap(operand)) {
    if (name === '$not') {
      const test = parseElementCondition(inner);
      tests.push((value) => !test(value));
      continue;
    }
    const filter = fieldFilter(ELEMENT, name, inner);
    if (filter.kind !== 'field') continue;
    const { test } = filter.condition;
    tests.push(isNegated(OPERATORS[name]!, inner) ? (value) => !test(value) : test);
  }
  return (value) => tests.every((test) => test(value));
}

const ELEMENT = parsePath('element');
