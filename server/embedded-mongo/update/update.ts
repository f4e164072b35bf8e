import { fail, failAt, refuse, rowOf } from '../error.ts'
import type { Filter } from '../query/filter.ts'
import { checkStored } from '../value/check.ts'
import { equal } from '../value/compare.ts'
import { Elements, arrayItems, field, fieldsOf, isOperatorDocument } from '../value/elements.ts'
import { type Path, type Tree, emptyTree, parsePath, plant, rewrite } from '../value/path.ts'
import { printValue } from '../value/print.ts'
import { EMPTY_DOCUMENT, NULL, type Value, typeName } from '../value/value.ts'
import { indexName, writer } from '../value/writer.ts'
import { type Absent, type Change, type Place, REFUSED_UPDATE_OPERATORS, UPDATE_OPERATORS, lastName } from './operators.ts'

/** MongoDB's limit on a document. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
export const ID = Buffer.from('_id')

/** An update, checked and compiled once for all the documents it meets. */
export interface Update {
  replacement: boolean
  /** The document after the update; the same Value if nothing changes. */
  apply: (doc: Value, inserting: boolean) => Value
}

export function parseUpdate(spec: Value): Update {
  if (spec.isArray) refuse('An aggregation pipeline as an update')
  if (!spec.isObject) fail('FailedToParse', 'Update argument must be either an object or an array')
  checkStored(spec)
  const replacement = !isOperatorDocument(spec)
  const update = replacement ? parseReplacement(spec) : parseOperators(spec)
  return {
    replacement,
    apply(doc, inserting) {
      const after = update(doc, inserting)
      if (after.end - after.at > MAX_DOCUMENT_BYTES) failAt(17419, `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`)
      return doc.slice().equals(after.slice()) ? doc : after
    },
  }
}

function parseReplacement(spec: Value): Update['apply'] {
  for (const [name] of fieldsOf(spec))
    if (name.startsWith('$'))
      fail('DollarPrefixedFieldName', `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`)
  const given = field(spec, ID)
  return (doc) => {
    const id = field(doc, ID)
    if (id && given && !equal(id, given))
      fail('ImmutableField', `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${printValue(given)}`)
    return withId(spec, id ?? given)
  }
}

/** The document with this `_id` in front, or without any. */
export function withId(doc: Value, id: Value | undefined): Value {
  const mark = writer.begin()
  if (id) writer.put(ID, id)
  for (const e = new Elements(doc); e.next(); ) if (!e.is(ID)) writer.raw(e.bytes, e.from, e.end)
  return writer.finish(mark)
}

function parseOperators(spec: Value): Update['apply'] {
  const [always, onInsert] = [noChanges(), noChanges()]
  for (const [name, operand] of fieldsOf(spec)) {
    const { compile, onlyInsert, absent } = rowOf(UPDATE_OPERATORS, REFUSED_UPDATE_OPERATORS, name, () =>
      fail('FailedToParse', `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`))
    if (!operand.isObject)
      fail('FailedToParse', `Modifiers operate on fields but we found type ${typeName(operand.type)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${printValue(operand)}}`)
    for (const [text, value] of fieldsOf(operand)) {
      const path = parseUpdatePath(text)
      const change = compile(value, text)
      if (!onlyInsert) addChange(always, path, change, absent)
      addChange(onInsert, path, change, absent)
    }
  }
  return (doc, inserting) => {
    const before = field(doc, ID)
    const changed = applyChanges(doc, inserting ? onInsert : always, { path: '', id: () => (before ? `{_id: ${printValue(before)}}` : '{}') })
    const after = field(changed, ID)
    if (before && !(after && equal(before, after)))
      fail('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'")
    return changed
  }
}

/** What an upsert starts from: the fields that the filter pins to one value; of a replacement the `_id` only. */
export function upsertSeed(filter: Filter, replacement: boolean): Value {
  const seed = noChanges()
  addPinned(filter, seed, replacement)
  return applyChanges(EMPTY_DOCUMENT, seed, { path: '', id: () => '{}' })
}

function addPinned(filter: Filter, seed: Changes, idOnly: boolean) {
  if (filter.kind === 'field') {
    const { path, operator, operand } = filter.condition
    const values = operator === '$eq' ? [operand] : operator === '$in' ? arrayItems(operand) : []
    if (values.length !== 1 || (idOnly && path.names[0]!.compare(ID) !== 0)) return
    if (idOnly && path.names.length > 1) fail('NotExactValueField', `field at '_id' must be exactly specified, field at sub-path '${path.text}'found`)
    plant(seed, path, { change: () => values[0], absent: 'create' }, () =>
      fail('NotSingleValueField', `cannot infer query fields to set, path '${path.text}' is matched twice`))
  } else if (filter.kind === 'and' || (filter.kind === 'or' && filter.parts.length === 1)) for (const part of filter.parts) addPinned(part, seed, idOnly)
}

/** The changes of one update by path, so that one walk over the document makes them all. */
type Changes = Tree<{ change: Change; absent: Absent }>

const noChanges = (): Changes => emptyTree()

/** A path in an update; the errors are MongoDB's. */
function parseUpdatePath(text: string): Path {
  if (text === '') fail('EmptyFieldName', 'An empty update path is not valid.')
  for (const name of text.split('.')) {
    if (name === '') fail('EmptyFieldName', `The update path '${text}' contains an empty field name, which is not allowed.`)
    if (name === '$' || name.startsWith('$[')) refuse(`The positional operator in '${text}'`)
    if (name.startsWith('$')) fail('DollarPrefixedFieldName', `The dollar ($) prefixed field '${name}' in '${text}' is not valid for storage.`)
  }
  return parsePath(text)
}

/** Adds a change; two on one path, or one inside another, are a conflict. */
function addChange(changes: Changes, path: Path, change: Change, absent: Absent = 'create') {
  plant(changes, path, { change, absent }, (depth) => {
    const at = path.names.slice(0, depth + 1).join('.')
    return fail('ConflictingUpdateOperators', `Updating the path '${path.text}' would create a conflict at '${at}'`)
  })
}

/**
 * The document or array with the changes made; what they do not name is copied byte for byte. An element that is unset
 * stays as null, and an array is padded with nulls: the others keep their places.
 */
function applyChanges(owner: Value, changes: Changes, place: Place): Value {
  const mark = writer.begin()
  const left = new Set(changes.children)
  const put = (name: Buffer | string, value: Value | undefined) => value && writer.put(name, value)
  rewrite(owner, changes, true, (child, e) =>
    put(child.name, (left.delete(child) ? changed(e.value(), child, place) : e.value()) ?? (owner.isArray ? NULL : undefined)))
  let length = owner.isArray ? arrayItems(owner).length : Infinity
  for (const child of [...left].sort(byFieldName)) {
    const index = indexOf(child)
    if (owner.isArray && Number.isNaN(index) && !allSkip(child, ['skip-always'])) notViable(child, place, owner)
    const value = changed(undefined, child, place)
    if (value && index > length + MAX_PADDING) fail('BadValue', `can't backfill more than ${MAX_PADDING} elements in array`)
    for (; value && length < index; length++) writer.put(indexName(length), NULL)
    put(child.name, value)
    if (value) length++
  }
  return writer.finish(mark, owner.type)
}

/** An index of an array, or NaN. */
const indexOf = ({ name }: Changes) => (/^(0|[1-9]\d*)$/.test(name.toString()) ? Number(name) : NaN)
/** New fields come in MongoDB's order: numbers by size, names by their letters. */
const byFieldName = (a: Changes, b: Changes) => indexOf(a) - indexOf(b) || Buffer.compare(a.name, b.name)

/** What becomes of a field or element, if there is one. */
function changed(current: Value | undefined, node: Changes, outer: Place): Value | undefined {
  const place = { path: outer.path === '' ? node.name.toString() : `${outer.path}.${node.name}`, id: outer.id }
  if (!current && allSkip(node, ['skip', 'skip-always'])) return undefined
  if (node.leaf) return node.leaf.change(current, place)
  if (!current || current.isObject || current.isArray) return applyChanges(current ?? EMPTY_DOCUMENT, node, place)
  return allSkip(node, ['skip-always']) ? current : notViable(node.children[0]!, place, current)
}

/** Whether all changes here and below pass over what is not there. */
const allSkip = ({ leaf, children }: Changes, ways: Absent[]): boolean =>
  leaf ? ways.includes(leaf.absent) : children.every((child) => allSkip(child, ways))

const notViable = ({ name }: Changes, { path }: Place, value: Value) =>
  fail('PathNotViable', `Cannot create field '${name}' in element {${lastName(path)}: ${printValue(value)}}`)

/** MongoDB's bound on how far past its end an array may be padded. */
const MAX_PADDING = 1500000
