import type { HistoryHeader } from '../../domain/history/header';
import { parseRecord } from '../../domain/history/parseRecord';
import type { HistoryRecord } from '../../domain/history/records';

/** What one line (or entry) of a file came to. Lines count from 1. */
export type Row =
  | { line: number; record: HistoryRecord }
  | { line: number; header: HistoryHeader }
  | { line: number; rejected: { id: string | null; reason: string } };

/** A file that is being read. */
export interface OpenFile {
  /** As the user named it. */
  path: string;
  /** Zone of dates and clock times without one. */
  zone: string;
  signal: AbortSignal;
  /** Tells how many bytes have been read, for the progress. */
  read(bytes: number): void;
}

/** A way to read a file to rows; the first bytes of the file decided for it. */
export interface Format {
  /** "neutral history format (JSON lines)" */
  name: string;
  read(file: OpenFile): AsyncIterable<Row>;
}

export function rowOf(line: number, value: unknown): Row {
  const parsed = parseRecord(value);
  return parsed.ok ? { line, record: parsed.record } : { line, rejected: { id: parsed.id, reason: parsed.reason } };
}

export function rejectedRow(line: number, reason: string, id: string | null = null): Row {
  return { line, rejected: { id, reason } };
}
