import type { Film } from '../../main/domain/film/film';
import type { Instant } from '../../main/domain/history/records';
import type { DrawingContext } from '../map/marks';
import type { Theme } from '../theme/theme';
import type { FilmLayout } from './layOutFilm';
import { setLine } from './setText';

const formats = new Map<string, Intl.DateTimeFormat>();

function part(at: Instant, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${zone} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  formats.set(key, format);
  return format.format(at);
}

/** Below half a year months tell too little, and days pass slowly enough to be read. */
const daysBelowMs = 183 * 86_400_000;

/** Year and month in the retro's zone; of a short history the day too. The year is what stands still for longest. */
export function clockWords(film: Pick<Film, 'from' | 'to' | 'zone'>, at: Instant): { year: string; month: string } {
  const isShort = film.to - film.from < daysBelowMs;
  const month = part(at, film.zone, isShort ? { day: 'numeric', month: 'long' } : { month: 'long' });
  return { year: part(at, film.zone, { year: 'numeric' }), month };
}

export function drawClock(context: DrawingContext, film: Film, at: Instant, layout: FilmLayout, theme: Theme): void {
  const { clock: box, unit, shape } = layout;
  const { year, month } = clockWords(film, at);
  const serif = theme.fonts.serif;
  const [ink, soft] = [theme.colors.ink, theme.colors.inkMuted];
  if (shape === 'wide') {
    const middle = box.y + box.height / 2;
    setLine(context, year, box.x, middle - 26 * unit, box.width, {
      size: 72 * unit,
      weight: 560,
      color: ink,
      family: serif,
    });
    setLine(context, month, box.x, middle + 34 * unit, box.width, {
      size: 36 * unit,
      weight: 400,
      color: soft,
      family: serif,
    });
    return;
  }
  const size = box.height * 0.72;
  const y = box.y + box.height / 2;
  const width = setLine(context, year, box.x, y, box.width, { size, weight: 560, color: ink, family: serif });
  const x = box.x + width + size * 0.3;
  setLine(context, month, x, y, box.width - width, { size, weight: 400, color: soft, family: serif });
}
