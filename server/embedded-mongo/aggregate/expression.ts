import { fail, failAt, refuse } from '../error.ts';
import { Elements, arrayItems, field, fieldMap, firstName, isEmpty } from '../value/elements.ts';
import { EMPTY_DOCUMENT as EMPTY, NULL as NULL_ITEM, TYPE, type Value, dateValue, textOf } from '../value/value.ts';
import { arrayValue, documentValue } from '../value/writer.ts';
import { EXPRESSIONS, REFUSED_EXPRESSIONS } from './operators.ts';

/** A compiled expression: what it makes of a document, undefined for missing. */
export interface Expression {
  run: (doc: Value) => Value | undefined;
  /** Set where the result depends on no document. */
  constant?: { value: Value | undefined };
}

/** What compiling gathers on the way: the paths that will be read of a document. */
export interface Scope {
  reads: Set<string>;
}

/** In `Scope.reads`: the whole document. */
export const WHOLE = '';

export const constant = (value: Value | undefined): Expression => ({ run: () => value, constant: { value } });

export function compile(spec: Value, scope: Scope): Expression {
  if (spec.type === TYPE.string) return compileString(spec, scope);
  if (spec.isArray) return compileArray(arrayItems(spec), scope);
  if (!spec.isObject || isEmpty(spec)) return constant(spec);
  return firstName(spec)!.startsWith('$') ? compileOperator(spec, scope) : compileObject(spec, scope);
}

function compileString(spec: Value, scope: Scope): Expression {
  const text = textOf(spec);
  if (text.startsWith('$$')) return compileVariable(text.slice(2), scope);
  return text.startsWith('$') ? compilePath(text.slice(1), scope) : constant(spec);
}

/** `$$NOW` is the same all through one pipeline, which is compiled for each request. */
function compileVariable(text: string, scope: Scope): Expression {
  const [name, ...rest] = text.split('.');
  if (name === 'NOW' && rest.length === 0) return constant(dateValue(Date.now()));
  if (name === 'REMOVE' && rest.length === 0) return constant(undefined);
  if (name !== 'ROOT' && name !== 'CURRENT') {
    if (/^[A-Z]/.test(name!)) refuse(`The variable $$${name}`);
    failAt(17276, `Use of undefined variable: ${name}`);
  }
  if (rest.length > 0) return compilePath(rest.join('.'), scope);
  scope.reads.add(WHOLE);
  return { run: (doc) => doc };
}

export function checkPath(path: string) {
  if (path === '') failAt(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) failAt(40353, "FieldPath must not end with a '.'.");
  if (path.split('.').includes('')) failAt(15998, 'FieldPath field names may not be empty strings.');
  if (path.split('.').some((name) => name.startsWith('$')))
    failAt(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
}

function compilePath(path: string, scope: Scope): Expression {
  checkPath(path);
  scope.reads.add(path);
  const names = path.split('.').map((name) => Buffer.from(name));
  const [only] = names;
  if (names.length === 1) return { run: (doc) => field(doc, only!) };
  return { run: (doc) => follow(doc, names, 0) };
}

/** Through an array a path yields an array of what its documents have there. */
function follow(value: Value, names: Buffer[], i: number): Value | undefined {
  if (i === names.length) return value;
  if (value.isObject) {
    const next = field(value, names[i]!);
    return next && follow(next, names, i + 1);
  }
  if (!value.isArray) return undefined;
  const found: Value[] = [];
  for (const e = new Elements(value); e.next(); ) {
    const item = e.type === TYPE.object || e.type === TYPE.array ? follow(e.value(), names, i) : undefined;
    if (item) found.push(item);
  }
  return arrayValue(found);
}

/** Works a constant out once, at compile time. */
function folded(inputs: Expression[], run: Expression['run'], doc: Value): Expression {
  return inputs.every((input) => input.constant) ? constant(run(doc)) : { run };
}

function compileArray(items: Value[], scope: Scope): Expression {
  const inputs = items.map((item) => compile(item, scope));
  const run = (doc: Value) => arrayValue(inputs.map((input) => input.run(doc) ?? NULL_ITEM));
  return folded(inputs, run, EMPTY);
}

function compileObject(spec: Value, scope: Scope): Expression {
  const names: string[] = [];
  const inputs: Expression[] = [];
  for (const e = new Elements(spec); e.next(); ) {
    const name = e.name;
    if (name.startsWith('$')) failAt(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
    if (name.includes('.')) failAt(16412, "FieldPath field names may not contain '.'. Consider using $getField or $setField.");
    names.push(name);
    inputs.push(compile(e.value(), scope));
  }
  const run = (doc: Value) => documentValue(inputs.map((input, i) => [names[i]!, input.run(doc)] as const));
  return folded(inputs, run, EMPTY);
}

function compileOperator(spec: Value, scope: Scope): Expression {
  const fields = fieldMap(spec);
  const [name, operand] = [...fields][0]!;
  if (fields.size > 1) failAt(15983, `An object representing an expression must have exactly one field: ${[...fields.keys()].join(', ')}`);
  const operator = Object.hasOwn(EXPRESSIONS, name) ? EXPRESSIONS[name] : undefined;
  if (!operator) {
    if (REFUSED_EXPRESSIONS.includes(name)) refuse(`The expression ${name}`);
    return failAt(168, `Unrecognized expression '${name}'`);
  }
  if (operator.kind === 'literal') return constant(operand);
  if (operator.kind === 'named') return compileNamed(name, operand, operator, scope);
  const args = operand.isArray ? arrayItems(operand) : [operand];
  const { least, most } = operator;
  if (args.length < least || args.length > most) {
    const exactly = least === most ? `exactly ${least}` : `at least ${least} and at most ${most}`;
    failAt(16020, `Expression ${name} takes ${exactly} arguments. ${args.length} were passed in.`);
  }
  const inputs = args.map((arg) => compile(arg, scope));
  return folded(inputs, operator.build(inputs), EMPTY);
}

type Named = Extract<(typeof EXPRESSIONS)[string], { kind: 'named' }>;

/** An operator whose arguments have names; `$cond` takes them in order as well. */
function compileNamed(name: string, operand: Value, operator: Named, scope: Scope): Expression {
  if (operand.isArray && operator.inOrder) {
    const items = arrayItems(operand);
    if (items.length !== operator.inOrder.length)
      failAt(16020, `Expression ${name} takes exactly ${operator.inOrder.length} arguments. ${items.length} were passed in.`);
    return build(items.map((item, i) => [operator.inOrder![i]!, item]));
  }
  if (!operand.isObject) fail('FailedToParse', `${name} only supports an object as its argument`);
  return build([...fieldMap(operand)]);

  function build(given: [string, Value][]): Expression {
    for (const [arg] of given) if (!operator.names.includes(arg)) fail('FailedToParse', `Unrecognized argument to ${name}: ${arg}`);
    const inputs = new Map(given.map(([arg, value]) => [arg, operator.raw?.includes(arg) ? constant(value) : compile(value, scope)]));
    for (const arg of operator.required) if (!inputs.has(arg)) fail('FailedToParse', `Missing '${arg}' parameter to ${name}`);
    return { run: operator.build(inputs, (value) => compile(value, scope)) };
  }
}

