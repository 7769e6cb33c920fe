import { breather } from '../../breather';
import { WantedHashes } from './keyIndex';
import type { SegmentEntry } from './manifest';
import type { Segments } from './segments';
import { linesOf, storedLine, type StoredRecord } from './storedRecord';

/** What an import means to what is there: nothing of it is written yet. */
export interface Resolution {
  added: StoredRecord[];
  /** Records with another content under the same key, by the segment that holds the old one. */
  updated: Map<SegmentEntry, StoredRecord[]>;
  unchanged: StoredRecord[];
}

/**
 * Compares what came in with the segments of its source, reading only those that may hold one of its keys, one at a
 * time. A segment that cannot be read counts as not there: what it held comes in anew.
 */
export async function resolveImport(
  segments: Segments,
  entries: readonly SegmentEntry[],
  pending: ReadonlyMap<string, StoredRecord>,
): Promise<Resolution> {
  const resolution: Resolution = { added: [], updated: new Map(), unchanged: [] };
  const open = new Map(pending);
  const byHash = groupByHash(pending.values());
  const wanted = new WantedHashes(byHash.keys());
  const breathe = breather();
  for (const entry of entries) {
    await breathe();
    const candidates = wanted
      .in(segments.keys(entry))
      .flatMap((hash) => byHash.get(hash) ?? [])
      .filter(({ key }) => open.has(key));
    if (candidates.length === 0) continue;
    const text = await segments.read(entry);
    if (text === null) continue;
    const { same, changed } = compare(linesOf(text), entry, candidates);
    for (const { key } of [...same, ...changed]) open.delete(key);
    resolution.unchanged.push(...same);
    if (changed.length > 0) resolution.updated.set(entry, changed);
  }
  resolution.added.push(...open.values());
  return resolution;
}

/** An equal line is found without parsing any; only where one differs are the keys of the segment read. */
function compare(lines: readonly string[], entry: SegmentEntry, candidates: readonly StoredRecord[]) {
  const there = new Set(lines);
  const same = candidates.filter(({ line }) => there.has(line));
  const others = candidates.filter(({ line }) => !there.has(line));
  if (others.length === 0) return { same, changed: [] };
  const keys = new Set(lines.map((line) => storedLine(line, entry.source, entry.from).key));
  return { same, changed: others.filter(({ key }) => keys.has(key)) };
}

function groupByHash(records: Iterable<StoredRecord>): Map<number, StoredRecord[]> {
  const groups = new Map<number, StoredRecord[]>();
  for (const record of records) {
    const group = groups.get(record.hash);
    if (group) group.push(record);
    else groups.set(record.hash, [record]);
  }
  return groups;
}
