import { fail, failAt, refuse } from '../error.ts'
import { fieldsOf } from '../value/elements.ts'
import { type KeyPattern, keyPattern, sortKey } from '../value/index-key.ts'
import { isNumber, toNumber } from '../value/number.ts'
import { parseFieldPath } from '../value/path.ts'
import type { Value } from '../value/value.ts'

/** MongoDB's limit for what one stage keeps in memory. */
export const MAX_STAGE_BYTES = 100 * 1024 * 1024
export interface Sort extends KeyPattern { fields: [string, 1 | -1][] }

/** Compiles a sort document; undefined if it is empty. */
export function parseSort(spec: Value): Sort | undefined {
  const fields = fieldsOf(spec).map(([path, value]): [string, 1 | -1] => {
    if (path === '$natural') refuse('$natural')
    if (parseFieldPath(path).indexes.some((index) => index >= 0)) refuse(`A sort by an array position ('${path}')`)
    return [path, direction(path, value)]
  })
  if (fields.length === 0) return undefined
  if (fields.length > 32) fail('BadValue', 'too many compound keys')
  if (new Set(fields.map(([path]) => path)).size < fields.length) failAt(7472500, 'Duplicate sort key')
  return { fields, ...keyPattern(fields) }
}

function direction(path: string, value: Value): 1 | -1 {
  if (value.isObject) refuse('$meta in a sort')
  if (!isNumber(value)) failAt(15974, `Illegal key in $sort specification: ${path}`)
  const n = toNumber(value)
  return n === 1 || n === -1 ? n : failAt(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
}

/**
 * Sorts what it is given by a key, stably. With a limit it never holds more than twice as many;
 * without one, more than the memory limit is an error, as in MongoDB.
 */
export class Sorter<T extends { doc: Value }> {
  private rows: { key: Buffer; item: T; size: number; order: number }[] = []
  private bytes = 0
  private count = 0

  constructor(private readonly sort: Sort, private readonly limit: number) {}

  add(item: T) {
    const key = this.keyOf(item.doc)
    const size = item.doc.end - item.doc.at + key.length
    this.rows.push({ key, item, size, order: this.count++ })
    this.bytes += size
    if (this.limit > 0 && (this.rows.length >= Math.max(this.limit * 2, 128) || this.bytes > MAX_STAGE_BYTES)) this.cut()
    if (this.bytes > MAX_STAGE_BYTES)
      fail('QueryExceededMemoryLimitNoDiskUseAllowed', `Sort exceeded memory limit of ${MAX_STAGE_BYTES} bytes, but did not opt in to external sorting.`)
  }

  result(): T[] {
    this.cut()
    return this.rows.map(({ item }) => item)
  }

  private cut() {
    this.rows.sort((a, b) => Buffer.compare(a.key, b.key) || a.order - b.order)
    if (this.limit === 0 || this.rows.length <= this.limit) return
    this.rows.length = this.limit
    this.bytes = this.rows.reduce((sum, { size }) => sum + size, 0)
  }

  /** A document's key, with MongoDB's own word for two arrays in one sort. */
  private keyOf(doc: Value): Buffer {
    try {
      return sortKey(doc, this.sort)
    } catch (error) {
      return fail('BadValue', `cannot sort with keys that are parallel arrays (${String(error)})`)
    }
  }
}
