import type { Film } from '../../main/domain/film/film';
import { timeTicks, type Tick } from '../controls/time/timeTicks';

const known = new WeakMap<Film, Map<number, Tick[]>>();

/** At most so many dates under the axis. Kept beside the film, as calendars are too slow for every frame. */
export function axisTicks(film: Film, most: number): Tick[] {
  const count = Math.max(2, Math.floor(most));
  const kept = known.get(film) ?? new Map<number, Tick[]>();
  known.set(film, kept);
  const ticks = kept.get(count) ?? timeTicks(film, film.zone, count);
  kept.set(count, ticks);
  return ticks;
}
