/**
 * Of two replies about the same thing the one of higher rank (the first number that differs decides); the other lends what
 * only it knows. Does not depend on the order of the two.
 */
export function merged<T extends object>(a: T, b: T, rank: (value: T) => readonly number[]): T {
  const [more, less] = inOrder(a, b, rank) < 0 ? [b, a] : [a, b];
  const lent = Object.entries(less).filter(([field, value]) => value !== null && isOpen(more, field));
  return { ...more, ...Object.fromEntries(lent) };
}

function inOrder<T extends object>(a: T, b: T, rank: (value: T) => readonly number[]): number {
  const ranks = rank(b);
  const differing = rank(a)
    .map((each, index) => each - (ranks[index] ?? 0))
    .find((each) => each !== 0);
  return differing ?? (known(a) - known(b) || (JSON.stringify(a) < JSON.stringify(b) ? 1 : -1));
}

function isOpen(value: object, field: string): boolean {
  return (value as Record<string, unknown>)[field] === null;
}

function known(value: object): number {
  return Object.values(value).filter((each) => each !== null && each !== '').length;
}
