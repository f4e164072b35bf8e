import { fail, failAt, rowOf } from '../error.ts'
import { type Documents, mapped, streamed, taken } from '../turn.ts'
import { MAX_STAGE_BYTES } from '../query/sort.ts'
import { compare } from '../value/compare.ts'
import { fieldsOf, isEmpty, isOperatorDocument } from '../value/elements.ts'
import { keyText } from '../value/key.ts'
import { type Value, NULL, TYPE, doubleValue, intValue, isNullish, isNumber, textOf } from '../value/value.ts'
import { arrayValue, documentValue } from '../value/writer.ts'
import { Total } from './arithmetic.ts'
import { type Expression, type Scope, compile, constant } from './expression.ts'
import type { Stage } from './stages.ts'

/** Counts the bytes that growing accumulators hold, for the memory limit. */
interface Memory {
  bytes: number
}

/** What a group gathers of one field: a state that each value is added to. Values that are kept are copied out of their documents. */
interface Accumulator<State = unknown> {
  start: () => State
  add: (state: State, value: Value | undefined, memory: Memory) => State
  result: (state: State) => Value
}

const row = <State>(start: () => State, add: Accumulator<State>['add'], result: (state: State) => Value) => ({ start, add, result }) as Accumulator

const total = (result: (total: Total) => Value) =>
  row(() => new Total(), (sum, value) => (value && isNumber(value) ? sum.add(value) : sum), result)

const kept = (keep: (old: Value | undefined, value: Value | undefined) => Value | undefined) =>
  row<Value | undefined>(() => undefined, keep, (value) => value ?? NULL)

/** The least or the greatest; null and missing do not count. */
const extreme = (sign: 1 | -1) =>
  kept((best, value) => (isNullish(value) || (best && compare(value!, best) * sign >= 0) ? best : value!.detached()))

function copied(value: Value, memory: Memory): Value {
  memory.bytes += 2 * (value.end - value.at) + 100
  return value.detached()
}

/** Every accumulator there is. */
export const ACCUMULATORS: Record<string, Accumulator> = {
  $sum: total((sum) => sum.toValue()),
  $avg: total((sum) => (sum.count === 0 ? NULL : doubleValue(sum.toNumber() / sum.count))),
  $min: extreme(1),
  $max: extreme(-1),
  $first: kept((first, value) => first ?? value?.detached() ?? NULL),
  $last: kept((_, value) => value),
  $count: row(() => 0, (n) => n + 1, intValue),
  $push: row((): Value[] => [], (items, value, memory) => {
    if (value) items.push(copied(value, memory))
    return items
  }, arrayValue),
  $addToSet: row(() => new Map<string, Value>(), (items, value, memory) => {
    const text = value ? keyText(value) : ''
    if (value && !items.has(text)) items.set(text, copied(value, memory))
    return items
  }, (items) => arrayValue(items.values())),
}

export const REFUSED_ACCUMULATORS = (
  '$accumulator $bottom $bottomN $firstN $lastN $maxN $minN $top $topN $median $percentile $mergeObjects $stdDevPop $stdDevSamp'
).split(' ')

interface Field { name: string; accumulator: Accumulator; input: Expression }

export function parseGroup(spec: Value, scope: Scope): Stage {
  if (!spec.isObject) failAt(15947, "a group's fields must be specified in an object")
  const fields = fieldsOf(spec)
  const gathered = fields.filter(([name]) => name !== '_id').map(([name, value]) => parseField(name, value, scope))
  const [, id] = fields.find(([name]) => name === '_id') ?? failAt(15955, 'a group specification must include an _id')
  if (id.isObject && !isOperatorDocument(id) && fieldsOf(id).some(([, value]) => isNumber(value) || value.type === TYPE.bool))
    failAt(17390, '$group does not support inclusion-style expressions')
  const key = compile(id, scope)
  return { run: (documents) => group(documents, key, gathered, '_id'), narrows: true }
}

function parseField(name: string, spec: Value, scope: Scope): Field {
  if (!isOperatorDocument(spec)) failAt(40234, `The field '${name}' must be an accumulator object`)
  if (name.includes('.')) failAt(40235, `The field name '${name}' cannot contain '.'`)
  if (name.startsWith('$')) failAt(40236, `The field name '${name}' cannot be an operator name`)
  const [[operator, operand], second] = fieldsOf(spec) as [[string, Value], unknown]
  if (second) failAt(40238, `The field '${name}' must specify one accumulator`)
  const accumulator = rowOf(ACCUMULATORS, REFUSED_ACCUMULATORS, operator, () => failAt(15952, `unknown group operator '${operator}'`))
  if (operand.isArray) failAt(40237, `The ${operator} accumulator is a unary operator`)
  if (operator === '$count' && !(operand.isObject && isEmpty(operand))) fail('TypeMismatch', '$count takes no arguments, i.e. $count:{}')
  return { name, accumulator, input: compile(operand, scope) }
}

function* group(documents: Documents<Value>, key: Expression, fields: Field[], idName?: '_id'): Documents<Value> {
  const groups = new Map<string, { id: Value; states: unknown[] }>()
  const memory = { bytes: 0 }
  yield* taken(documents, (doc) => {
    const id = key(doc) ?? NULL
    const text = keyText(id)
    let found = groups.get(text)
    if (!found) {
      groups.set(text, (found = { id: id.detached(), states: fields.map(({ accumulator }) => accumulator.start()) }))
      memory.bytes += 2 * text.length + 200 + fields.length * 100
    }
    const { states } = found
    for (let i = 0; i < fields.length; i++) states[i] = fields[i]!.accumulator.add(states[i], fields[i]!.input(doc), memory)
    if (memory.bytes > MAX_STAGE_BYTES)
      fail('QueryExceededMemoryLimitNoDiskUseAllowed', `Exceeded memory limit for $group of ${MAX_STAGE_BYTES} bytes; this server does not spill to disk`)
  })
  yield* mapped(streamed(groups.values()), ({ id, states }) => {
    const results = fields.map(({ name, accumulator }, i) => [name, accumulator.result(states[i])] as const)
    return documentValue(idName ? [[idName, id], ...results] : results)
  })
}

/** `$count` is a group of everything, without an `_id`. */
export function parseCount(spec: Value): Stage {
  const name = spec.type === TYPE.string ? textOf(spec) : failAt(40156, 'the count field must be a non-empty string')
  if (name === '') failAt(40157, 'the count field must be a non-empty string')
  if (name.startsWith('$')) failAt(40158, 'the count field cannot be a $-prefixed path')
  if (name.includes('.')) failAt(40160, "the count field cannot contain '.'")
  const counter: Field = { name, accumulator: ACCUMULATORS.$count!, input: constant(NULL) }
  return { run: (documents) => group(documents, constant(NULL), [counter]), narrows: true }
}
