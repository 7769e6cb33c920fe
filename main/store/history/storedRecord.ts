import { parseRecord } from '../../domain/history/parseRecord';
import { printRecord } from '../../domain/history/printRecord';
import type { HistoryRecord, Instant } from '../../domain/history/records';
import { recordTime } from '../../domain/history/recordTime';
import { hashKey, storageKey } from './keyIndex';

/** A record as a segment holds it: its line, and what files it. */
export interface StoredRecord {
  key: string;
  hash: number;
  line: string;
  at: Instant;
  kind: HistoryRecord['record'];
  /** Set for runs. */
  runId: string | null;
  unfinished: boolean;
  deployment: boolean;
}

export function storedRecord(record: HistoryRecord): StoredRecord {
  const key = storageKey(record);
  const run = record.record === 'run' ? record : null;
  return {
    key,
    hash: hashKey(key),
    line: printRecord(record),
    at: recordTime(record),
    kind: record.record,
    runId: run?.id ?? null,
    unfinished: run?.outcome === 'running',
    deployment: run !== null && run.environment !== null,
  };
}

/** A line of a segment whose checksum was right; null where this version cannot read what another one wrote. */
export function parseLine(line: string, source: string): HistoryRecord | null {
  const parsed = parseRecord(JSON.parse(line));
  if (!parsed.ok) return null;
  parsed.record.source = source;
  return parsed.record;
}

/** A line that is there already, with what files it. It stays as it is, even where this version cannot read it. */
export function storedLine(line: string, source: string, otherwiseAt: Instant): StoredRecord {
  const record = parseLine(line, source);
  if (record) return { ...storedRecord(record), line };
  const key = `? ${line}`;
  return {
    key,
    hash: hashKey(key),
    line,
    at: otherwiseAt,
    kind: 'run',
    runId: null,
    unfinished: false,
    deployment: false,
  };
}

export function linesOf(text: Buffer): string[] {
  return text.toString('utf8').split('\n').slice(0, -1);
}
