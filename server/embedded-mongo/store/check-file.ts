import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Where LMDB's two meta pages say what they are; a page begins with its number and flags. */
const MAGIC = { at: 24, value: 0xbeefc0de }
const PAGE_SIZE_AT = 48
const ROOTS_AT = [88, 136]
const TRANSACTION_AT = 152
const NO_PAGE = 0xffffffffffffffffn
const MIN_PAGE = 512

/**
 * Looks at a file before LMDB maps it into memory: what is no database, or is cut off before the
 * roots of its trees, would not be an error there but the end of the process.
 */
export function checkFile(path: string) {
  let file: number
  try {
    file = openSync(path, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  try {
    const { size } = fstatSync(file)
    // LMDB makes an empty file into a new database; a crash can leave one.
    if (size > 0 && !isDatabase(file, size)) throw new Error(`${path} is damaged or is no database; restore it from a backup`)
  } finally {
    closeSync(file)
  }
}

function isDatabase(file: number, size: number): boolean {
  const metaAt = (at: number) => {
    const page = Buffer.alloc(MIN_PAGE)
    readSync(file, page, 0, MIN_PAGE, at)
    return page.readUInt32LE(MAGIC.at) === MAGIC.value ? page : undefined
  }
  const first = metaAt(0)
  const pageSize = first?.readUInt32LE(PAGE_SIZE_AT) ?? 0
  const second = pageSize < MIN_PAGE ? undefined : metaAt(pageSize)
  if (!first || !second) return false
  const newest = first.readBigUInt64LE(TRANSACTION_AT) > second.readBigUInt64LE(TRANSACTION_AT) ? first : second
  return ROOTS_AT.map((at) => newest.readBigUInt64LE(at)).every((root) => root === NO_PAGE || (root + 1n) * BigInt(pageSize) <= BigInt(size))
}
