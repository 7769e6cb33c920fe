import path from 'node:path';
import { isHeader, parseHeader } from '../../domain/history/header';
import { FailureError } from '../../failure';
import { readLines } from './readLines';
import { rejectedRow, rowOf } from './row';
import type { Format, OpenFile, Row } from './row';

/** The neutral history format, one JSON record a line. A bad line is reported with its number; the rest goes on. */
export const jsonLines: Format = {
  name: 'neutral history format',
  async *read(file) {
    for await (const { number, text } of readLines(file)) {
      if (text === null) yield rejectedRow(number, 'is longer than 64 MB');
      else if (text.trim() !== '') yield neutralRow(file, number, text);
    }
  },
};

/** One record or header in its JSON text. Throws `FailureError` where a newer version wrote the file. */
export function neutralRow(file: OpenFile, line: number, text: string): Row {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return rejectedRow(line, 'is not JSON', idIn(text));
  }
  if (!isHeader(value)) return rowOf(line, value);
  const parsed = parseHeader(value);
  if (parsed.ok) return { line, header: parsed.header };
  if (parsed.newer) throw new FailureError('unreadable', `${path.basename(file.path)}: ${parsed.reason}`);
  return rejectedRow(line, parsed.reason);
}

/** A line that is cut short often still shows its id. */
function idIn(text: string): string | null {
  const match = /"id"\s*:\s*"((?:[^"\\]){1,200})"/.exec(text.slice(0, 4096));
  return match?.[1] ?? null;
}
