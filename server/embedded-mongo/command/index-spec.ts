import { fail, refuse } from '../error.ts'
import { parseFilter } from '../query/filter.ts'
import type { Collection } from '../store/collection.ts'
import { type Index, specField } from '../store/index.ts'
import { equal } from '../value/compare.ts'
import { Elements, fieldMap, isEmpty, isOperatorDocument } from '../value/elements.ts'
import { type Value, TRUE, TYPE, intValue, isNumber, isTruthy, stringValue, textOf, toNumber, typeName } from '../value/value.ts'
import { documentValue } from '../value/writer.ts'
import { Options } from './options.ts'

export const INDEX = new Options(
  { key: 'object', name: 'string', unique: 'bool', partialFilterExpression: 'object', expireAfterSeconds: 'numeric', v: 'number' },
  'background ns dropDups',
  'sparse hidden collation weights default_language language_override textIndexVersion 2dsphereIndexVersion bits min max bucketSize storageEngine wildcardProjection clustered prepareUnique',
)

const cannot = (why: string) => fail('CannotCreateIndex', why)
const required = (name: string) => fail('FailedToParse', `The '${name}' field is a required property of an index specification`)

/** Checks one wanted index and writes its description the way `listIndexes` shows it. */
export function indexSpec(wanted: Value): Value {
  const { key = required('key'), name = required('name'), unique, partialFilterExpression, expireAfterSeconds } = INDEX.readDocument(wanted, 'createIndexes.indexes')
  checkKey(key)
  if (partialFilterExpression) checkPartial(partialFilterExpression)
  if (expireAfterSeconds) checkSeconds(toNumber(expireAfterSeconds), key)
  return documentValue([
    ['v', intValue(2)], ['key', key], ['name', stringValue(name)], ['unique', unique ? TRUE : undefined],
    ['partialFilterExpression', partialFilterExpression], ['expireAfterSeconds', expireAfterSeconds],
  ])
}

function checkKey(key: Value) {
  if (isEmpty(key)) cannot('Index keys cannot be an empty object.')
  const fields = fieldMap(key)
  if (fields.size > 32) cannot('Index has too many fields, at most 32 are allowed')
  for (const [path, direction] of fields) {
    const parts = path.split('.')
    if (direction.type === TYPE.string) refuse(`An index of type '${textOf(direction)}'`)
    if (!isNumber(direction)) cannot(`Values in v:2 index key pattern cannot be of type ${typeName(direction.type)}. Only numbers > 0, numbers < 0, and strings are allowed.`)
    if (!toNumber(direction)) cannot('Values in the index key pattern cannot be 0.')
    if (path.includes('$**')) refuse('A wildcard index')
    if (parts.includes('')) cannot('Index keys cannot contain an empty field.')
    if (parts.some((part) => part.startsWith('$'))) cannot("Index key contains an illegal field name: field name starts with '$'.")
    if (parts.some((part) => /^\d+$/.test(part))) refuse(`An index on an array position ('${path}')`)
  }
}

const PARTIAL_OPERATORS = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'])

/** Only conjunctions of what the planner can see through; MongoDB has a similar list. */
function checkPartial(partial: Value) {
  for (const e = new Elements(partial); e.next(); ) {
    if (e.name.startsWith('$')) refuse(`${e.name} in a partialFilterExpression`)
    const operand = e.value()
    for (const [name, inner] of isOperatorDocument(operand) ? fieldMap(operand) : [])
      if (!PARTIAL_OPERATORS.has(name) || (name === '$exists' && !isTruthy(inner))) cannot(`Expression not supported in partial index: ${e.name} ${name}`)
  }
  parseFilter(partial)
}

function checkSeconds(seconds: number, key: Value) {
  if (!(seconds >= 0 && seconds <= 2147483647)) cannot(`TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number than ${seconds}`)
  if (fieldMap(key).size > 1) cannot('TTL indexes are single-field indexes, compound indexes do not support TTL.')
}

function sameOption(a: Value, b: Value, name: string): boolean {
  const [x, y] = [specField(a, name), specField(b, name)]
  return x && y ? equal(x, y) : x === y
}

/** The index that is the wanted one already; an error if one stands in its way. */
export function existingIndex({ indexes }: Collection, spec: Value): Index | undefined {
  const name = textOf(specField(spec, 'name')!)
  for (const index of indexes) {
    const keyIsSame = sameOption(index.spec, spec, 'key') && sameOption(index.spec, spec, 'partialFilterExpression')
    const same = keyIsSame && (index.isId || (sameOption(index.spec, spec, 'unique') && sameOption(index.spec, spec, 'expireAfterSeconds')))
    if (same && (index.isId || index.name === name)) return index
    if (index.name === name)
      fail(keyIsSame ? 'IndexOptionsConflict' : 'IndexKeySpecsConflict', `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${name}, existing index: ${index.name}`)
    if (keyIsSame) fail('IndexOptionsConflict', `Index already exists with a different name: ${index.name}`)
  }
  return undefined
}
