import { betaDistribution } from '../evidence/clopperPearson';

/** Days of use and weeks on each side of a turn. */
export interface Sides {
  before: { days: number; weeks: number };
  after: { days: number; weeks: number };
}

const mostChance = 0.01;
/** Of fewer days of use no rhythm is known: one more, or one less, and it would be another. */
const fewestDays = 10;

/**
 * Whether something came or went by more than chance: were its days of use thrown at random over all the weeks, the quiet
 * side would get as few of them less than once in a hundred histories with as many things that are looked at. A page of
 * a few runs holds silences of what runs rarely, and something is always the last to be seen; days are counted and not
 * runs, as the runs of a day come together.
 */
export function isMoreThanChance({ before, after }: Sides, lookedAt: number): boolean {
  const days = before.days + after.days;
  if (days < fewestDays) return false;
  const quiet = before.days * after.weeks < after.days * before.weeks ? before : after;
  const share = quiet.weeks / (before.weeks + after.weeks);
  return atMost(quiet.days, days, share) <= mostChance / Math.max(1, lookedAt);
}

/** Chance that of so many trials, each with this chance, at most `count` succeed: a binomial distribution function. */
export function atMost(count: number, trials: number, chance: number): number {
  return count >= trials ? 1 : betaDistribution(1 - chance, trials - count, count + 1);
}
