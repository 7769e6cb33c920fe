import { recordTime } from '../../domain/history/recordTime';
import type { HistoryRecord } from '../../domain/history/records';
import type { FileRequest } from '../source';

/** Whether the user asked for a record: by pipeline (`*` is a wildcard) and by time, since is in and until is out. */
export function wantedBy(
  request: Pick<FileRequest, 'pipelines' | 'since' | 'until'>,
): (record: HistoryRecord) => boolean {
  const patterns = request.pipelines.map(patternOf);
  return (record) => {
    const pipeline = record.record === 'run' || record.record === 'definition' ? record.pipeline : null;
    if (pipeline !== null && patterns.length > 0 && !patterns.some((pattern) => pattern.test(pipeline))) return false;
    return inTime(record, request);
  };
}

function inTime(record: HistoryRecord, { since, until }: Pick<FileRequest, 'since' | 'until'>): boolean {
  const time = recordTime(record);
  const timeless = record.record === 'commit' && record.committedAt === null && record.authoredAt === null;
  if (timeless) return true;
  // A definition holds from its moment on: those from before `since` are still needed to know what held then.
  // A toggle is there from its moment until it is taken out, as long as it touches what was asked for.
  const lasts =
    record.record === 'definition' || (record.record === 'toggle' && (record.to ?? Infinity) > (since ?? 0));
  const early = since !== null && time < since && !lasts;
  return !early && (until === null || time < until);
}

function patternOf(name: string): RegExp {
  const escaped = name.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 's');
}
