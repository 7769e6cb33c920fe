import type { Outcome } from '../../domain/history/records';

const order: readonly Outcome[] = ['running', 'failed', 'cancelled', 'unknown', 'passed', 'skipped'];

/** The one outcome of several parts: as long as one runs the whole does; then one that failed makes it fail. */
export function outcomeOfAll(outcomes: Iterable<Outcome>): Outcome {
  const all = new Set(outcomes);
  return order.find((each) => all.has(each)) ?? 'unknown';
}

/** A server's word as an outcome, whatever its case; a word not in the table is `unknown`. */
export function outcomeIn(table: Readonly<Record<string, Outcome>>, word: string | null): Outcome {
  return table[(word ?? '').toLowerCase()] ?? 'unknown';
}
