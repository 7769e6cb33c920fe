import type { Alternative, Conflict } from '../../main/domain/notes/shownNotes';
import type { Span } from '../../main/domain/history/records';
import { dayText } from '../controls/text/dates';

const things = { milestone: 'Milestone', action: 'Action', slide: 'Slide', confidence: 'Confidence' } as const;
const fields: Record<string, string> = {
  exists: 'whether it stays',
  at: 'date',
  until: 'end',
  kind: 'kind',
  title: 'title',
  text: 'text',
  gained: 'what it gained',
  cost: 'what it cost',
  tags: 'tags',
  author: 'who noticed it',
  anchors: 'what it hangs on',
  status: 'status',
  owner: 'who has it',
  due: 'until when',
  metric: 'the number it is tied to',
  headline: 'headline',
  body: 'text',
  notes: 'speaker notes',
  hidden: 'whether it is shown',
  days: 'the days it compares',
};
const instants = new Set(['at', 'until', 'due']);

/** "Milestone “From the branch to master”: date" */
export function conflictTitle({ kind, title, field }: Conflict): string {
  const name = title === '' ? '' : ` “${title}”`;
  return `${things[kind]}${name}: ${kind === 'confidence' ? `week ${field}` : (fields[field] ?? field)}`;
}

/** The value people choose, as they know it. */
export function alternativeWords({ field }: Conflict, { value }: Alternative, zone: string): string {
  if (field === 'exists') return value === true ? 'Keep it' : 'Remove it';
  if (field === 'hidden') return value === true ? 'Hidden' : 'Shown';
  if (value === undefined || value === null || value === '') return 'Nothing';
  if (instants.has(field) && typeof value === 'number') return dayText(value, zone);
  if (typeof value === 'string') return value;
  if (field === 'days') return daysWords(value, zone);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ') || 'Nothing';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function daysWords({ from, to }: Partial<Span>, zone: string): string {
  const word = (at: unknown): string => (typeof at === 'number' ? dayText(at, zone) : '?');
  return `${word(from)} – ${word(to)}`;
}

/** Whose it is: by name only where people are shown. */
export function whose(author: string, own: string, arePeopleShown: boolean): string {
  if (author !== '' && author !== 'unknown' && author === own) return 'You';
  if (author === '' || author === 'unknown') return own === '' ? 'You, or somebody without a name' : 'Somebody';
  return arePeopleShown ? author : 'A teammate';
}
