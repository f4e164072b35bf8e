import { merged } from '../merge.ts'
import { Sorter } from '../query/sort.ts'
import type { Collection, Hit } from '../store/collection.ts'
import type { Index } from '../store/index.ts'
import { type Bytes, type Disk, keysIn } from '../store/lmdb.ts'
import { type Documents, PAUSE, mapped, part, taken, turnIsOver } from '../turn.ts'
import type { Value } from '../value/value.ts'
import { type Plan, type Scan, type Stream, type Wanted, choosePlan } from './index-plan.ts'
import { KeyReader } from './key-reader.ts'

export interface Query extends Wanted {
  skip?: number
  limit?: number
}

/** So many documents are looked at in a few milliseconds. */
const QUICK_SCAN = 1000

/** A query ready to run on a collection. */
export class Execution<Q extends Query = Query> {
  readonly plan: Plan
  /** What it has looked at, for `explain`. */
  readonly examined = { keys: 0, documents: 0 }
  /** The index whose keys hold everything that is needed. */
  readonly covering: Index | undefined
  /** Whether the ranges hold exactly the matching documents. */
  private readonly exact: boolean
  /** How many documents are wanted before any is skipped; 0 if all are. */
  private readonly most: number

  constructor(private readonly disk: Disk, readonly collection: Collection | undefined, readonly query: Q) {
    this.plan = choosePlan(collection, query)
    const only = this.plan.scans.length === 1 ? this.plan.scans[0] : undefined
    this.covering = only?.covers ? only.index : undefined
    this.exact = only?.exact ?? false
    this.most = query.limit ? query.limit + (query.skip ?? 0) : 0
  }

  /** Whether many documents may have to be looked at before the first is found. */
  get slow(): boolean {
    return !this.plan.sorted || (this.plan.kind === 'collection' && this.collection!.count > QUICK_SCAN)
  }

  /** How many documents match, where the collection or the ranges tell it without a look at any. */
  quickCount(): number | undefined {
    const { filter, skip = 0, limit } = this.query
    const all = filter.kind === 'and' && filter.parts.length === 0
    if (!this.collection || this.plan.kind === 'nothing') return 0
    if (!all && !this.exact) return undefined
    const ranges = this.plan.scans.flatMap(({ streams }) => streams).flatMap((stream) => stream.ranges)
    const found = all ? this.collection.count : ranges.reduce((sum, range) => sum + this.disk.entries.getKeysCount(range), 0)
    return Math.min(Math.max(0, found - skip), limit || Infinity)
  }

  /** The documents in order, after skip and limit. */
  hits(): Documents<Hit> {
    return part(this.plan.sorted ? this.matching() : this.sorted(), this.query.skip ?? 0, this.query.limit || Infinity)
  }

  documents(): Documents<Value> {
    return mapped(this.hits(), ({ doc }) => doc)
  }

  private *sorted(): Documents<Hit> {
    const sorter = new Sorter<Hit>(this.query.sort!, this.most)
    yield* taken(this.matching(), (hit) => sorter.add(hit))
    yield* sorter.result()
  }

  private matching(): Documents<Hit> {
    return this.plan.kind === 'index' ? this.fetched() : this.scanned()
  }

  private *scanned(): Documents<Hit> {
    for (const hit of this.plan.kind === 'nothing' ? [] : this.collection!.scan()) {
      if ((++this.examined.documents & 31) === 0 && turnIsOver()) yield PAUSE
      if (this.query.filter.matches(hit.doc)) yield hit
    }
  }

  /** The matching documents of the plan's entries, each once. */
  private *fetched(): Documents<Hit> {
    const { scans } = this.plan
    const seen = scans.length > 1 || scans.some(({ index }) => index.multikey) ? new Set<number>() : undefined
    const readers = new Map(scans.map((scan) => [scan, new KeyReader(scan)]))
    for (const { key, scan } of this.keys()) {
      if ((++this.examined.keys & 31) === 0 && turnIsOver()) yield PAUSE
      const record = scan.index.recordOf(key)
      if (seen?.has(record)) continue
      const known = readers.get(scan)!.read(key)
      if (known === false) continue
      seen?.add(record)
      const doc = known ?? this.document(record)
      if (doc && (known || this.exact || this.query.filter.matches(doc))) yield { record, doc }
    }
  }

  private document(record: number): Value | undefined {
    this.examined.documents++
    return this.collection!.document(record)
  }

  /** The plan's entries: merged where the order counts, else one stream after the other. */
  private *keys(): Generator<Entry> {
    const { scans, sorted } = this.plan
    const { entries } = this.disk
    const streams = scans.flatMap((scan) => scan.streams.map((stream) => ({ ...stream, scan })))
    const ordered = this.query.sort !== undefined && sorted
    const reverse = ordered && scans[0]!.reverse
    if (ordered && streams.length > 1) return yield* mergedKeys(entries, streams, reverse)
    const size = this.most ? Math.min(this.most, 256) : 64
    for (const { ranges, scan } of streams) for (const key of keysIn(entries, ranges, reverse, size)) yield { key, scan }
  }
}

/** A key of an index, and the scan that it was found in. */
interface Entry {
  key: Buffer
  scan: Scan
}

/** Merges streams by the part of their keys behind the fields that tell the streams apart. */
function* mergedKeys(table: Bytes, streams: (Stream & { scan: Scan })[], reverse: boolean): Generator<Entry> {
  const sources = streams.map(function* ({ ranges, suffix, scan }) {
    for (const key of keysIn(table, ranges, reverse, 2)) yield { key, suffix, scan }
  })
  const turn = reverse ? -1 : 1
  yield* merged(sources, (a, b) => turn * a.key.compare(b.key, b.suffix, b.key.length, a.suffix, a.key.length))
}
