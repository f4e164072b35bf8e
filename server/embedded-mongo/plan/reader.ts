import type { Bytes } from '../store/lmdb.ts';
import type { Range, Stream } from './index-plan.ts';

const MOST_KEYS = 256;

/**
 * Reads the keys of ranges in order, a chunk at a time, and goes on after the last key it has seen:
 * so no read transaction stays open between turns, and nobody's writes are held up.
 */
export class KeyReader {
  private keys: Buffer[] = [];
  private at = 0;
  private range: Range | undefined;
  private last: Buffer | undefined;
  private whole = true;

  /** `first` is how many keys the first chunk takes; later ones are larger. */
  constructor(
    private readonly table: Bytes,
    private readonly ranges: Range[],
    private readonly reverse: boolean,
    private size: number,
  ) {}

  next(): Buffer | undefined {
    while (this.at === this.keys.length) if (!this.fill()) return undefined;
    return this.keys[this.at++];
  }

  private fill(): boolean {
    if (this.whole && !this.nextRange()) return false;
    const { start, end } = this.range!;
    const [from, to] = this.reverse ? [end, start] : [start, end];
    const options = { start: this.last ?? from, end: to, reverse: this.reverse, limit: this.size, exclusiveStart: this.last !== undefined };
    this.keys = [];
    for (const key of this.table.getKeys(options as never)) this.keys.push(key);
    this.at = 0;
    this.whole = this.keys.length < this.size;
    this.last = this.keys.at(-1);
    this.size = Math.min(this.size * 4, MOST_KEYS);
    return true;
  }

  private nextRange(): boolean {
    this.range = this.reverse ? this.ranges.pop() : this.ranges.shift();
    this.last = undefined;
    return this.range !== undefined;
  }
}

interface Head {
  key: Buffer;
  suffix: number;
  reader: KeyReader;
}

/** Merges streams by the part of their keys behind the fields that tell the streams apart. */
export class KeyMerger {
  private heap: Head[] = [];

  constructor(
    table: Bytes,
    streams: Stream[],
    private readonly reverse: boolean,
  ) {
    for (const { ranges, suffix } of streams) this.push({ key: Buffer.alloc(0), suffix, reader: new KeyReader(table, [...ranges], reverse, 2) });
  }

  next(): Buffer | undefined {
    const least = this.heap[0];
    if (!least) return undefined;
    const { key } = least;
    const last = this.heap.pop()!;
    if (last !== least) {
      this.heap[0] = last;
      this.sink(0);
    }
    this.push(least);
    return key;
  }

  private push(head: Head) {
    const key = head.reader.next();
    if (!key) return;
    head.key = key;
    let i = this.heap.push(head) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.before(this.heap[i]!, this.heap[parent]!)) return;
      this.swap(i, parent);
      i = parent;
    }
  }

  private sink(i: number) {
    for (;;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < this.heap.length && this.before(this.heap[child]!, this.heap[least]!)) least = child;
      if (least === i) return;
      this.swap(i, least);
      i = least;
    }
  }

  private swap(i: number, j: number) {
    const head = this.heap[i]!;
    this.heap[i] = this.heap[j]!;
    this.heap[j] = head;
  }

  private before(a: Head, b: Head): boolean {
    const order = a.key.compare(b.key, b.suffix, b.key.length, a.suffix, a.key.length);
    return this.reverse ? order > 0 : order < 0;
  }
}
