import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/history/records';

/** What stands around the data of every document, so that damage is noticed and order never depends on a clock. */
export interface Envelope {
  /** What kind of document it is: "shiplapse retro". */
  format: string;
  version: number;
  /** 1 for the first save, one more each time. */
  generation: number;
  savedAt: Instant;
  data: unknown;
}

/** Says why a text is not a document that we wrote. */
export class DamagedError extends Error {}

export function printDocument(envelope: Envelope): string {
  const { data, ...head } = envelope;
  return `${JSON.stringify({ ...head, sha256: seal(envelope), data }, null, 1)}\n`;
}

/** The document, or `DamagedError` where a single bit of it differs from what was written. */
export function parseDocument(text: string, format: string): Envelope {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) throw new DamagedError('is not a document');
  const { format: found, version, generation, savedAt, sha256, data } = value as Record<string, unknown>;
  if (found !== format) throw new DamagedError(`is no ${format} document`);
  if (!isCount(version) || !isCount(generation) || typeof savedAt !== 'number') {
    throw new DamagedError('lacks its version or generation');
  }
  const envelope = { format, version, generation, savedAt, data };
  if (sha256 !== seal(envelope)) throw new DamagedError('differs from what was written (checksum)');
  return envelope;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new DamagedError(text.trim() === '' ? 'is empty' : 'is not JSON');
  }
}

/** Over the values, not the bytes: an editor may change the white space. */
function seal({ format, version, generation, savedAt, data }: Envelope): string {
  return createHash('sha256')
    .update(JSON.stringify([format, version, generation, savedAt, data]))
    .digest('hex');
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}
