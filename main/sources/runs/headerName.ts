import { isHeader, parseHeader } from '../../domain/history/header';
import type { Sample } from './detectFormat';

/** The name that the first line of a file in the neutral format gives its source; null where it gives none. */
export function headerName(sample: Sample): string | null {
  const line = /^\s*\[?\s*(\{[^\n]*?\})\s*,?\s*(?:\n|$)/.exec(sample.head)?.[1];
  if (line === undefined) return null;
  try {
    const value: unknown = JSON.parse(line);
    const parsed = isHeader(value) ? parseHeader(value) : null;
    return parsed?.ok ? parsed.header.source : null;
  } catch {
    return null;
  }
}
