import { FieldError } from './parseFields';
import type { Fields } from './parseFields';
import { outcomes, triggers } from './records';
import type { Mark, Outcome, Trigger } from './records';

/** A word of a fixed list, and the word as it was written where the list does not have it. */
export interface Word<Known> {
  known: Known;
  /** Undefined where nothing would be lost. */
  own: unknown;
}

/**
 * The outcome, compared without regard to case; a word that is not ours is `unknown` and is kept as `sourceOutcome`,
 * unless the record says that itself.
 */
export function outcomeOf(fields: Fields): { outcome: Outcome; sourceOutcome: string | null } {
  const value = fields['outcome'];
  const said = fields['sourceOutcome'];
  if (said !== undefined && said !== null && typeof said !== 'string') {
    throw new FieldError('sourceOutcome', 'is not text');
  }
  if (value === undefined || value === null || value === '') return { outcome: 'unknown', sourceOutcome: said || null };
  if (typeof value !== 'string') throw new FieldError('outcome', 'is not text');
  const lower = value.toLowerCase();
  // The one word of the list that has two spellings.
  const outcome = outcomes.find((one) => one === (lower === 'canceled' ? 'cancelled' : lower)) ?? 'unknown';
  return { outcome, sourceOutcome: said || (outcome === value ? null : value) };
}

export function triggerOf(fields: Fields): Word<Trigger> {
  return wordOf(fields, 'trigger', triggers, 'unknown');
}

export function approvalOf(fields: Fields): Word<'auto' | 'manual' | null> {
  return wordOf(fields, 'approval', ['auto', 'manual'] as const, null);
}

/** Both marks at most, always in the same order; other words are given back apart. */
export function marksOf(fields: Fields): Word<Mark[]> {
  const value = fields['marks'];
  if (value === undefined || value === null) return { known: [], own: undefined };
  if (!Array.isArray(value)) throw new FieldError('marks', 'is not a list');
  const words = value.map((word: unknown, index) => {
    if (typeof word !== 'string') throw new FieldError(`marks[${index}]`, 'is not text');
    return word;
  });
  const others = words.filter((word) => word !== 'hotfix' && word !== 'failed');
  const known = (['hotfix', 'failed'] as const).filter((mark) => words.includes(mark));
  return { known, own: others.length > 0 ? others : undefined };
}

function wordOf<Known extends string, None>(
  fields: Fields,
  name: string,
  list: readonly Known[],
  none: None,
): Word<Known | None> {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return { known: none, own: undefined };
  if (typeof value !== 'string') throw new FieldError(name, 'is not text');
  const known = list.find((word) => word === value.toLowerCase());
  return known === undefined ? { known: none, own: value } : { known, own: undefined };
}
