import { fail, refuse, rowOf } from '../error.ts'
import { checkStored } from '../value/check.ts'
import { arrayItems, fieldsOf, firstName, isEmpty, isOperatorDocument } from '../value/elements.ts'
import { type Path, type Test, anyAt, parsePath } from '../value/path.ts'
import { TYPE, type Value } from '../value/value.ts'
import { type Matcher, OPERATORS, REFUSED_OPERATORS } from './operators.ts'

/** A condition, ready to test documents and plain enough for the planner to read. */
export type Filter = Matcher & ({ kind: 'and' | 'or' | 'nor'; parts: Filter[] } | { kind: 'field'; condition: Condition })
/** One operator on one path; negation is not in its test, `matches` has it. */
export interface Condition { path: Path; operator: string; operand: Value; test: Test }

/** All of these; nested ands are one and, so that the planner sees every condition at once. */
export function all(nested: Filter[]): Filter & { kind: 'and' } {
  const parts = nested.flatMap((part) => (part.kind === 'and' ? part.parts : [part]))
  return { kind: 'and', parts, matches: (doc) => parts.every((p) => p.matches(doc)), passes: (value) => parts.every((p) => p.passes(value)) }
}

const any = (parts: Filter[]): Filter =>
  ({ kind: 'or', parts, matches: (doc) => parts.some((p) => p.matches(doc)), passes: (value) => parts.some((p) => p.passes(value)) })
const none = (parts: Filter[]): Filter =>
  ({ kind: 'nor', parts, matches: (doc) => !parts.some((p) => p.matches(doc)), passes: (value) => !parts.some((p) => p.passes(value)) })

export const LOGICAL: Record<string, (parts: Filter[]) => Filter> = { $and: all, $or: any, $nor: none }
export const REFUSED_TOP_LEVEL = '$expr $where $text $jsonSchema $sampleRate $alwaysTrue $alwaysFalse'.split(' ')

/** Compiles a filter document; the errors are MongoDB's. */
export function parseFilter(doc: Value): Filter {
  checkStored(doc)
  return parseAll(doc)
}

function parseAll(doc: Value): Filter {
  const parts = fieldsOf(doc).flatMap(([name, operand]) => {
    if (!name.startsWith('$')) return parseField(parsePath(name), operand)
    return name === '$comment' ? [] : [parseLogical(name, operand)]
  })
  return parts.length === 1 ? parts[0]! : all(parts)
}

function parseLogical(name: string, operand: Value): Filter {
  const combine = rowOf(LOGICAL, REFUSED_TOP_LEVEL, name, () =>
    fail('BadValue', `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`))
  if (!operand.isArray) fail('BadValue', `${name} must be an array`)
  const items = arrayItems(operand)
  if (items.length === 0) fail('BadValue', '$and/$or/$nor must be a nonempty array')
  if (!items.every(({ isObject }) => isObject)) fail('BadValue', '$or/$and/$nor entries need to be full objects')
  return combine(items.map(parseAll))
}

function parseField(path: Path, operand: Value): Filter[] {
  if (operand.type === TYPE.regex) refuse('$regex')
  if (!isOperatorDocument(operand)) return [onField(path, '$eq', operand)]
  return fieldsOf(operand).flatMap(([name, inner]) => (Object.hasOwn(COMPOSED, name) ? COMPOSED[name]!(path, inner) : [onField(path, name, inner)]))
}

function onField(path: Path, operator: string, operand: Value): Filter {
  const { compile, leaf, negated } = rowOf(OPERATORS, REFUSED_OPERATORS, operator, () => fail('BadValue', `unknown operator: ${operator}`))
  const test = compile(operand, (inner, onValues) => (onValues ? all(parseField(ELEMENT, inner)) : parseAll(inner)))
  const matches = (doc: Value) => anyAt(doc, path, test, leaf)
  const matcher: Matcher = negated?.(operand) ? { matches: (doc) => !matches(doc), passes: (value) => !test(value) } : { matches, passes: test }
  return { kind: 'field', condition: { path, operator, operand, test }, ...matcher }
}

const ELEMENT = parsePath('element')

/** The operators of a field that are made of others. */
export const COMPOSED: Record<string, (path: Path, operand: Value) => Filter[]> = {
  $not(path, operand) {
    if (operand.type === TYPE.regex) refuse('$regex')
    if (!operand.isObject) fail('BadValue', '$not needs a regex or a document')
    if (isEmpty(operand)) fail('BadValue', '$not cannot be empty')
    if (!isOperatorDocument(operand)) fail('BadValue', `unknown operator: ${firstName(operand)}`)
    return [none([all(parseField(path, operand))])]
  },
  /** The conjunction of its operands, each free to match at another place of the path. */
  $all(path, operand) {
    if (!operand.isArray) fail('BadValue', '$all needs an array')
    const items = arrayItems(operand)
    if (items.some((item) => isOperatorDocument(item) && firstName(item) !== '$elemMatch')) fail('BadValue', 'no $ expressions in $all')
    return items.length === 0 ? [onField(path, '$in', operand)] : items.flatMap((item) => parseField(path, item))
  },
}
