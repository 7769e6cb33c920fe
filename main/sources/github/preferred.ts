import type { Instant } from '../../domain/history/records';

interface Comparable {
  updatedAt?: Instant | null;
  finishedAt?: Instant | null;
  status?: string;
  conclusion?: string;
}

/**
 * Of two replies about the same thing the later one: what is over before what is under way, then what changed later. The
 * other lends what only it knows. Does not depend on the order of the two.
 */
export function preferred<T extends Comparable>(a: T, b: T): T {
  const order =
    progress(b) - progress(a) ||
    (b.updatedAt ?? b.finishedAt ?? 0) - (a.updatedAt ?? a.finishedAt ?? 0) ||
    known(b) - known(a) ||
    (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  const [more, less] = order > 0 ? [b, a] : [a, b];
  const lent = Object.entries(less).filter(([field, value]) => value !== null && isOpen(more, field));
  return { ...more, ...Object.fromEntries(lent) };
}

function isOpen(value: object, field: string): boolean {
  return (value as Record<string, unknown>)[field] === null;
}

function progress({ status = '', conclusion = '' }: Comparable): number {
  if (conclusion !== '') return 3;
  if (/^completed$/i.test(status)) return 2;
  return /^in_progress$/i.test(status) ? 1 : 0;
}

function known(value: object): number {
  return Object.values(value).filter((each) => each !== null && each !== '').length;
}
