import type { Instant } from '../../main/domain/history/records';

export interface Tick {
  index: number;
  label: string;
  /** A year's first bucket: set stronger. */
  major: boolean;
}

const dayMs = 86_400_000;

/** Few, round marks on an axis of buckets: years (and half years) over a long time, else months, else each bucket. */
export function buildTimeTicks(starts: readonly Instant[], zone: string): Tick[] {
  if (starts.length === 0) return [];
  const days = ((starts.at(-1) ?? 0) - (starts[0] ?? 0)) / dayMs;
  const step = days > 1500 ? 12 : days > 540 ? 6 : days > 200 ? 3 : 1;
  const parts = starts.map((start) => monthAndYear(start, zone));
  return parts.flatMap(({ month, year }, index) => {
    const before = parts[index - 1];
    const isFirst = before?.month !== month || before.year !== year;
    if (!isFirst || month % step !== 0 || (index === 0 && month % 12 !== 0 && days > 60)) return [];
    return [{ index, label: month === 0 ? String(year) : (monthNames[month] as string), major: month === 0 }];
  });
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Month from 0. A week belongs to the month of its fourth day, as it belongs to the year of its Thursday. */
function monthAndYear(start: Instant, zone: string): { month: number; year: number } {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', { month: 'numeric', year: 'numeric', timeZone: zone });
    formatters.set(zone, formatter);
  }
  const parts = formatter.formatToParts(start + 3 * dayMs);
  const numberOf = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return { month: numberOf('month') - 1, year: numberOf('year') };
}

/** Where an instant lies among the buckets, with fractions: 2.5 is the middle of the third. */
export function positionOf(at: Instant, starts: readonly Instant[]): number | null {
  const last = starts.length - 1;
  if (last < 1 || at < (starts[0] as number)) return null;
  for (let index = 0; index < last; index++) {
    const [start, next] = [starts[index] as number, starts[index + 1] as number];
    if (at < next) return index + (at - start) / (next - start);
  }
  const [before, end] = [starts[last - 1] as number, starts[last] as number];
  const position = last + (at - end) / (end - before);
  return position <= last + 1 ? position : null;
}
