import { runTime } from '../../domain/history/recordTime';
import type { HistoryRecord } from '../../domain/history/records';
import type { Rejection } from '../source';

const noMoment = 'it has no moment: neither a creation nor a start nor a finish';

/** Sets runs aside that have no moment at all: nobody could say when they were. */
export function withMoment(
  found: { records: HistoryRecord[]; rejected: Rejection[] },
  whereOf: (runId: string) => string,
): { records: HistoryRecord[]; rejected: Rejection[] } {
  const kept: HistoryRecord[] = [];
  const rejected = [...found.rejected];
  for (const record of found.records) {
    if (record.record !== 'run' || runTime(record) !== null) kept.push(record);
    else rejected.push({ where: whereOf(record.id), id: record.id, reason: noMoment });
  }
  return { records: kept, rejected };
}
