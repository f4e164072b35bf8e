import { fail } from '../error.ts'
import { RANKS, SIZED, SIZES, TYPE, Value } from './value.ts'

const int32 = (b: Buffer, at: number) => b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24)

/** Where a value that starts at `at` ends. Trusts the bytes: `checkDocument` went over them first. */
export function valueEnd(type: number, b: Buffer, at: number): number {
  if (SIZED[type] !== 0) return at + SIZES[type]! + int32(b, at)
  if (type === TYPE.regex) return b.indexOf(0, b.indexOf(0, at) + 1) + 1
  return RANKS[type] === 0 ? fail('InvalidBSON', `Unrecognized BSON type ${type}`) : at + SIZES[type]!
}

/**
 * Walks the elements of a document or array. A cursor rather than an iterator of objects:
 * it runs over every field of every document that is read.
 */
export class Elements {
  type = 0
  /** Where the element begins, at its type byte; where its value begins; and where it ends. */
  from = 0
  at = 0
  end: number
  readonly bytes: Buffer

  constructor(owner: Value) {
    this.bytes = owner.bytes
    this.end = owner.at + 4
  }

  next(): boolean {
    const b = this.bytes
    const from = this.end
    const type = b[from]!
    if (type === 0) return false
    let p = from + 1
    while (b[p] !== 0) p++
    this.from = from
    this.type = type
    this.at = ++p
    this.end = valueEnd(type, b, p)
    return true
  }

  get name(): string { return this.bytes.toString('utf8', this.from + 1, this.at - 1) }

  /** Whether the element has this name, without decoding it. */
  is(name: Buffer): boolean {
    if (this.at - this.from - 2 !== name.length) return false
    for (let i = 0; i < name.length; i++) if (this.bytes[this.from + 1 + i] !== name[i]) return false
    return true
  }

  value() { return new Value(this.type, this.bytes, this.at, this.end) }
}

/** The field of this name in a document, or the element of this index in an array: what is read most, hence no cursor. */
export function field({ bytes, at }: Value, name: Buffer): Value | undefined {
  for (let p = at + 4, type = bytes[p]!; type !== 0; type = bytes[p]!) {
    let i = 0
    for (p++; i < name.length && bytes[p] === name[i]; i++) p++
    const found = i === name.length && bytes[p] === 0
    while (bytes[p] !== 0) p++
    const from = p + 1
    p = valueEnd(type, bytes, from)
    if (found) return new Value(type, bytes, from, p)
  }
  return undefined
}

function collected<T>(owner: Value, take: (e: Elements) => T): T[] {
  const all: T[] = []
  for (const e = new Elements(owner); e.next(); ) all.push(take(e))
  return all
}

export const arrayItems = (owner: Value) => collected(owner, (e) => e.value())
/** The fields of a document, in order. */
export const fieldsOf = (owner: Value) => collected(owner, (e): [name: string, value: Value] => [e.name, e.value()])
/** The fields of a document by name; of two with one name the last counts. */
export const fieldMap = (owner: Value) => new Map(fieldsOf(owner))
export const isEmpty = (owner: Value) => owner.bytes[owner.at + 4] === 0

/** The name of the first field, or undefined for an empty document. */
export function firstName(owner: Value): string | undefined {
  const e = new Elements(owner)
  return e.next() ? e.name : undefined
}

/** Whether this is a document of operators rather than a value: its first name begins with a dollar. */
export const isOperatorDocument = (value: Value) => value.isObject && !isEmpty(value) && value.bytes[value.at + 5] === 0x24
