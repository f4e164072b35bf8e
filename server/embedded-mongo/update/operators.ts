import { fail, refuse } from '../error.ts'
import { parseFilter } from '../query/filter.ts'
import { compare, equal } from '../value/compare.ts'
import { arrayItems, field, fieldMap, fieldsOf, isOperatorDocument } from '../value/elements.ts'
import { printValue } from '../value/print.ts'
import { type Value, arithmetic, isNumber, typeName, wholeNumber } from '../value/value.ts'
import { arrayValue, documentValue } from '../value/writer.ts'

/** What the new value of a field is, given the old (undefined = missing); undefined removes it. */
export type Change = (current: Value | undefined, at: Place) => Value | undefined
/** Where a change happens, for error messages: the path, and the document as MongoDB prints it: `{_id: 1}`. */
export interface Place { path: string; id: () => string }
/** What becomes of a path that does not exist: it is created, or left alone if it could be, or left alone even where it could not be. */
export type Absent = 'create' | 'skip' | 'skip-always'
/** An operator; `onlyInsert` if it works only in the insert of an upsert. */
export interface UpdateOperator { compile: (operand: Value, path: string) => Change; absent?: Absent; onlyInsert?: true }
export const lastName = (path: string) => path.slice(path.lastIndexOf('.') + 1)

function increment(operand: Value, path: string): Change {
  if (!isNumber(operand)) fail('TypeMismatch', `Cannot increment with non-numeric argument: {${path}: ${printValue(operand)}}`)
  return (current, at) => {
    if (current === undefined) return operand
    if (!isNumber(current))
      fail('TypeMismatch', `Cannot apply $inc to a value of non-numeric type. ${at.id()} has the field '${lastName(at.path)}' of non-numeric type ${typeName(current.type)}`)
    return arithmetic('add', current, operand, () => fail('BadValue', `Failed to apply $inc operations to current value (${printValue(current)}) for document ${at.id()}`))
  }
}

/** A change of an array's items; they come back as they are if nothing changes. A missing array is an empty one. */
const onArray = (change: (items: Value[]) => Value[], noArray: (at: Place, type: string) => string): Change => (current, at) => {
  if (current && !current.isArray) fail('BadValue', noArray(at, typeName(current.type)))
  const items = current ? arrayItems(current) : []
  const changed = change(items)
  return current && changed === items ? current : arrayValue(changed)
}

const EACH = Buffer.from('$each')

function push(operand: Value): Change {
  const modified = operand.isObject && field(operand, EACH) !== undefined
  const modifiers = modified ? fieldMap(operand) : new Map<string, Value>()
  for (const name of modifiers.keys()) {
    if (name === '$sort') refuse('$sort in $push')
    if (!['$each', '$slice', '$position'].includes(name)) fail('BadValue', `Unrecognized clause in $push: ${name}`)
  }
  const each = modifiers.get('$each')
  if (each && !each.isArray) fail('BadValue', `The argument to $each in $push must be an array but it was of type: ${typeName(each.type)}`)
  const added = each ? arrayItems(each) : [operand]
  const [slice, position] = ['$slice', '$position'].map((name) => wholeModifier(modifiers.get(name), name))
  return onArray((items) => {
    const all = items.toSpliced(position ?? items.length, 0, ...added)
    return slice === undefined ? all : slice >= 0 ? all.slice(0, slice) : all.slice(slice)
  }, ({ path, id }, type) => `The field '${path}' must be an array but is of type ${type} in document ${id()}`)
}

const wholeModifier = (value: Value | undefined, name: string): number | undefined =>
  value && (wholeNumber(value) ?? fail('BadValue', `The value for ${name} must be an integer value but was given type: ${typeName(value.type)}`))

function addToSet(operand: Value): Change {
  const [first, extra] = operand.isObject ? fieldsOf(operand) : []
  const each = first?.[0] === '$each' ? first[1] : undefined
  if (each && !each.isArray) fail('TypeMismatch', `The argument to $each in $addToSet must be an array but it was of type ${typeName(each.type)}`)
  if (each && extra) fail('BadValue', `Found unexpected fields after $each in $addToSet: ${extra[0]}`)
  const added = each ? arrayItems(each) : [operand]
  return onArray((items) => {
    const set = [...items]
    for (const item of added) if (!set.some((known) => equal(known, item))) set.push(item)
    return set.length === items.length ? items : set
  }, ({ path }, type) => `Cannot apply $addToSet to non-array field. Field named '${lastName(path)}' has non-array type ${type}`)
}

/** A condition of operators is tested on the elements themselves, any other document on their fields. */
function pull(operand: Value): Change {
  const gone = pullTest(operand)
  return onArray((items) => {
    const kept = items.filter((item) => !gone(item))
    return kept.length === items.length ? items : kept
  }, () => 'Cannot apply $pull to a non-array value')
}

function pullTest(operand: Value): (item: Value) => boolean {
  if (!operand.isObject) return (item) => equal(item, operand)
  if (!isOperatorDocument(operand)) {
    const { matches } = parseFilter(operand)
    return (item) => item.isObject && matches(item)
  }
  const { matches } = parseFilter(documentValue([['item', operand]]))
  return (item) => matches(documentValue([['item', item]]))
}

const keepIf = (keeps: (order: number) => boolean) => (operand: Value): Change =>
  (current) => (current && keeps(compare(current, operand)) ? current : operand)

/** Every update operator there is. */
export const UPDATE_OPERATORS: Record<string, UpdateOperator> = {
  $set: { compile: (operand) => () => operand },
  $setOnInsert: { compile: (operand) => () => operand, onlyInsert: true },
  $unset: { compile: () => () => undefined, absent: 'skip-always' },
  $inc: { compile: increment },
  $min: { compile: keepIf((order) => order <= 0) },
  $max: { compile: keepIf((order) => order >= 0) },
  $push: { compile: push },
  $addToSet: { compile: addToSet },
  $pull: { compile: pull, absent: 'skip' },
}

export const REFUSED_UPDATE_OPERATORS = '$mul $rename $currentDate $pop $pullAll $bit $pushAll'.split(' ')
