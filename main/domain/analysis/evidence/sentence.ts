import type { EvidenceRow } from '../evidenceReport';
import { fromTo } from '../fromTo';
import { median } from '../statistics';
import { noChange } from './effect';
import type { Effect } from './effect';
import type { Observation, WeekTrials } from './observation';

/** What a sentence needs beside what was seen. */
interface Finding {
  effect: Effect | null;
  verdict: EvidenceRow['verdict'];
}

/**
 * The finding in words for a slide: raw numbers and windows in it, "rose" and "fell" only where the interval excludes
 * no change, and never a cause. Numbers have one decimal.
 */
export function sentenceOf(seen: Observation, { effect, verdict }: Finding): string {
  const windows = windowWords(seen.before.length, seen.after.length);
  const [before, after] = rawNumbers(seen);
  const subject = seen.family === 'rate' ? seen.subject : seen.words.subject;
  if (effect === null || verdict === 'not enough data') {
    return `Not enough data on ${lowered(subject)}: ${before} before, ${after} after (${windows}).`;
  }
  if (verdict === 'not clear') {
    return `No clear change in ${lowered(subject)}: ${before} before, ${after} after (${effectWords(effect)}; ${windows}).`;
  }
  const verb = effect.value > noChange(effect) ? 'rose' : 'fell';
  switch (seen.family) {
    case 'rate': {
      const [from, to] = [seen.before, seen.after].map((weeks) => decimal(sum(weeks) / weeks.length));
      const counts = `${sum(seen.before)} before, ${sum(seen.after)} after`;
      return `${subject} ${verb} from ${from} to ${to} per week (${effectWords(effect)}; ${windows}: ${counts}).`;
    }
    case 'proportion':
      return `${subject} ${verb} from ${before} to ${after} (${effectWords(effect)}; ${windows}).`;
    case 'magnitude': {
      const [from, to] = [seen.before, seen.after].map((weeks) => median(weeks.flat()) ?? NaN) as [number, number];
      const counts = `${seen.before.flat().length} ${seen.words.values} before, ${seen.after.flat().length} after`;
      return `${subject} ${verb} from a median of ${fromTo(from, to, seen.words.unit)} (${effectWords(effect)}; ${windows}: ${counts}).`;
    }
  }
}

function effectWords({ kind, value, low, high }: Effect): string {
  if (kind === 'difference') {
    return `${signed(value)} points; 95 % interval ${signed(low)} to ${signed(high)}`;
  }
  const times = Number.isFinite(value) ? `${ratio(value)} times; ` : '';
  const typical = kind === 'typical_ratio' ? 'typically ' : '';
  const interval = Number.isFinite(high)
    ? `95 % interval ${ratio(low)}–${ratio(high)}`
    : `95 % interval from ${ratio(low)} up`;
  return `${typical}${times}${interval}`;
}

function rawNumbers(seen: Observation): [before: string, after: string] {
  switch (seen.family) {
    case 'rate':
      return [String(sum(seen.before)), String(sum(seen.after))];
    case 'proportion':
      return [shareWords(seen.before), shareWords(seen.after)];
    case 'magnitude':
      return [medianWords(seen.before.flat(), seen.words), medianWords(seen.after.flat(), seen.words)];
  }
}

function shareWords(weeks: readonly WeekTrials[]): string {
  const [count, all] = [sum(weeks.map((week) => week.count)), sum(weeks.map((week) => week.total))];
  return all === 0 ? '0 of 0' : `${count} of ${all} (${decimal((100 * count) / all)} %)`;
}

function medianWords(values: readonly number[], { unit, values: what }: { unit: string; values: string }): string {
  const middle = median(values);
  return middle === null ? `no ${what}` : `a median of ${decimal(middle)} ${unit} over ${values.length} ${what}`;
}

function windowWords(before: number, after: number): string {
  const weeks = (count: number) => `${count} ${count === 1 ? 'week' : 'weeks'}`;
  return before === after ? `${weeks(before)} before and after` : `${weeks(before)} before, ${weeks(after)} after`;
}

/** Small ratios need more than one decimal to be more than 0.0. */
function ratio(value: number): string {
  return value < 0.1 ? value.toPrecision(1) : decimal(value);
}

function decimal(value: number): string {
  return value.toFixed(1);
}

function signed(share: number): string {
  const points = (100 * share).toFixed(1);
  if (Number(points) === 0) return '0.0';
  return share < 0 ? `−${points.slice(1)}` : `+${points}`;
}

function lowered(subject: string): string {
  return subject.charAt(0).toLowerCase() + subject.slice(1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
