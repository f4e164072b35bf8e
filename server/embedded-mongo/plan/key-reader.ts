import { type Filter, all } from '../query/filter.ts'
import { RECORD_BYTES } from '../store/index.ts'
import { type KeyField, documentFromKey } from '../value/key.ts'
import type { Value } from '../value/value.ts'
import type { Scan } from './index-plan.ts'

/** Reads from a scan's keys what they tell of their documents, and no more than is asked for. */
export class KeyReader {
  private readonly test: Filter
  private readonly fields: KeyField[]

  constructor(private readonly scan: Scan) {
    const { index, onKey, reads } = scan
    this.test = all(onKey)
    const fields = index.fields.map(([path, direction]) => ({ name: reads.includes(path) ? Buffer.from(path) : undefined, descending: direction < 0 }))
    this.fields = fields.slice(0, fields.findLastIndex(({ name }) => name) + 1)
  }

  /** False if the key shows that its document is not looked for; all that is needed of it if the keys hold that; else undefined. */
  read(key: Buffer): Value | false | undefined {
    const { index, covers } = this.scan
    if (!covers && this.fields.length === 0) return undefined
    const known = documentFromKey(key, 4, index.recordAt(key) + RECORD_BYTES, this.fields)
    if (known && !this.test.matches(known)) return false
    return covers ? known : undefined
  }
}
