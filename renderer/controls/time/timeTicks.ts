import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../../main/domain/history/records';
import type { View } from './timeScale';

export interface Tick {
  at: Instant;
  label: string;
  /** First of a year: drawn stronger. */
  major: boolean;
}

interface Step {
  days?: number;
  months?: number;
  years?: number;
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Steps from fine to coarse; a step in days starts at each first of a month. */
const steps: Step[] = [
  { days: 7 },
  { months: 1 },
  { months: 3 },
  { months: 6 },
  { years: 1 },
  { years: 2 },
  { years: 5 },
];

/** Starts of weeks, months, quarters or years in the zone, as fine as `most` ticks allow. */
export function timeTicks(view: View, zone: string, most: number): Tick[] {
  for (const step of steps) {
    const length = stepMs(step);
    if ((view.to - view.from) / length <= most) return ticksBy(step, view, zone);
  }
  return ticksBy({ years: 10 }, view, zone);
}

function ticksBy(step: Step, view: View, zone: string): Tick[] {
  const ticks: Tick[] = [];
  let date = startBefore(
    step,
    Temporal.Instant.fromEpochMilliseconds(Math.floor(view.from)).toZonedDateTimeISO(zone).toPlainDate(),
  );
  for (;;) {
    const at = date.toZonedDateTime(zone).epochMilliseconds;
    if (at > view.to) return ticks;
    if (at >= view.from) ticks.push(tickOf(date, at, step.days !== undefined));
    date = date.add(step);
  }
}

function tickOf(date: Temporal.PlainDate, at: Instant, daily: boolean): Tick {
  const month = monthNames[date.month - 1] ?? '';
  if (daily) return { at, label: `${String(date.day)} ${month}`, major: date.month === 1 && date.day <= 7 };
  return { at, label: date.month === 1 ? String(date.year) : month, major: date.month === 1 };
}

function startBefore(step: Step, date: Temporal.PlainDate): Temporal.PlainDate {
  if (step.days) return date.subtract({ days: date.dayOfWeek - 1 });
  if (step.months) return date.with({ day: 1, month: date.month - ((date.month - 1) % step.months) });
  const years = step.years ?? 1;
  return date.with({ day: 1, month: 1, year: date.year - (date.year % years) });
}

function stepMs({ days = 0, months = 0, years = 0 }: Step): number {
  return (days + months * 30.4 + years * 365.25) * 24 * 3_600_000;
}
