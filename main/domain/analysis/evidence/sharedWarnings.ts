import type { Milestone } from '../../retro/milestone';
import { dateOf, startOfDate } from '../../time/zone';
import type { WindowBucket } from '../window/metricsWindow';
import type { Sides } from './sides';

/** A milestone that came from a suggestion carries the series it was found in. */
export type PlacedMilestone = Omit<Milestone, 'detected'> & {
  detected?: { series: string; facts?: { series: string }[] } | null;
};

/** Only one of the windows holds the turn of a year, when people are away. */
export function seasonWarning(sides: Sides, zone: string): string | null {
  const [before, after] = [holdsYearEnd(sides.before, zone), holdsYearEnd(sides.after, zone)];
  if (before === after || sides.before.length === 0 || sides.after.length === 0) return null;
  return `Only the weeks ${before ? 'before' : 'after'} contain the end of a year.`;
}

/** The date was found by a search on the very same numbers, which makes the interval too optimistic. */
export function pickedWarning(milestone: PlacedMilestone, measure: string, of: string | undefined): string | null {
  const { detected } = milestone;
  if (!detected) return null;
  const series = of === undefined ? measure : `${measure}:${of}`;
  const picked = [detected.series, ...(detected.facts ?? []).map((fact) => fact.series)];
  return picked.includes(series) ? 'The date was chosen from this data.' : null;
}

function holdsYearEnd(weeks: readonly WindowBucket[], zone: string): boolean {
  const [from, to] = [weeks[0]?.start, weeks.at(-1)?.end];
  if (from === undefined || to === undefined) return false;
  const { year } = dateOf(from, zone);
  return [year, year + 1].some((one) => {
    const eve = startOfDate(dateOf(from, zone).with({ year: one, month: 12, day: 31 }), zone);
    return from <= eve && eve < to;
  });
}
