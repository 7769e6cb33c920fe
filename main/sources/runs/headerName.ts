import { isHeader, parseHeader, type HistoryHeader } from '../../domain/history/header';
import { isZone } from '../../domain/time/zone';
import type { Sample } from './detectFormat';

/** The first line of a file in the neutral format where it is a header that can be read. */
export function firstHeader(sample: Sample): HistoryHeader | null {
  const line = /^\s*\[?\s*(\{[^\n]*?\})\s*,?\s*(?:\n|$)/.exec(sample.head)?.[1];
  if (line === undefined) return null;
  try {
    const value: unknown = JSON.parse(line);
    const parsed = isHeader(value) ? parseHeader(value) : null;
    return parsed?.ok ? parsed.header : null;
  } catch {
    return null;
  }
}

/** The one name all headers that have one agree on; null where there is none or they differ. */
export function commonName(headers: readonly (HistoryHeader | null)[]): string | null {
  return only(headers.map((header) => header?.source ?? null));
}

/** The same for the zone, which must be one that is known. */
export function commonZone(headers: readonly (HistoryHeader | null)[]): string | null {
  return only(headers.map((header) => (header?.zone != null && isZone(header.zone) ? header.zone : null)));
}

function only(values: readonly (string | null)[]): string | null {
  const [first, ...others] = new Set(values.filter((value) => value !== null));
  return first !== undefined && others.length === 0 ? first : null;
}
