import type { RetroFacts } from '../../main/domain/analysis/facts';
import { counted, month } from '../../main/domain/deck/wording';
import type { Film } from '../../main/domain/film/film';
import type { DrawingContext } from '../map/marks';
import type { Scene } from '../map/scene';
import type { Theme } from '../theme/theme';
import { drawLegend } from './drawLegend';
import type { FilmLayout } from './layOutFilm';
import { balanceText, setLine, setLines, wrapText } from './setText';

/** Whose story, of what time, out of how much. */
export function drawOpening(
  context: DrawingContext,
  film: Film,
  facts: RetroFacts,
  scene: Scene,
  layout: FilmLayout,
  theme: Theme,
): void {
  const { safe, unit, shape } = layout;
  const size = (shape === 'wide' ? 92 : 84) * unit;
  const title = { size, weight: 540, color: theme.colors.ink, family: theme.fonts.serif };
  const lines = balanceText(context, film.plot.title, Math.min(safe.width, size * 15), title, shape === 'wide' ? 3 : 4);
  const small = { size: 32 * unit, weight: 430, color: theme.colors.inkMuted, family: theme.fonts.sans };
  const height = lines.length * size * 1.12;
  const top = safe.y + safe.height * 0.44 - height * 0.62;
  context.fillStyle = theme.colors.accent;
  context.fillRect(safe.x, top - 44 * unit, 96 * unit, 6 * unit);
  setLines(context, lines, safe.x, top, size * 1.12, title);
  let y = top + height + 56 * unit;
  setLine(context, spanWords(film), safe.x, y, safe.width, { ...small, size: 38 * unit, color: theme.colors.inkSoft });
  y += 58 * unit;
  const { runs, pipelines, deployments } = facts.counts;
  const numbers = [counted(runs, 'run'), counted(pipelines, 'pipeline'), counted(deployments, 'production deployment')];
  const rows = shape === 'wide' ? [numbers.join(' · ')] : wrapText(context, numbers.join(' · '), safe.width, small, 3);
  setLines(context, rows, safe.x, y - small.size * 0.7, small.size * 1.4, small);
  drawLegend(
    context,
    scene,
    { ...layout, legend: { ...safe, y: safe.y + safe.height - 44 * unit, height: 44 * unit } },
    theme,
  );
  if (film.plot.illustrative)
    setLine(context, 'illustrative data', safe.x + safe.width, safe.y + 16 * unit, safe.width, {
      ...small,
      size: 24 * unit,
      align: 'right',
    });
}

/** "October 2011 – June 2014" */
export function spanWords({ from, to, zone }: Pick<Film, 'from' | 'to' | 'zone'>): string {
  const [first, last] = [month(from, zone), month(Math.max(from, to - 1), zone)];
  return first === last ? first : `${first} – ${last}`;
}
