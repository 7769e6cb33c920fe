import type { HistoryRecord, Instant } from '../../domain/history/records';
import type { DamageLog } from '../damageLog';
import { breather } from '../../breather';
import type { SegmentEntry } from './manifest';
import { compareRecords, placeRecord, type PlacedRecord } from './recordOrder';
import type { Segments } from './segments';
import { linesOf, parseLine } from './storedRecord';

/** Which records to read; all where nothing is said. `since` is in, `until` is out. */
export interface RecordFilter {
  kinds?: readonly HistoryRecord['record'][];
  source?: string;
  since?: Instant | null;
  until?: Instant | null;
}

/** Lines parsed between two looks at the clock. */
const linesATurn = 100;

/** The records of one month from all its segments, in order. */
export async function readMonth(
  segments: Segments,
  entries: readonly SegmentEntry[],
  filter: RecordFilter,
  damage: DamageLog,
): Promise<HistoryRecord[]> {
  const placed: PlacedRecord[] = [];
  const breathe = breather();
  for (const entry of entries) {
    if (!mayHold(entry, filter)) continue;
    const text = await segments.read(entry);
    if (text === null) continue;
    for (const [n, line] of linesOf(text).entries()) {
      if (n % linesATurn === 0) await breathe();
      const record = parseLine(line, entry.source);
      if (record === null) damage.note(entry.file, `${entry.file} holds records that this version cannot read.`);
      else placed.push(placeRecord(record));
    }
  }
  const wanted = placed.filter((one) => isWanted(one, filter));
  return wanted.sort(compareRecords).map(({ record }) => record);
}

function mayHold(entry: SegmentEntry, { kinds, source, since, until }: RecordFilter): boolean {
  if (source !== undefined && entry.source !== source) return false;
  if (kinds && !kinds.some((kind) => entry.records[kind] > 0)) return false;
  return entry.to >= (since ?? -Infinity) && entry.from < (until ?? Infinity);
}

function isWanted({ at, record }: PlacedRecord, { kinds, since, until }: RecordFilter): boolean {
  if (kinds && !kinds.includes(record.record)) return false;
  return at >= (since ?? -Infinity) && at < (until ?? Infinity);
}
