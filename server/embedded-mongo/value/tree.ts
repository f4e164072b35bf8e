import { Elements } from './elements.ts'
import type { Path } from './path.ts'
import type { Value } from './value.ts'
import { writer } from './writer.ts'

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
