import { fontOf } from '../map/cards';
import { legendSigns, rareSigns, type LegendSign } from '../map/legendSigns';
import { drawOutcomeMark, type DrawingContext } from '../map/marks';
import type { Scene } from '../map/scene';
import { textWidth } from '../map/textWidth';
import type { Theme } from '../theme/theme';
import type { FilmLayout } from './layOutFilm';
import { setLine } from './setText';

interface Entry {
  text: string;
  mark: (x: number, y: number, size: number) => void;
}

/**
 * Environments by their hue with the plain word beside the code name, then what travels. Where room is short, first the plain
 * words go, then what travels; the boxes themselves say the names.
 */
export function drawLegend(context: DrawingContext, scene: Scene, layout: FilmLayout, theme: Theme): void {
  const { legend: box, unit, shape } = layout;
  const size = (shape === 'tall' ? 26 : 20) * unit;
  const style = { size, weight: 450, color: theme.colors.inkSoft, family: theme.fonts.sans };
  const roles = scene.roles.filter(({ name }, index, all) => all.findIndex((one) => one.name === name) === index);
  const places = (isFull: boolean): Entry[] =>
    roles.map(({ role, name, label }) => ({
      text: isFull && label && label !== name ? `${name}, ${label}` : name,
      mark: (x, y, side) => {
        context.fillStyle = theme.roles[role];
        context.beginPath();
        context.roundRect(x, y - side / 2, side, side, side * 0.26);
        context.fill();
      },
    }));
  const entryOf = ({ text, mark }: LegendSign): Entry => ({
    text,
    mark: (x, y, side) => mark(context, x, y, side, theme),
  });
  const rare = rareSigns(scene).map(entryOf);
  const runs: Entry[] = [
    { text: 'run', mark: markOf(context, 'passed', theme.colors.inkSoft) },
    { text: 'failed run', mark: markOf(context, 'failed', theme.colors.failed) },
  ];
  const travelling = [
    ...(scene.hasRuns ? runs : []),
    ...legendSigns(scene).map(entryOf),
    ...(scene.hasRuns ? [{ text: 'large numbers: deployments in four weeks', mark: () => undefined }] : []),
  ];
  const font = fontOf(style.family, style.size, style.weight);
  const widthOf = (entries: Entry[]): number =>
    entries.reduce((sum, { text }) => sum + textWidth(context, text, font) + size * 2.4, 0);
  const choices = [
    [...places(true), ...travelling],
    [...places(true), ...travelling.slice(0, -1)],
    [...places(true), ...travelling.slice(0, scene.hasRuns ? 2 : 0), ...rare],
    [...places(true), ...rare],
    [...places(false), ...rare],
    ...(rare.length > 0 ? [rare] : []),
    places(true),
    places(false),
  ];
  const entries = choices.find((each) => widthOf(each) <= box.width + size * 1.2);
  if (!entries) return;
  let x = box.x;
  const y = box.y + box.height / 2;
  for (const { text, mark } of entries) {
    const isBare = text.startsWith('large');
    mark(x, y, size * 0.76);
    x += isBare ? 0 : size * 1.12;
    x +=
      setLine(context, text, x, y, box.width, isBare ? { ...style, color: theme.colors.inkMuted } : style) +
      size * 1.28;
  }
}

function markOf(context: DrawingContext, outcome: 'passed' | 'failed', color: string): Entry['mark'] {
  return (x, y, side) => {
    context.fillStyle = color;
    context.strokeStyle = color;
    drawOutcomeMark(context, outcome, x + side / 2, y, side * 0.4);
  };
}
