import { failAt } from '../error.ts'
import { Elements, arrayItems, field } from './elements.ts'
import { TYPE, type Value } from './value.ts'
import { arrayValue, writer } from './writer.ts'

/** A dotted path, cut once; `indexes` are the segments as array indexes, or -1. */
export interface Path { readonly text: string; readonly names: Buffer[]; readonly indexes: number[] }

export function parsePath(text: string): Path {
  const parts = text.split('.')
  const indexes = parts.map((part) => (/^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : -1))
  return { text, indexes, names: parts.map((part) => Buffer.from(part)) }
}

/** A path as sorts, projections and expressions take it; the errors are MongoDB's. */
export function parseFieldPath(text: string): Path {
  if (text === '') failAt(40352, 'FieldPath cannot be constructed with empty string')
  if (text.endsWith('.')) failAt(40353, "FieldPath must not end with a '.'.")
  if (text.startsWith('.') || text.includes('..')) failAt(15998, 'FieldPath field names may not be empty strings.')
  if (/(^|\.)\$/.test(text)) failAt(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.")
  return parsePath(text)
}

export type Test = (value: Value | undefined) => boolean
/** Whether an array at the end of a path is tested by element and whole, or only whole. */
export type Leaf = 'each' | 'whole'

/**
 * Whether any value that a query's path reaches passes: arrays on the way are searched element by
 * element (and by index, if the segment is a number); a missing value is tested as undefined.
 */
export function anyAt(doc: Value, path: Path, test: Test, leaf: Leaf, from = 0): boolean {
  let value: Value | undefined = doc
  for (let i = from; i < path.names.length; i++) {
    value = value.isObject ? field(value, path.names[i]!) : undefined
    if (value === undefined) return test(undefined)
    if (value.isArray && i + 1 < path.names.length) return anyInArray(value, path, test, leaf, i + 1)
  }
  return (leaf === 'each' && value.isArray && anyElement(value, test)) || test(value)
}

export function anyElement(array: Value, test: (item: Value) => boolean): boolean {
  for (const e = new Elements(array); e.next(); ) if (test(e.value())) return true
  return false
}

function anyInArray(array: Value, path: Path, test: Test, leaf: Leaf, i: number): boolean {
  let index = path.indexes[i]!
  return anyElement(array, (item) => {
    if (item.isObject && anyAt(item, path, test, leaf, i)) return true
    if (index-- !== 0) return false
    if (i + 1 === path.names.length) return test(item)
    return item.isArray ? anyInArray(item, path, test, leaf, i + 1) : item.isObject && anyAt(item, path, test, leaf, i + 1)
  })
}

/** What `distinct` collects: like a query's path, arrays at the end by element, nothing missing. */
export function collectAt(doc: Value, path: Path, collect: (value: Value) => void) {
  anyAt(doc, path, (value) => {
    if (value?.isArray) arrayItems(value).forEach(collect)
    else if (value) collect(value)
    return false
  }, 'whole')
}

/** What an expression's path reaches: through an array, an array of what its documents have there. */
export function valueAt(value: Value, names: Buffer[], i = 0): Value | undefined {
  if (i === names.length) return value
  if (value.isObject) {
    const next = field(value, names[i]!)
    return next && valueAt(next, names, i + 1)
  }
  if (!value.isArray) return undefined
  const found: Value[] = []
  for (const e = new Elements(value); e.next(); ) {
    const item = e.type === TYPE.object || e.type === TYPE.array ? valueAt(e.value(), names, i) : undefined
    if (item) found.push(item)
  }
  return arrayValue(found)
}

/** What is to be done at paths of a document, as a tree of names: a node has children, or a leaf that says what is to be done. */
export interface Tree<T> { readonly name: Buffer; readonly children: Tree<T>[]; leaf?: T }
export const emptyTree = <T>(name: Buffer = Buffer.alloc(0)): Tree<T> => ({ name, children: [] })

/** Hangs a leaf at a path. Where another is at the same place, or one inside the other, `collide` is told after how many names. */
export function plant<T>(root: Tree<T>, { names }: Path, leaf: T, collide: (depth: number) => never) {
  let node = root
  names.forEach((name, depth) => {
    const known = node.children.find((child) => child.name.equals(name))
    if (known && (known.leaf !== undefined || depth === names.length - 1)) collide(depth)
    const next = known ?? emptyTree<T>(name)
    if (!known) node.children.push(next)
    node = next
  })
  node.leaf = leaf
}

/** The node for the element the cursor is at. */
export function childFor<T>({ children }: Tree<T>, e: Elements): Tree<T> | undefined {
  for (const child of children) if (e.is(child.name)) return child
  return undefined
}

/** Writes a document anew: `visit` what has a node; the rest is copied byte for byte, or left out. */
export function rewrite<T>(owner: Value, node: Tree<T>, keepsOthers: boolean, visit: (child: Tree<T>, e: Elements) => void) {
  const e = new Elements(owner)
  let kept = e.end
  while (e.next()) {
    const child = childFor(node, e)
    if (!child) continue
    if (keepsOthers) writer.raw(e.bytes, kept, e.from)
    visit(child, e)
    kept = e.end
  }
  if (keepsOthers) writer.raw(e.bytes, kept, e.end)
}
