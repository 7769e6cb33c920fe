import type { HistoryRecord } from '../../domain/history/records';
import { recordKey } from '../../domain/history/recordTime';

/** Sorted hashes of the keys of a segment: 8 bytes a record tell, without reading the segment, what it cannot hold. */
export type KeyIndex = Float64Array;

/** What a record is known by within its source; a run and an incident may have the same id. */
export function storageKey(record: HistoryRecord): string {
  return `${record.record} ${recordKey(record)}`;
}

/**
 * 53 bits of hash, which a double holds exactly (cyrb53, public domain). Two keys with the same hash cost a look into
 * the segment, never a wrong answer: keys are compared there.
 */
export function hashKey(key: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < key.length; i += 1) {
    const unit = key.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

export function indexOf(hashes: readonly number[]): KeyIndex {
  return Float64Array.from(hashes).sort();
}

export function joinIndexes(a: KeyIndex, b: KeyIndex): KeyIndex {
  const joined = new Float64Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined.sort();
}

export function indexHas(index: KeyIndex, hash: number): boolean {
  let low = 0;
  let high = index.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((index[middle] ?? 0) < hash) low = middle + 1;
    else high = middle;
  }
  return index[low] === hash;
}

/**
 * Hashes that are looked for in one index after the other, thousands in hundreds. Most indexes have none of them, which a table
 * of remainders tells without a look at the hashes themselves.
 */
export class WantedHashes {
  private readonly all: ReadonlySet<number>;
  private readonly remainders: Uint8Array;
  private readonly mask: number;

  constructor(hashes: Iterable<number>) {
    this.all = new Set(hashes);
    // Some thirty remainders for each hash: of what is not wanted three in a hundred pass.
    this.remainders = new Uint8Array(32 * 2 ** Math.ceil(Math.log2(this.all.size + 1)));
    this.mask = this.remainders.length - 1;
    for (const hash of this.all) this.remainders[hash & this.mask] = 1;
  }

  /** Those that the index has: the fewer are looked up in the more. */
  in(index: KeyIndex): number[] {
    if (this.all.size * 12 < index.length) return [...this.all].filter((hash) => indexHas(index, hash));
    const found: number[] = [];
    for (const hash of index) {
      if (this.remainders[hash & this.mask] === 1 && this.all.has(hash) && hash !== found.at(-1)) found.push(hash);
    }
    return found;
  }
}

export function printIndex(index: KeyIndex): Buffer {
  return Buffer.from(index.buffer, index.byteOffset, index.byteLength);
}

/** The bytes as they were printed: whoever calls has compared their checksum. */
export function parseIndex(bytes: Buffer): KeyIndex {
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
