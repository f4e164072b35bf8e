import { compare } from '../value/compare.ts';
import { keyText } from '../value/key.ts';
import { isNumber } from '../value/number.ts';
import { NULL, type Value, doubleValue, intValue, isNullish } from '../value/value.ts';
import { arrayValue } from '../value/writer.ts';
import { Total } from './arithmetic.ts';

/** What a group gathers of one field. Values that are kept are copied out of their documents. */
export interface Accumulator {
  add: (value: Value | undefined) => void;
  result: () => Value;
  /** Bytes held, for the memory limit; absent where they do not grow. */
  bytes?: () => number;
}

function sum(): Accumulator {
  const total = new Total();
  return {
    add: (value) => {
      if (value && isNumber(value)) total.add(value);
    },
    result: () => total.toValue(),
  };
}

function average(): Accumulator {
  const total = new Total();
  let count = 0;
  return {
    add: (value) => {
      if (!value || !isNumber(value)) return;
      total.add(value);
      count++;
    },
    result: () => (count === 0 ? NULL : doubleValue(total.toNumber() / count)),
  };
}

/** The least or the greatest; null and missing do not count. */
const extreme = (sign: 1 | -1) => (): Accumulator => {
  let best: Value | undefined;
  return {
    add: (value) => {
      if (isNullish(value) || (best && compare(value!, best) * sign >= 0)) return;
      best = value!.detached();
    },
    result: () => best ?? NULL,
  };
};

function first(): Accumulator {
  let kept: Value | undefined;
  return { add: (value) => void (kept ??= value?.detached() ?? NULL), result: () => kept ?? NULL };
}

function last(): Accumulator {
  let kept: Value | undefined;
  return { add: (value) => void (kept = value), result: () => kept ?? NULL };
}

function push(): Accumulator {
  const items: Value[] = [];
  let bytes = 0;
  return {
    add: (value) => {
      if (!value) return;
      items.push(value.detached());
      bytes += value.end - value.at + 64;
    },
    result: () => arrayValue(items),
    bytes: () => bytes,
  };
}

function addToSet(): Accumulator {
  const items = new Map<string, Value>();
  let bytes = 0;
  return {
    add: (value) => {
      const text = value && keyText(value);
      if (text === undefined || items.has(text)) return;
      items.set(text, value!.detached());
      bytes += 2 * (value!.end - value!.at) + 128;
    },
    result: () => arrayValue(items.values()),
    bytes: () => bytes,
  };
}

function count(): Accumulator {
  let n = 0;
  return { add: () => void n++, result: () => intValue(n) };
}

/** Every accumulator there is. */
export const ACCUMULATORS: Record<string, () => Accumulator> = {
  $sum: sum,
  $avg: average,
  $min: extreme(1),
  $max: extreme(-1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $count: count,
};

export const REFUSED_ACCUMULATORS = [
  '$accumulator', '$bottom', '$bottomN', '$firstN', '$lastN', '$maxN', '$minN', '$top', '$topN', '$median', '$percentile',
  '$mergeObjects', '$stdDevPop', '$stdDevSamp',
];
