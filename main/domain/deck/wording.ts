import type { Instant } from '../history/records';

/** Words and numbers as slides show them: one decimal, real dashes, units that do not break away from their number. */

const nbsp = '\u00a0';
export const minus = '\u2212';

export function decimal(value: number): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
  return String(Object.is(rounded, -0) ? 0 : rounded).replace('-', minus);
}

/** A share from 0 to 1 as "24 %"; one decimal below ten. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value !== 0 && Math.abs(value) < 10 ? decimal(value) : String(Math.round(value))}${nbsp}%`.replace(
    '-',
    minus,
  );
}

/** Hours in the unit a person would say: minutes, hours, days, or months of 30.4 days. */
export function duration(hours: number): string {
  if (hours < 1) return `${String(Math.round(hours * 60))}${nbsp}min`;
  if (hours < 48) return `${decimal(hours)}${nbsp}h`;
  if (hours < 24 * 120) return `${decimal(hours / 24)}${nbsp}days`;
  return `${decimal(hours / 24 / 30.4375)}${nbsp}months`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${group(count)}${nbsp}${count === 1 ? one : many}`;
}

/** Thousands apart by a narrow space. */
export function group(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

export function date(at: Instant, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' }).format(
    at,
  );
}

export function month(at: Instant, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, month: 'long', year: 'numeric' }).format(at);
}

export function span(from: Instant, to: Instant, zone: string): string {
  return `${date(from, zone)} – ${date(to, zone)}`;
}

/** A rate per week as people say it: "4.7 times a week", "every 10 weeks". */
export function cadence(perWeek: number): string {
  if (perWeek === 0) return 'not at all';
  if (perWeek >= 0.75) return `${decimal(perWeek)} times a week`;
  return `every ${decimal(1 / perWeek)} weeks`;
}

/** "dumpling · production": the code name people say, and what it is. */
export function environmentName(one: { name: string; label: string }): string {
  return one.label === '' || one.label === one.name ? one.name : `${one.name} · ${one.label}`;
}

/** How a later value stands to an earlier one: said only where the difference is worth a word (a quarter). */
export function direction(before: number, after: number): 'up' | 'down' | 'same' {
  if (before === after) return 'same';
  if (before === 0) return after > 0 ? 'up' : 'down';
  const ratio = after / before;
  return ratio >= 1.25 ? 'up' : ratio <= 0.8 ? 'down' : 'same';
}

export function list(words: string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
