import type { Movement } from '../analysis/promises/movement';
import type { Moved } from '../analysis/promises/whatMoved';
import type { Instant } from '../history/records';
import type { Target } from '../retro/environmentMap';
import { blankSlide } from './blankSlide';
import type { Slide } from './deck';
import { windowWeeks, type DeckInput } from './deckInput';
import { measuredName, targetWords } from './targetWords';
import { counted, group, span } from './wording';

/** What the last retro wanted to move, and where that stands now. Null while there is nothing newer to look at. */
export function movedSlide(input: DeckInput): Slide | null {
  if (input.moved.length === 0) return null;
  const headline = movedHeadline(input.moved.map((one) => one.movement));
  const rows = input.moved.map((one) => rowOf(one));
  return {
    ...blankSlide(input, 'moved', 'moved'),
    headline,
    measure: `Then: when it was decided. Now: up to ${String(windowWeeks)} complete weeks since`,
    table: { columns: ['We said', 'Measured by', 'Then', 'Now', 'Wanted', 'So far'], rows },
    notes: [`${headline}.`, ...input.moved.map((one) => detailOf(one, input.facts.zone))].join('\n'),
    alt: `${headline}: ${rows.map(([text, name, then, now, wanted, movement]) => `${text ?? ''} (${name ?? ''}): ${then ?? ''} then, ${now ?? ''} now, ${wanted ?? ''} wanted, ${movement ?? ''}`).join('; ')}.`,
  };
}

/** It went that way since; whether because of what was decided nobody can say from this. */
export function movedHeadline(movements: readonly Movement[]): string {
  const known = movements.filter((one) => one !== 'not enough data').length;
  const ours = movements.filter((one) => one === 'reached' || one === 'on the way').length;
  if (known === 0) return 'Since last time: too early to say what moved';
  if (known === 1) {
    const still = movements.includes('not moved') ? 'has not moved yet' : 'did not go our way';
    return `Since last time: what we wanted to move ${ours === 1 ? 'went our way' : still}`;
  }
  return `Since last time: ${String(ours)} of ${counted(known, 'number')} went our way`;
}

function rowOf({ text, metric, now, movement }: Moved): string[] {
  const { measure, value, target } = metric;
  return [text, measuredName(metric), said(measure, value), said(measure, now.value), said(measure, target), movement];
}

function said(measure: Target['measure'], value: number | null): string {
  return value === null ? '–' : targetWords[measure].say(value);
}

function detailOf(moved: Moved, zone: string): string {
  const { text, metric, now, movement, isDone } = moved;
  const side = (word: string, one: { value: number | null; n: number; from: Instant | null; to: Instant | null }) =>
    `${word} ${said(metric.measure, one.value)} (${one.from === null || one.to === null ? 'no complete week' : span(one.from, one.to, zone)}, n=${group(Math.round(one.n))})`;
  return `${text}${isDone ? ' (done)' : ''} – ${measuredName(metric)}: ${side('then', metric)}, ${side('now', now)}, ${said(metric.measure, metric.target)} wanted: ${movement}.`;
}
