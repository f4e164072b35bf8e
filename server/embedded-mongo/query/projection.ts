import { failAt, refuse } from '../error.ts'
import { Elements, fieldsOf, isEmpty, isOperatorDocument } from '../value/elements.ts'
import { type Path, type Tree, emptyTree, parseFieldPath, plant, rewrite } from '../value/path.ts'
import { type Value, EMPTY_DOCUMENT, TRUE, TYPE, isNumber, isTruthy } from '../value/value.ts'
import { indexName, writer } from '../value/writer.ts'

/** What becomes of a field: it is kept, left out, or computed from the whole document. */
export type Change = 'keep' | 'drop' | ((root: Value) => Value | undefined)
/** Changes of fields, whether the fields that are not named are kept, and whether any is computed. */
export interface Shape { keepsOthers: boolean; changes: Tree<Change>; computes?: boolean }
/** A shape and the paths that it keeps or leaves out. */
export interface Projection extends Shape { mode: 'include' | 'exclude'; paths: string[] }
/** A shape that keeps everything but for the changes to be added. */
export const wholeShape = (): Shape => ({ keepsOthers: true, changes: emptyTree() })

/** Adds a change at a path; two at one path, or one inside another, are an error. */
export function addChange(shape: Shape, path: Path, change: Change, collide = collision) {
  plant(shape.changes, path, change, (depth) => collide(path, depth))
  shape.computes ||= typeof change === 'function'
}

const collision = ({ text, names }: Path, depth: number): never =>
  depth === names.length - 1
    ? failAt(31250, `Path collision at ${text}`)
    : failAt(31249, `Path collision at ${text} remaining portion ${names.slice(depth + 1).join('.')}`)

/** Compiles the projection of a `find`, or undefined for one that asks for whole documents. */
export const parseProjection = (spec: Value): Projection | undefined =>
  isEmpty(spec) ? undefined : parseShape(spec, (_, path) => refuse(`An expression in a projection (field '${path}')`))

/** Compiles what is to be kept, or what is to be left out, and what is computed; `_id` may go against the rest. */
export function parseShape(spec: Value, compile: (value: Value, path: string) => Change): Projection {
  const wanted = [...flattened(spec)]
  const others = wanted.filter(([path]) => path !== '_id')
  const drops = (value: Value) => isFlag(value) && !isTruthy(value)
  const excluding = drops((others[0] ?? wanted[0])![1])
  for (const [path, value] of others) {
    if (drops(value) && !excluding) failAt(31254, `Cannot do exclusion on field ${path} in inclusion projection`)
    if (!drops(value) && excluding)
      failAt(isFlag(value) ? 31253 : isOperatorDocument(value) ? 31252 : 31310, `Cannot do inclusion on field ${path} in exclusion projection`)
  }
  if (!excluding && !wanted.some(([path]) => path === '_id' || path.startsWith('_id.'))) wanted.unshift(['_id', TRUE])
  const shape: Projection = { mode: excluding ? 'exclude' : 'include', keepsOthers: excluding, changes: emptyTree(), paths: [] }
  for (const [path, value] of wanted) {
    if (path.endsWith('.$')) refuse('The positional projection')
    addChange(shape, parseFieldPath(path), !isFlag(value) ? compile(value, path) : drops(value) ? 'drop' : 'keep')
    if (isFlag(value) && drops(value) === excluding) shape.paths.push(path)
  }
  return shape
}

const isFlag = (value: Value) => isNumber(value) || value.type === TYPE.bool

/** The paths of a projection: a document that is no expression goes on inside the field, like a dotted path. */
function* flattened(spec: Value, prefix = ''): Generator<[path: string, value: Value]> {
  for (const [name, value] of fieldsOf(spec)) {
    if (!value.isObject || (isOperatorDocument(value) && fieldsOf(value).length === 1)) yield [prefix + name, value]
    else if (isEmpty(value)) failAt(51270, `An empty sub-projection is not a valid value. Found empty object at path ${prefix}${name}`)
    else yield* flattened(value, `${prefix}${name}.`)
  }
}

/** The document in its new shape. Fields keep their places; computed ones that are new come last, in the order they were named. */
export function project(doc: Value, shape: Shape): Value {
  const mark = writer.begin()
  writeFields(doc, shape.changes, shape, doc)
  return writer.finish(mark)
}

function writeFields(owner: Value, node: Tree<Change>, shape: Shape, root: Value) {
  const late = shape.computes ? node.children.filter(computes) : []
  rewrite(owner, node, shape.keepsOthers, (child, e) => {
    if (child.leaf === 'keep') return writer.raw(e.bytes, e.from, e.end)
    // In a shape that keeps only what it names, a computed field moves to the end.
    if (!shape.keepsOthers && typeof child.leaf === 'function') return
    write(child.name, e.value(), child, shape, root)
    if (late.includes(child)) late.splice(late.indexOf(child), 1)
  })
  for (const child of late) write(child.name, undefined, child, shape, root)
}

/** Writes what becomes of a field, or of an element of an array on the way; tells whether anything does. */
function write(name: string | Buffer, value: Value | undefined, node: Tree<Change>, shape: Shape, root: Value): boolean {
  const inside = node.leaf === undefined
  const result = typeof node.leaf === 'function' ? node.leaf(root) : inside && shape.keepsOthers ? value : undefined
  if (inside && value?.isArray) {
    const mark = writer.open(name, TYPE.array)
    let i = 0
    for (const e = new Elements(value); e.next(); ) if (write(indexName(i), e.value(), node, shape, root)) i++
    writer.close(mark)
  } else if (inside && (value?.isObject || (shape.computes && computes(node)))) {
    const mark = writer.open(name)
    writeFields(value?.isObject ? value : EMPTY_DOCUMENT, node, shape, root)
    writer.close(mark)
  } else if (result) writer.put(name, result)
  else return false
  return true
}

/** Whether anything is computed here or inside, so that a document is made where there is none. */
const computes = (node: Tree<Change>): boolean => typeof node.leaf === 'function' || node.children.some(computes)
