import type { HistoryRecord } from '../../../domain/history/records';
import type { Failure } from '../../../failure';
import type { Rejection } from '../../source';
import { withMoment } from '../withMoment';
import { inParallel } from './inParallel';
import { partFailure } from './partFailure';
import type { Reading } from './readStream';
import type { AskDetail } from './stream';
import { noteAgain, noteSeen } from './streamCursor';

/** Items with their details. One whose details could not be had is kept as it was listed, and asked for again next time. */
export async function completeItems<T>(
  reading: Reading<T>,
  items: readonly T[],
  url: string,
): Promise<{ records: HistoryRecord[]; rejected: Rejection[]; failure: Failure | null }> {
  const { stream, cursor, asked, fresh } = reading;
  let failure: Failure | null = null;
  const completed = await inParallel(items, async (item) => {
    const lacking: Failure[] = [];
    const ask: AskDetail = async (work) => {
      try {
        return await work();
      } catch (error) {
        lacking.push(partFailure(reading, error, `Details of ${stream.id(item)} (${stream.name})`));
        return null;
      }
    };
    const seen = cursor.seen.get(stream.id(item)) ?? null;
    return { item, lacking, ...(await stream.complete(item, ask, seen)) };
  });
  const found = { records: [] as HistoryRecord[], rejected: [] as Rejection[] };
  for (const { item, lacking, records, rejected = [], ...own } of completed) {
    const id = stream.id(item);
    const fingerprint = own.fingerprint ?? stream.fingerprint?.(item) ?? null;
    failure ??= lacking[0] ?? null;
    noteAgain(cursor, id, lacking.length > 0);
    if (fingerprint !== null) fresh.set(id, fingerprint);
    asked.add(id);
    for (const record of records) if (record.record === 'run') asked.add(record.id);
    found.records.push(...records);
    found.rejected.push(...rejected);
  }
  noteSeen(cursor, fresh);
  return { ...withMoment(found, () => url), failure };
}
