import { median } from '../analysis/statistics';

/** Confidence is drawn from 0 (none at all) to 100 (complete), in whole numbers. */
export const fullConfidence = 100;

/** How confident one person felt, week by week. Each has one line. */
export interface ConfidenceLine {
  /** Who drew it: the name, or an id of somebody who gave none. */
  author: string;
  /** By ISO week of the retro's zone (`2024-W05`); weeks nobody drew are absent. */
  weeks: Record<string, number>;
}

/** What several people's lines come to in one week. */
export interface ConfidenceWeek {
  median: number;
  low: number;
  high: number;
  /** How many people drew this week. */
  people: number;
}

const week = /^\d{4}-W\d{2}$/;

export function isWeekId(text: string): boolean {
  return week.test(text);
}

/**
 * The lines after somebody drew: `null` takes a week away, a line without any is gone. `before` puts back what was there.
 * Lines have one order, whatever way they came in.
 */
export function drawConfidence(
  lines: readonly ConfidenceLine[],
  author: string,
  drawn: Readonly<Record<string, number | null>>,
): { lines: ConfidenceLine[]; before: Record<string, number | null> } {
  const line = lines.find((one) => one.author === author) ?? { author, weeks: {} };
  const before = Object.fromEntries(Object.keys(drawn).map((id) => [id, line.weeks[id] ?? null]));
  const kept = Object.entries({ ...line.weeks, ...drawn }).filter(
    (entry): entry is [string, number] => entry[1] !== null,
  );
  const after = { ...line, weeks: Object.fromEntries(kept) };
  const others = lines.filter((one) => one.author !== author);
  return { lines: byAuthor(isBlank(after) ? others : [...others, after]), before };
}

export function byAuthor(lines: readonly ConfidenceLine[]): ConfidenceLine[] {
  return [...lines].sort((a, b) => (a.author < b.author ? -1 : 1));
}

/** Median and range of those who drew, week by week in the order asked for; null where nobody did. */
export function mergeConfidence(lines: readonly ConfidenceLine[], weeks: readonly string[]): (ConfidenceWeek | null)[] {
  return weeks.map((id) => {
    const values = lines.flatMap((line) => line.weeks[id] ?? []);
    const middle = median(values);
    if (middle === null) return null;
    return { median: middle, low: Math.min(...values), high: Math.max(...values), people: values.length };
  });
}

/** Fields of a later version keep a line in being. */
function isBlank({ author: _author, weeks, ...rest }: ConfidenceLine): boolean {
  return Object.keys(weeks).length === 0 && Object.keys(rest).length === 0;
}
