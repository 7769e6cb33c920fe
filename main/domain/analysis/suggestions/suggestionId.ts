import type { Milestone } from '../../retro/milestone';
import { dateOf } from '../../time/zone';
import type { Instant } from '../../history/records';
import type { Detected, Suggestion } from './detected';

/** A week more or less is the same change seen with a little more history; so are up to four. */
const sameWithinWeeks = 4;

/**
 * The id of a suggestion tells what was found and in which week, so that the same history, or a little more of it, gives
 * the same id again: `deployments@2012-W41`. States that last have a word in place of the week.
 */
export function suggestionId(series: string, at: Instant | 'start' | 'now', zone = 'UTC'): string {
  return `${series}@${typeof at === 'string' ? at : isoWeek(at, zone)}`;
}

/**
 * Whether people have decided on this already: a milestone, accepted or dismissed, came from the same series and a week
 * at most four away, or from one of the facts that are now told together.
 */
export function isDecided(
  suggestion: Suggestion,
  milestones: readonly (Milestone & { detected?: Detected | null })[],
): boolean {
  const own = splitId(suggestion.id);
  return milestones.some((milestone) => {
    if (milestone.id === suggestion.id) return true;
    const other = splitId(milestone.id);
    if (!own || !other || !isSameTime(own.when, other.when)) return false;
    const told = suggestion.detected.facts.map((fact) => fact.series);
    const decided = milestone.detected?.facts.map((fact) => fact.series) ?? [];
    return own.series === other.series || (told.includes(other.series) && decided.includes(own.series));
  });
}

function isSameTime(one: string, other: string): boolean {
  const [a, b] = [weekNumber(one), weekNumber(other)];
  return a === null || b === null ? one === other : Math.abs(a - b) <= sameWithinWeeks;
}

function splitId(id: string): { series: string; when: string } | null {
  const match = /^(.+)@(\d{4}-W\d{2}|start|now)$/.exec(id);
  return match ? { series: match[1] ?? '', when: match[2] ?? '' } : null;
}

function isoWeek(at: Instant, zone: string): string {
  const date = dateOf(at, zone);
  return `${String(date.yearOfWeek ?? date.year)}-W${String(date.weekOfYear ?? 0).padStart(2, '0')}`;
}

/** Weeks since 1970 of an ISO week; null for a word. 4 January is always in the first week. */
function weekNumber(week: string): number | null {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  if (!match) return null;
  const dayMs = 86_400_000;
  const days = Date.UTC(Number(match[1]), 0, 4) / dayMs;
  return Math.floor((days + 3) / 7) + Number(match[2]);
}
