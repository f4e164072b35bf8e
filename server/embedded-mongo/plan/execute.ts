import type { Filter } from '../query/filter.ts';
import { type Sort, Sorter } from '../query/sort.ts';
import type { Collection } from '../store/collection.ts';
import type { Index } from '../store/index.ts';
import { documentFromKey } from '../value/key.ts';
import { after } from '../store/collection.ts';
import { RECORD_BYTES } from '../store/index.ts';
import type { Disk } from '../store/lmdb.ts';
import { type Value, documentOf } from '../value/value.ts';
import type { IndexPlan } from './index-plan.ts';
import { type Plan, choosePlan } from './plan.ts';
import { KeyMerger, KeyReader } from './reader.ts';
import { type Documents, PAUSE, turnIsOver } from './turn.ts';

/** A document found, and where it lies. */
export interface Hit {
  record: number;
  doc: Value;
}

/** What a query looked at, for `explain`. */
export interface Examined {
  keys: number;
  documents: number;
}

export interface Query {
  filter: Filter;
  sort?: Sort;
  skip?: number;
  limit?: number;
  /** The only paths anybody will read of the documents; absent if they are needed whole. */
  needed?: string[];
}

/** So many documents are looked at in a few milliseconds. */
const QUICK_SCAN = 1000;

/** A query ready to run on a collection. */
export class Execution {
  readonly plan: Plan;
  readonly examined: Examined = { keys: 0, documents: 0 };
  /** The index whose keys hold everything that is needed. */
  readonly covering: Index | undefined;

  constructor(
    private readonly disk: Disk,
    readonly collection: Collection | undefined,
    readonly query: Query,
  ) {
    this.plan = choosePlan(collection, query.filter, query.sort, query.needed);
    this.covering = this.plan.kind === 'index' && this.plan.plan.covers ? this.plan.plan.index : undefined;
  }

  /** Whether many documents may have to be looked at before the first is found. */
  get slow(): boolean {
    return (this.plan.kind === 'collection' && this.collection!.count > QUICK_SCAN) || (!this.plan.sorted && this.plan.kind !== 'nothing');
  }

  /** The documents in order, after skip and limit. */
  *hits(): Documents<Hit> {
    const { skip = 0, limit = 0 } = this.query;
    let seen = 0;
    for (const hit of this.ordered()) {
      if (hit === PAUSE) yield PAUSE;
      else if (seen++ >= skip) {
        yield hit;
        if (limit > 0 && seen >= skip + limit) return;
      }
    }
  }

  /** How many documents match, where the collection or the ranges tell it without a look at any. */
  quickCount(): number | undefined {
    const { skip = 0, limit = 0, filter } = this.query;
    if (!this.collection || this.plan.kind === 'nothing') return 0;
    const everything = filter.kind === 'and' && filter.parts.length === 0;
    const found = everything ? this.collection.count : this.countRanges();
    if (found === undefined) return undefined;
    const left = Math.max(0, found - skip);
    return limit > 0 ? Math.min(left, limit) : left;
  }

  private countRanges(): number | undefined {
    if (this.plan.kind !== 'index' || !this.plan.plan.exact) return undefined;
    const ranges = this.plan.plan.streams.flatMap((stream) => stream.ranges);
    return ranges.reduce((sum, { start, end }) => sum + this.disk.entries.getKeysCount({ start, end }), 0);
  }

  *documents(): Documents<Value> {
    for (const hit of this.hits()) yield hit === PAUSE ? PAUSE : hit.doc;
  }

  private *ordered(): Documents<Hit> {
    if (this.plan.sorted) return yield* this.matching();
    const { sort, skip = 0, limit = 0 } = this.query;
    const sorter = new Sorter<Hit>(sort!, limit > 0 ? skip + limit : 0);
    for (const hit of this.matching()) {
      if (hit === PAUSE) yield PAUSE;
      else sorter.add(hit);
    }
    yield* sorter.result();
  }

  private *matching(): Documents<Hit> {
    const { filter } = this.query;
    const exact = this.plan.kind === 'index' && this.plan.plan.exact;
    let n = 0;
    for (const hit of this.candidates()) {
      if ((++n & 31) === 0 && turnIsOver()) yield PAUSE;
      if (exact || filter.matches(hit.doc)) yield hit;
    }
  }

  private candidates(): Iterable<Hit> {
    const { plan, collection } = this;
    if (!collection || plan.kind === 'nothing') return [];
    if (plan.kind === 'collection') return this.scan(collection);
    return this.fetch(collection, plan.kind === 'index' ? [plan.plan] : plan.plans, plan.sorted);
  }

  private *scan(collection: Collection): Generator<Hit> {
    let start = collection.prefix;
    for (let size = 16; ; size = Math.min(size * 4, 256)) {
      const options = { start, end: after(collection.prefix), limit: size, exclusiveStart: start !== collection.prefix };
      const rows = [...this.disk.documents.getRange(options as never)];
      for (const { key, value } of rows) {
        this.examined.documents++;
        yield { record: key.readUIntBE(4, RECORD_BYTES), doc: documentOf(value) };
      }
      if (rows.length < size) return;
      start = rows.at(-1)!.key;
    }
  }

  private *fetch(collection: Collection, plans: IndexPlan[], sorted: boolean): Generator<Hit> {
    const several = plans.length > 1 || plans.some((plan) => plan.index.multikey);
    const seen = several ? new Set<number>() : undefined;
    for (const { key, index } of this.keys(plans, sorted)) {
      this.examined.keys++;
      const record = index.recordOf(key);
      if (seen?.has(record)) continue;
      seen?.add(record);
      const doc = this.fromKey(key, index) ?? this.fromDisk(collection, record);
      if (doc) yield { record, doc };
    }
  }

  private fromDisk(collection: Collection, record: number): Value | undefined {
    this.examined.documents++;
    return collection.document(record);
  }

  private fromKey(key: Buffer, index: Index): Value | undefined {
    if (this.covering !== index) return undefined;
    return documentFromKey(key, 4, index.recordAt(key) + RECORD_BYTES, index.decoding);
  }

  /** The plans' entries: merged where the order counts, else one plan after the other. */
  private *keys(plans: IndexPlan[], sorted: boolean): Generator<{ key: Buffer; index: Index }> {
    const byPrefix = new Map(plans.map(({ index }) => [index.id, index]));
    const indexOf = (key: Buffer) => byPrefix.get(key.readUInt32BE(0))!;
    const merging = this.query.sort !== undefined && sorted;
    const streams = plans.flatMap((plan) => plan.streams);
    const { limit = 0, skip = 0 } = this.query;
    const first = limit > 0 ? Math.min(limit + skip, 256) : 64;
    const reverse = plans[0]!.reverse && merging;
    const reader =
      merging && streams.length > 1
        ? new KeyMerger(this.disk.entries, streams, reverse)
        : new KeyReader(this.disk.entries, streams.flatMap((stream) => stream.ranges), reverse, first);
    for (let key = reader.next(); key; key = reader.next()) yield { key, index: indexOf(key) };
  }
}
