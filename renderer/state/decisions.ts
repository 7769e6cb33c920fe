import type { Suggestion } from '../../main/domain/analysis/suggestions/detected';
import type { Instant } from '../../main/domain/history/records';
import type { Milestone } from '../../main/domain/retro/milestone';
import { moved } from './moments';

/** The milestone a suggestion becomes: what it was found by stays with it, so that it is not suggested again. */
export function decide(
  suggestion: Suggestion,
  status: 'accepted' | 'dismissed',
  author: string,
  at: Instant = suggestion.at,
): Milestone {
  const place = at === suggestion.at ? {} : moved(suggestion, at);
  return { ...suggestion, ...place, status, author };
}

/** The one after or before in a list, around its ends; the first or last where none is chosen. Null in an empty list. */
export function neighbourOf<T extends { id: string }>(list: readonly T[], id: string | null, step: 1 | -1): T | null {
  const place = list.findIndex((one) => one.id === id);
  const next = place === -1 ? (step === 1 ? 0 : list.length - 1) : (place + step + list.length) % list.length;
  return list[next] ?? null;
}
