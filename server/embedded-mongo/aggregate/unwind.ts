import { failAt, refuse } from '../error.ts'
import { type Documents, PAUSE } from '../plan/turn.ts'
import { addChange, project, wholeShape } from '../query/projection.ts'
import { arrayItems, field } from '../value/elements.ts'
import { isTruthy } from '../value/number.ts'
import { type Path, parseFieldPath } from '../value/path.ts'
import { NULL, TYPE, type Value, isNullish, longValue, textOf } from '../value/value.ts'
import { documentValue } from '../value/writer.ts'
import { type Names, type Scope, WHOLE, namedArguments } from './expression.ts'
import type { Stage } from './stages.ts'

const OPTIONS: Names = { names: { path: 28812, includeArrayIndex: 0, preserveNullAndEmptyArrays: 0 }, notObject: 15981, unknown: 28811 }

export function parseUnwind(spec: Value, scope: Scope): Stage {
  scope.reads.add(WHOLE)
  const options = spec.type === TYPE.string ? documentValue([['path', spec]]) : spec
  const [path, index, preserve] = namedArguments('$unwind', options, OPTIONS) as [Value, Value?, Value?]
  if (path.type !== TYPE.string) failAt(28808, 'expected a string as the path for $unwind stage')
  if (!textOf(path).startsWith('$')) failAt(28818, `path option to $unwind stage should be prefixed with a '$': ${textOf(path)}`)
  if (preserve && preserve.type !== TYPE.bool) failAt(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage')
  const at = index?.type === TYPE.string ? textOf(index) : ''
  if (index && at === '') failAt(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage')
  if (at.startsWith('$')) failAt(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${at}`)
  const array = parseFieldPath(textOf(path).slice(1))
  const position = index && parseFieldPath(at)
  return { run: (documents) => unwound(documents, array, position, isTruthy(preserve)) }
}

const within = (): never => refuse('An array index inside the unwound field')

function* unwound(documents: Documents<Value>, path: Path, position: Path | undefined, preserve: boolean): Documents<Value> {
  let item: Value | undefined
  let index = NULL
  const [numbered, unwinding] = [wholeShape(), wholeShape()]
  addChange(unwinding, path, () => item, within)
  if (position) for (const shape of [numbered, unwinding]) addChange(shape, position, () => index, within)
  for (const doc of documents) {
    const array = doc === PAUSE ? undefined : reached(doc, path)
    const items = array?.isArray ? arrayItems(array) : []
    if (doc === PAUSE) yield PAUSE
    else if (items.length === 0 && (preserve || !(array?.isArray || isNullish(array)))) {
      item = undefined
      index = NULL
      yield project(doc, array?.isArray ? unwinding : numbered)
    } else
      for (const [i, each] of items.entries()) {
        item = each
        index = longValue(BigInt(i))
        yield project(doc, unwinding)
      }
  }
}

/** The value at the path, through documents alone. */
const reached = (doc: Value, { names }: Path) =>
  names.reduce<Value | undefined>((value, name) => (value?.isObject ? field(value, name) : undefined), doc)
