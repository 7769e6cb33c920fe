import { createHash } from 'node:crypto';
import { indexOf, joinIndexes, printIndex, type KeyIndex } from './keyIndex';
import { addCounts, noRecords, type RecordCounts, type SegmentEntry } from './manifest';
import type { StoredRecord } from './storedRecord';

/** Everything about a segment that is to be written. Lines stand in the order they came in; readers sort. */
export interface SegmentContent {
  text: Buffer;
  keys: KeyIndex;
  records: RecordCounts;
  from: number;
  to: number;
}

export function contentOf(records: readonly StoredRecord[]): SegmentContent {
  const counts = { ...noRecords };
  let from = Infinity;
  let to = -Infinity;
  for (const { kind, at } of records) {
    counts[kind] += 1;
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  const text = Buffer.from(records.map(({ line }) => `${line}\n`).join(''));
  return { text, keys: indexOf(records.map(({ hash }) => hash)), records: counts, from, to };
}

/** Longer by some records, without parsing the ones that were there: adding costs what is new. */
export function joinContents(a: SegmentContent, b: SegmentContent): SegmentContent {
  return {
    text: Buffer.concat([a.text, b.text]),
    keys: joinIndexes(a.keys, b.keys),
    records: addCounts(a.records, b.records),
    from: Math.min(a.from, b.from),
    to: Math.max(a.to, b.to),
  };
}

/** In pieces of at most `limit` bytes each, unless a single record is longer. */
export function chunk(records: readonly StoredRecord[], limit: number): StoredRecord[][] {
  const chunks: StoredRecord[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    const length = Buffer.byteLength(record.line) + 1;
    if (bytes + length > limit) {
      chunks.push([]);
      bytes = 0;
    }
    chunks.at(-1)?.push(record);
    bytes += length;
  }
  return chunks;
}

/** Named by what is in it, so that no two contents ever share a name. */
export function entryOf(content: SegmentContent, source: string, month: string): SegmentEntry {
  const sha256 = sha256Of(content.text);
  const { records, from, to } = content;
  return {
    file: `${fileWord(source)}-${month}-${sha256.slice(0, 12)}.ndjson`,
    source,
    month,
    bytes: content.text.length,
    sha256,
    keysSha256: sha256Of(printIndex(content.keys)),
    records,
    from,
    to,
  };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function fileWord(source: string): string {
  return source.replace(/[^A-Za-z0-9_]+/g, '_').slice(0, 40) || '_';
}
