import type { Instant } from '../../domain/history/records';

export function earliest(moments: Iterable<Instant | null>): Instant | null {
  let first: Instant | null = null;
  for (const each of moments) if (each !== null && (first === null || each < first)) first = each;
  return first;
}

export function latest(moments: Iterable<Instant | null>): Instant | null {
  let last: Instant | null = null;
  for (const each of moments) if (each !== null && (last === null || each > last)) last = each;
  return last;
}
