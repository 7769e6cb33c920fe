import { captionAt } from '../../main/domain/film/film';
import type { Box } from '../map/fit';
import type { DrawingContext } from '../map/marks';
import { sceneOf } from '../map/scene';
import { areasOf } from './areas';
import { clockWords, drawClock } from './drawClock';
import { drawHead } from './drawHead';
import { drawMap, lowerMoment } from './drawLayers';
import { drawLegend } from './drawLegend';
import { drawPlot } from './drawPlot';
import { drawLabels, labelsAt } from './drawStrip';
import { Damage } from './damage';
import type { KeptFrame, Part } from './keptFrame';
import type { Story } from './story';

/** Area by area; with what is kept of the frame before, only those areas that are others, and of map and plot what moves. */
export function drawStory(context: DrawingContext, story: Story, kept: KeptFrame): void {
  const areas = areasOf(story.layout, story.size);
  drawMapArea(context, story, areas.map, kept);
  drawPlot(context, story, areas, kept);
  const { film, facts, at, layout, theme, strip, seconds } = story;
  const paint = (name: Part, area: Box, key: string, draw: () => void): void => {
    if (kept.parts.get(name) === key) return;
    within(context, area, theme.colors.paper, draw);
    kept.parts.set(name, key);
    kept.damage.add(area);
  };
  paint('legend', areas.legend, '', () => {
    drawLegend(context, sceneOf(facts.evolution, facts.weeks), layout, theme);
  });
  if (strip && areas.labels) {
    const labels = labelsAt(strip, at);
    paint('labels', areas.labels, labels.join('|'), () => {
      drawLabels(context, strip, labels, layout, theme);
    });
  }
  const words = clockWords(film, at);
  paint('clock', areas.clock, `${words.year}|${words.month}`, () => {
    drawClock(context, film, at, layout, theme);
  });
  const caption = captionAt(film, seconds);
  paint(
    'head',
    areas.head,
    caption ? `${String(caption.chapter.fromSeconds)}|${String(caption.alpha)}` : 'none',
    () => {
      drawHead(context, film, seconds, layout, theme);
    },
  );
}

/** The map from a layer that seldom changes, and over it what travels. */
function drawMapArea(context: DrawingContext, story: Story, area: Box, kept: KeptFrame): void {
  const { map, at, theme, size } = story;
  const { lower } = kept;
  const moment = lowerMoment(map, at);
  const key = String(moment);
  if (lower.key !== key) {
    within(lower.picture.context, area, theme.colors.paper, () => {
      drawMap(lower.picture.context, map, moment, 'map');
    });
    lower.key = key;
    kept.tokens = null;
  }
  const { canvas } = lower.picture;
  for (const { x, y, width, height } of kept.tokens?.boxes() ?? [area])
    for (const box of both({ x, y, width, height }, area)) {
      context.drawImage(canvas, box.x, box.y, box.width, box.height, box.x, box.y, box.width, box.height);
      kept.damage.add(box);
    }
  const tokens = new Damage(size);
  within(context, area, null, () => {
    drawMap(context, map, at, 'moving', (box) => {
      tokens.add(box);
      for (const shown of both(box, area)) kept.damage.add(shown);
    });
  });
  kept.tokens = tokens;
}

/** What two boxes have in common; none where they have nothing. */
function both(a: Box, b: Box): Box[] {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? [{ x, y, width, height }] : [];
}

/** Draws inside an area of whole pixels only, so that no part of a picture reaches into another; on paper where one is given. */
function within(context: DrawingContext, area: Box, paper: string | null, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(area.x, area.y, area.width, area.height);
  context.clip();
  if (paper !== null) {
    context.globalAlpha = 1;
    context.fillStyle = paper;
    context.fillRect(area.x, area.y, area.width, area.height);
  }
  draw();
  context.restore();
}
