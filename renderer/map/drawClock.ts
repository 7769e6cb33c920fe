import type { Instant } from '../../main/domain/history/records';
import type { MilestoneKind } from '../../main/domain/retro/milestone';
import type { Theme } from '../theme/theme';
import { drawText, fontOf } from './cards';
import { truncateMiddle, type Box } from './fit';
import { legendSigns, type LegendSign } from './legendSigns';
import { drawMilestoneMark, type DrawingContext } from './marks';
import type { Scene } from './scene';
import { textWidth } from './textWidth';

/** What is said at a milestone; `alpha` lets the film fade it. */
export interface Caption {
  kind: MilestoneKind;
  text: string;
  alpha: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** "March 2013" in the retro's zone. */
export function monthOf(at: Instant, zone: string): string {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: zone });
    formatters.set(zone, formatter);
  }
  return formatter.format(at);
}

export function drawClock(context: DrawingContext, at: Instant, zone: string, box: Box, theme: Theme): number {
  const [month, year] = monthOf(at, zone).split(' ') as [string, string];
  const size = box.height * 0.62;
  const style = { y: box.y + box.height / 2, size, align: 'left', family: theme.fonts.serif } as const;
  // The year first, as it stands still for longest: the month beside it then changes without moving it.
  const yearWidth = drawText(context, year, { ...style, x: box.x, weight: 560, color: theme.colors.ink });
  const monthX = box.x + yearWidth + size * 0.28;
  return monthX + drawText(context, month, { ...style, x: monthX, weight: 380, color: theme.colors.inkMuted });
}

/** One slot, two lines at most. */
export function drawCaption(context: DrawingContext, caption: Caption, box: Box, theme: Theme): void {
  const size = Math.max(14, Math.min(box.height * 0.3, 34));
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * caption.alpha;
  context.fillStyle = theme.milestones[caption.kind];
  drawMilestoneMark(context, caption.kind, box.x + size * 0.5, box.y + box.height / 2, size * 0.4);
  const lines = wrap(context, caption.text, box.width - size * 1.5, fontOf(theme.fonts.sans, size, 520), 2);
  lines.forEach((line, index) => {
    const y = box.y + box.height / 2 + (index - (lines.length - 1) / 2) * size * 1.28;
    drawText(context, line, {
      x: box.x + size * 1.4,
      y,
      size,
      weight: 520,
      color: theme.colors.ink,
      align: 'left',
      family: theme.fonts.sans,
    });
  });
  context.globalAlpha = alpha;
}

const key = 'large numbers: deployments in four weeks';

/**
 * Environments by their hue, with the plain word beside the code name, set from the right, level with the clock. Where
 * room is short the explanation goes first, then the plain words, then the legend: the boxes themselves say the names.
 */
export function drawLegend(context: DrawingContext, scene: Scene, box: Box, theme: Theme, minTextPx: number): void {
  const size = Math.max(minTextPx, Math.min(20, box.height * 0.2));
  const font = fontOf(theme.fonts.sans, size, 450);
  const full = scene.roles.map(({ role, name, label }) => ({
    role,
    text: label && label !== name ? `${name}, ${label}` : name,
  }));
  const short = scene.roles.map(({ role, name }) => ({ role, text: name }));
  const widthOf = (entries: typeof full) =>
    entries.reduce((sum, { text }) => sum + textWidth(context, text, font) + size * 2.4, 0);
  const entries = [full, short].find((each) => widthOf(each) <= box.width);
  if (!entries) return;
  let right = box.x + box.width;
  const y = box.y + box.height / 2;
  const style = { y, size, weight: 450, align: 'right', family: theme.fonts.sans } as const;
  for (const { role, text } of [...entries].reverse()) {
    const width = drawText(context, text, { ...style, x: right, color: theme.colors.inkSoft });
    context.fillStyle = theme.roles[role];
    context.beginPath();
    context.roundRect(right - width - size * 1.15, y - size * 0.38, size * 0.76, size * 0.76, size * 0.2);
    context.fill();
    right -= width + size * 2.4;
  }
  const signs: { text: string; mark: LegendSign['mark'] | null }[] = [
    ...legendSigns(scene),
    ...(scene.hasRuns ? [{ text: key, mark: null }] : []),
  ];
  for (const { text, mark } of signs) {
    const width = textWidth(context, text, font) + (mark ? size * 1.25 : 0);
    if (width > right - box.x) return;
    drawText(context, text, { ...style, x: right, color: theme.colors.inkMuted });
    mark?.(context, right - width, y, size * 0.84, theme);
    right -= width + size * 1.15;
  }
}

function wrap(context: DrawingContext, text: string, room: number, font: string, maxLines: number): string[] {
  const measure = (part: string) => textWidth(context, part, font);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && lines.length < maxLines - 1 && measure(longer) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((each) => truncateMiddle(each, room, measure));
}
