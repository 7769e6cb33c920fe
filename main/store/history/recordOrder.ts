import type { HistoryRecord, Instant } from '../../domain/history/records';
import { recordKey, recordTime } from '../../domain/history/recordTime';

/** A record with what it is ordered by, worked out once. */
export interface PlacedRecord {
  at: Instant;
  key: string;
  record: HistoryRecord;
}

export function placeRecord(record: HistoryRecord): PlacedRecord {
  return { at: recordTime(record), key: recordKey(record), record };
}

/** By time, then id, then kind, then source: the one order of `runs`, whatever way the records came in. */
export function compareRecords(a: PlacedRecord, b: PlacedRecord): number {
  return (
    a.at - b.at ||
    compareText(a.key, b.key) ||
    compareText(a.record.record, b.record.record) ||
    compareText(a.record.source, b.record.source)
  );
}

/** By code unit: the same on every machine, whatever its language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
