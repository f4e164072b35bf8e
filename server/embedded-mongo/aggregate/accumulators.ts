import { compare } from '../value/compare.ts'
import { keyText } from '../value/key.ts'
import { isNumber } from '../value/number.ts'
import { NULL, type Value, doubleValue, intValue, isNullish } from '../value/value.ts'
import { arrayValue } from '../value/writer.ts'
import { Total } from './arithmetic.ts'

/** Counts the bytes that growing accumulators hold, for the memory limit. */
export interface Memory {
  bytes: number
}

/** What a group gathers of one field: a state that each value is added to. Values that are kept are copied out of their documents. */
export interface Accumulator<State = unknown> {
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
