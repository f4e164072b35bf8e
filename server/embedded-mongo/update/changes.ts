import { fail, refuse } from '../error.ts'
import { Elements } from '../value/elements.ts'
import { type Path, type Tree, childFor, emptyTree, parsePath, plant, rewrite } from '../value/path.ts'
import { printValue } from '../value/print.ts'
import { EMPTY_DOCUMENT, NULL, type Value } from '../value/value.ts'
import { arrayValue, writer } from '../value/writer.ts'
import { type Absent, type Change, type Place, lastName } from './operators.ts'

/** The changes of one update by path, so that one walk over the document makes them all. */
export type Changes = Tree<{ change: Change; absent: Absent }>

export const noChanges = (): Changes => emptyTree()

/** A path in an update; the errors are MongoDB's. */
export function parseUpdatePath(text: string): Path {
  if (text === '') fail('EmptyFieldName', 'An empty update path is not valid.')
  for (const name of text.split('.')) {
    if (name === '') fail('EmptyFieldName', `The update path '${text}' contains an empty field name, which is not allowed.`)
    if (name === '$' || name.startsWith('$[')) refuse(`The positional operator in '${text}'`)
    if (name.startsWith('$')) fail('DollarPrefixedFieldName', `The dollar ($) prefixed field '${name}' in '${text}' is not valid for storage.`)
  }
  return parsePath(text)
}

/** Adds a change; two on one path, or one inside another, are a conflict. */
export function addChange(changes: Changes, path: Path, change: Change, absent: Absent = 'create') {
  plant(changes, path, { change, absent }, (depth) => {
    const at = path.names.slice(0, depth + 1).join('.')
    return fail('ConflictingUpdateOperators', `Updating the path '${path.text}' would create a conflict at '${at}'`)
  })
}

/** The document with the changes made; what they do not name is copied byte for byte. */
export function applyChanges(doc: Value, changes: Changes, place: Place): Value {
  const mark = writer.begin()
  const left = new Set(changes.children)
  rewrite(doc, changes, true, (child, e) => put(child, left.delete(child) ? changed(e.value(), child, place) : e.value()))
  for (const child of [...left].sort(byFieldName)) put(child, changed(undefined, child, place))
  return writer.finish(mark)
}

function put({ name }: Changes, value: Value | undefined) {
  if (value) writer.put(name, value)
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
  if (current?.isArray) return changedArray(current, node, place)
  if (!current || current.isObject) return applyChanges(current ?? EMPTY_DOCUMENT, node, place)
  return allSkip(node, ['skip-always']) ? current : notViable(node.children[0]!, place, current)
}

/** Whether all changes here and below pass over what is not there. */
const allSkip = ({ leaf, children }: Changes, ways: Absent[]): boolean =>
  leaf ? ways.includes(leaf.absent) : children.every((child) => allSkip(child, ways))

const notViable = ({ name }: Changes, { path }: Place, value: Value) =>
  fail('PathNotViable', `Cannot create field '${name}' in element {${lastName(path)}: ${printValue(value)}}`)

/** MongoDB's bound on how far past its end an array may be padded. */
const MAX_PADDING = 1500000

function changedArray(array: Value, node: Changes, place: Place): Value {
  const items: Value[] = []
  for (const e = new Elements(array); e.next(); ) {
    const child = childFor(node, e)
    // An element that is unset stays as null: the ones after it keep their places.
    items.push(child ? (changed(e.value(), child, place) ?? NULL) : e.value())
  }
  const length = items.length
  for (const child of [...node.children].sort(byFieldName)) {
    const index = indexOf(child)
    if (index < length) continue
    if (Number.isNaN(index) && !allSkip(child, ['skip-always'])) notViable(child, place, array)
    const value = changed(undefined, child, place)
    if (!value) continue
    if (index > items.length + MAX_PADDING) fail('BadValue', `can't backfill more than ${MAX_PADDING} elements in array`)
    while (items.length < index) items.push(NULL)
    items.push(value)
  }
  return arrayValue(items)
}
