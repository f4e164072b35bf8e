import { fail, refuse } from '../error.ts'
import { Elements, valueEnd } from './elements.ts'
import { SIZED, SIZES, TYPE, type Value, typeName } from './value.ts'

/** MongoDB's own limit on how deep documents nest. */
const MAX_DEPTH = 200
const broken = (): never => fail('InvalidBSON', 'Invalid BSON: lengths do not fit the message')

/**
 * Checks that the document at `at` lies wholly before `limit` and is well formed all through,
 * so that everything behind the wire may walk it without looking. Returns where it ends.
 */
export function checkDocument(b: Buffer, at: number, limit: number, depth = 0): number {
  if (depth > MAX_DEPTH) fail('Overflow', 'BSONObj exceeded maximum nested object depth: 200')
  if (at + 5 > limit) broken()
  const end = at + b.readInt32LE(at)
  if (end < at + 5 || end > limit || b[end - 1] !== 0) broken()
  let p = at + 4
  while (p < end - 1) {
    const type = b[p]!
    p = b.indexOf(0, p + 1) + 1
    if (p === 0 || p >= end) broken()
    p = checkValue(type, b, p, end - 1, depth)
  }
  return p === end - 1 ? end : broken()
}

const TEXTS = new Set([TYPE.string, TYPE.javascript, TYPE.symbol])

function checkValue(type: number, b: Buffer, at: number, limit: number, depth: number): number {
  if (type === TYPE.object || type === TYPE.array) return checkDocument(b, at, limit, depth + 1)
  if (SIZED[type]) {
    const size = at + 4 > limit ? -1 : b.readInt32LE(at)
    if (size < Number(type !== TYPE.binData) || at + SIZES[type]! + size > limit || (TEXTS.has(type) && b[at + 3 + size] !== 0)) broken()
  }
  if (type === TYPE.regex && b.indexOf(0, b.indexOf(0, at) + 1) >= limit) broken()
  if (type === TYPE.bool && b[at]! > 1) broken()
  const end = valueEnd(type, b, at)
  return end > limit || end < at ? broken() : end
}

/** Types that would come back right but that no operator here can order or reckon with. */
const REFUSED = new Set([
  TYPE.undefined, TYPE.dbPointer, TYPE.javascript, TYPE.symbol, TYPE.javascriptWithScope, TYPE.timestamp, TYPE.decimal,
])

const REF = Buffer.from('$ref')

/** Refuses the types this server does not store, wherever they hide in the document. */
export function checkStored(doc: Value) {
  for (const e = new Elements(doc); e.next(); ) {
    if (REFUSED.has(e.type)) refuse(`The BSON type ${typeName(e.type)} (field '${e.name}')`)
    if (e.type === TYPE.object || e.type === TYPE.array) checkStored(e.value())
    else if (e.is(REF)) refuse('DBRef')
  }
}
