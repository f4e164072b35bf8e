import { fail, failAt, refuse } from '../error.ts'
import { fieldsOf } from '../value/elements.ts'
import { merged } from '../merge.ts'
import { type Documents, mapped, streamed } from '../turn.ts'
import { type KeyPattern, keyPattern, sortKey } from '../value/index-key.ts'
import { parseFieldPath } from '../value/path.ts'
import { type Value, isNumber, toNumber } from '../value/value.ts'

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
  const n = Math.trunc(toNumber(value))
  return n === 1 || n === -1 ? n : failAt(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
}

/** So many rows are sorted in a few milliseconds. */
const RUN = 2000

interface Row<T> {
  key: Buffer
  item: T
  size: number
  order: number
}

const inOrder = (a: Row<unknown>, b: Row<unknown>) => Buffer.compare(a.key, b.key) || a.order - b.order

/**
 * Sorts what it is given by a key, stably: short runs that are merged as they are asked for, so that nobody waits for the
 * whole. With a small limit it never holds more than twice as many; without one, more than the memory limit is an error.
 */
export class Sorter<T extends { doc: Value }> {
  private runs: Row<T>[][] = []
  private rows: Row<T>[] = []
  private bytes = 0
  private count = 0
  /** Whether so few rows are wanted that the others are forgotten at once: kept longer they outlive the nursery, and all that follows is slower. */
  private readonly few: boolean

  constructor(private readonly sort: Sort, private readonly limit: number) {
    this.few = limit > 0 && limit < RUN / 2
  }

  add(item: T) {
    const key = this.keyOf(item.doc)
    const size = item.doc.end - item.doc.at + key.length
    this.rows.push({ key, item, size, order: this.count++ })
    this.bytes += size
    if (this.rows.length >= (this.few ? Math.max(this.limit * 2, 128) : RUN)) this.endRun()
    if (this.limit > 0 && this.bytes > MAX_STAGE_BYTES) this.cut()
    if (this.bytes > MAX_STAGE_BYTES)
      fail('QueryExceededMemoryLimitNoDiskUseAllowed', `Sort exceeded memory limit of ${MAX_STAGE_BYTES} bytes, but did not opt in to external sorting.`)
  }

  result(): Documents<T> {
    return mapped(streamed(this.merged()), ({ item }) => item)
  }

  /** The rows in order, no more than the limit. */
  private *merged(): Generator<Row<T>> {
    let left = this.limit || Infinity
    for (const row of merged([...this.runs, this.rows.sort(inOrder)], inOrder)) {
      if (left-- === 0) return
      yield row
    }
  }

  private endRun() {
    this.rows.sort(inOrder)
    if (this.few) this.bytes -= this.rows.splice(this.limit).reduce((sum, { size }) => sum + size, 0)
    else this.runs.push(this.rows.splice(0))
  }

  /** Forgets what the limit leaves out. */
  private cut() {
    this.runs = [[...this.merged()]]
    this.rows = []
    this.bytes = this.runs[0]!.reduce((sum, { size }) => sum + size, 0)
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
