import type { Instant, Span } from '../../history/records';
import { isWithin } from './stretches';

/**
 * What became of something from one moment to another. `knownFrom`: there at the second, but whether it was at the first
 * nobody can tell; `knownUntil`: there at the first, and nobody can tell of the second.
 */
export type Turn = 'added' | 'removed' | 'knownFrom' | 'knownUntil' | 'same';
export type Fate = Turn | 'changed';

/** In the order they are told. */
export const toldFates = ['added', 'removed', 'knownFrom', 'knownUntil', 'changed'] as const;
export const fateSigns = { added: '+', removed: '−', knownFrom: '?', knownUntil: '?', changed: '~' } as const;
export const fateWords = {
  added: 'added',
  removed: 'removed',
  knownFrom: 'known from here on',
  knownUntil: 'not known any more',
  changed: 'changed',
} as const;

interface Lasting {
  present: readonly Span[];
  /** Time of which nobody can tell whether it was there, beside `present` or with it. */
  possible?: readonly Span[];
}

/** Of something that was there at these times; null where it is known to be there at neither. */
export function fateOf({ present, possible = [] }: Lasting, from: Instant, to: Instant): Turn | null {
  const [was, is] = [isWithin(present, from), isWithin(present, to)];
  if (was) return is ? 'same' : isWithin(possible, to) ? 'knownUntil' : 'removed';
  if (!is) return null;
  return isWithin(possible, from) ? 'knownFrom' : 'added';
}

/** What is proven to be another way: what nobody can tell of one of the moments is no difference. */
export function isTurned(fate: Fate | null): boolean {
  return fate === 'added' || fate === 'removed';
}

/** Whether it is to be shown as it was at the first of the two moments. */
export function isPast(fate: Fate): boolean {
  return fate === 'removed' || fate === 'knownUntil';
}

/** Whether nobody can tell of one of the two moments. */
export function isUnsure(fate: Fate | null): fate is 'knownFrom' | 'knownUntil' {
  return fate === 'knownFrom' || fate === 'knownUntil';
}

interface Changing {
  id: string;
  stages: readonly Lasting[];
}

interface TurnedEdge {
  from: string;
  to: string;
  kind: 'material' | 'upstream' | 'deploys';
}

/**
 * What differs of something that was there at both moments: any of `branch` (of a material), `stages`, `materials` and
 * `upstream` (what flows into it) and `environments` (where it deploys to). `turned`: the edges that came or went.
 */
export function whatChanged(
  { id, stages }: Changing,
  turned: readonly TurnedEdge[],
  hasOtherBranch: boolean,
  { from, to }: Span,
): string[] {
  const facts: [what: string, differs: boolean][] = [
    ['branch', hasOtherBranch],
    ['stages', stages.some((stage) => isTurned(fateOf(stage, from, to)))],
    ['materials', turned.some((edge) => edge.to === id && edge.kind === 'material')],
    ['upstream', turned.some((edge) => edge.to === id && edge.kind !== 'material')],
    ['environments', turned.some((edge) => edge.from === id && edge.kind === 'deploys')],
  ];
  return facts.flatMap(([what, isSo]) => (isSo ? [what] : []));
}
