import type { Instant } from '../domain/history/records';
import type { Random } from './random';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
export const weekMs = 7 * dayMs;

/** The story runs over 130 weeks; the team works in San Francisco, eight hours behind UTC. */
export const zone = 'America/Los_Angeles';
export const begin: Instant = Date.UTC(2012, 0, 2, 8);
export const weeks = 130;
export const end: Instant = begin + weeks * weekMs;

/** When the process changed: the turning points everything else follows from. */
export const turns = {
  moreOften: Date.UTC(2012, 9, 8, 8),
  gate: Date.UTC(2013, 1, 11, 8),
  master: Date.UTC(2013, 7, 12, 8),
  images: Date.UTC(2013, 11, 2, 8),
} as const;

export function dayStart(week: number, day: number): Instant {
  return begin + week * weekMs + day * dayMs;
}

/** Weekends aside, nobody works between the years. */
export function isWorkday(at: Instant): boolean {
  const date = new Date(at - 8 * hourMs);
  const weekday = date.getUTCDay();
  const month = date.getUTCMonth();
  const day = date.getUTCDate();
  const holiday = (month === 11 && day >= 24) || (month === 0 && day === 1) || (month === 6 && day === 4);
  return weekday !== 0 && weekday !== 6 && !holiday;
}

/** A moment within the working hours (nine to half past five) of the day that starts at `day`. */
export function workMoment(day: Instant, random: Random): Instant {
  return Math.round(day + random.between(9, 17.5) * hourMs);
}
