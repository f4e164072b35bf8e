import { fail, failAt, refuse, rowOf } from '../error.ts'
import { arrayItems, field, fieldMap, fieldsOf, isEmpty, isOperatorDocument } from '../value/elements.ts'
import { parseFieldPath, valueAt } from '../value/path.ts'
import { EMPTY_DOCUMENT, NULL, TYPE, type Value, textOf, typeName } from '../value/value.ts'
import { arrayValue, documentValue } from '../value/writer.ts'
import { EXPRESSIONS, REFUSED_EXPRESSIONS } from './operators.ts'

/** A compiled expression: what it makes of a document, undefined for missing. */
export interface Expression {
  (doc: Value): Value | undefined
  /** Whether the result depends on no document. */
  constant?: boolean
}

/** What compiling gathers on the way: the paths that will be read of a document. */
export interface Scope {
  reads: Set<string>
}

/** In `Scope.reads`: the whole document. */
export const WHOLE = ''
export const constant = (value: Value | undefined): Expression => Object.assign(() => value, { constant: true })
/** Works out once, at compile time, what depends on no document. */
export const folded = (inputs: Expression[], run: Expression) => (inputs.every((input) => input.constant) ? constant(run(EMPTY_DOCUMENT)) : run)

export function compile(spec: Value, scope: Scope): Expression {
  if (spec.type === TYPE.string) return compileString(spec, textOf(spec), scope)
  if (spec.isArray) {
    const inputs = arrayItems(spec).map((item) => compile(item, scope))
    return folded(inputs, (doc) => arrayValue(inputs.map((input) => input(doc) ?? NULL)))
  }
  if (!spec.isObject || isEmpty(spec)) return constant(spec)
  return isOperatorDocument(spec) ? compileOperator(spec, scope) : compileObject(spec, scope)
}

function compileString(spec: Value, text: string, scope: Scope): Expression {
  if (!text.startsWith('$')) return constant(spec)
  if (!text.startsWith('$$')) return compilePath(text.slice(1), scope)
  const [, name = '', rest] = /^\$\$([^.]*)\.?(.*)$/s.exec(text)!
  if (name === '') failAt(16866, 'empty variable names are not allowed')
  if (!/^[a-z\u0080-\uffff]/i.test(name)) failAt(16867, `'${name}' starts with an invalid character for a user variable name`)
  if (!/^[\w\u0080-\uffff]*$/.test(name)) failAt(16868, `'${name}' contains an invalid character for a variable name`)
  if (name === 'REMOVE' && !rest) return constant(undefined)
  if (name !== 'ROOT' && name !== 'CURRENT')
    return /^[A-Z]/.test(name) ? refuse(`The variable $$${name}`) : failAt(17276, `Use of undefined variable: ${name}`)
  if (rest) return compilePath(rest, scope)
  scope.reads.add(WHOLE)
  return (doc) => doc
}

function compilePath(text: string, scope: Scope): Expression {
  if (text === '') failAt(16872, "'$' by itself is not a valid FieldPath")
  const { names } = parseFieldPath(text)
  scope.reads.add(text)
  const [only] = names
  return names.length === 1 ? (doc) => field(doc, only!) : (doc) => valueAt(doc, names)
}

function compileObject(spec: Value, scope: Scope): Expression {
  const inputs = fieldsOf(spec).map(([name, value]) => {
    if (name === '') failAt(15998, 'FieldPath field names may not be empty strings.')
    if (name.startsWith('$')) failAt(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.")
    if (name.includes('.')) failAt(16412, "FieldPath field names may not contain '.'. Consider using $getField or $setField.")
    return { name, run: compile(value, scope) }
  })
  return folded(inputs.map(({ run }) => run), (doc) => documentValue(inputs.map(({ name, run }) => [name, run(doc)])))
}

function compileOperator(spec: Value, scope: Scope): Expression {
  const [[name, operand], ...others] = fieldsOf(spec) as [[string, Value]]
  if (others.length > 0) failAt(15983, `An object representing an expression must have exactly one field: ${[...fieldMap(spec).keys()].join(', ')}`)
  const operator = rowOf(EXPRESSIONS, REFUSED_EXPRESSIONS, name, () => fail('InvalidPipelineOperator', `Unrecognized expression '${name}'`))
  return operator(operand, (value) => compile(value, scope), name)
}

/** Named arguments, each with the number of the error that it is missing, or 0 if it may be; and the errors of anything else. */
export interface Names {
  names: Record<string, number>
  notObject: number
  unknown: number
}

/** The arguments of `who` in the order of their names, undefined for what is not given. */
export function namedArguments(who: string, operand: Value, { names, notObject, unknown }: Names): (Value | undefined)[] {
  if (!operand.isObject) failAt(notObject, `${who} requires an object as its argument, found: ${typeName(operand.type)}`)
  const given = fieldMap(operand)
  for (const name of given.keys()) if (!Object.hasOwn(names, name)) failAt(unknown, `Unrecognized argument to ${who}: ${name}`)
  return Object.entries(names).map(([name, missing]) =>
    given.get(name) ?? (missing ? failAt(missing, `Missing '${name}' parameter to ${who}`) : undefined))
}
