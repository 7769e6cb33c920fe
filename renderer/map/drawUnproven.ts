import type { EvolutionNode } from '../../main/domain/analysis/facts';
import { missingWords } from '../../main/domain/analysis/map/knownBy';
import { drawText, fontOf, padOf, radiusOf } from './cards';
import type { Box } from './fit';
import type { DrawingContext } from './marks';
import type { Moment } from './moment';
import { drawName, drawSmall, lineSizeOf, rowsOf } from './nodeText';
import { presenceAt } from './presence';
import { textWidth } from './textWidth';

/** A pipeline that others refer to but of which history has nothing: a dashed outline, its name, and why it is pale. */
export function drawMissing(context: DrawingContext, node: EvolutionNode, box: Box, moment: Moment): void {
  const { colors } = moment.theme;
  outline(context, box, colors.inkMuted, missingDash);
  const isTall = box.height > moment.minTextPx * 2.5;
  const room = box.width - padOf(box) * 2;
  drawName(context, node.name, box, room, moment, isTall ? rowsOf(box, moment).name : 0.5);
  if (!isTall) return;
  const font = fontOf(moment.theme.fonts.sans, lineSizeOf(box, moment), 450);
  const words = textWidth(context, missingWords, font) <= room ? missingWords : 'missing';
  drawSmall(context, words, box, moment, room, colors.inkMuted);
}

export const missingDash = [6, 4];
export const configuredDash = [1.5, 3];

/** A pipeline or environment that is only declared: dotted and hollow, its stages as open squares, as no outcome is known. */
export function drawConfigured(context: DrawingContext, node: EvolutionNode, box: Box, moment: Moment): void {
  const { colors, roles } = moment.theme;
  const isEnvironment = node.kind === 'environment';
  outline(context, box, isEnvironment ? roles[node.role ?? 'other'] : colors.inkMuted, configuredDash);
  const stages = node.stages.filter(({ present }) => presenceAt(present, moment.at, null) > 0);
  const pad = padOf(box);
  const room = box.width - pad * 2;
  const isTall = stages.length > 0 ? box.height > moment.minTextPx * 1.9 : box.height > moment.minTextPx * 2.5;
  const hasLine = isTall && (stages.length > 0 || node.label !== null);
  drawName(context, node.name, box, room, moment, hasLine ? rowsOf(box, moment).name : 0.5);
  if (!hasLine) return;
  if (stages.length === 0) drawSmall(context, node.label ?? '', box, moment, room, colors.inkMuted);
  else drawSquares(context, stages.length, box, moment);
}

/** A row of open squares; what they mean beside them, where there is room. */
function drawSquares(context: DrawingContext, count: number, box: Box, moment: Moment): void {
  const { colors, fonts } = moment.theme;
  const pad = padOf(box);
  const radius = Math.min(8, Math.max(3, box.height * 0.085));
  const step = Math.min(radius * 3.2, (box.width - pad * 2) / count);
  const y = box.y + box.height * rowsOf(box, moment).marks;
  for (let index = 0; index < count; index += 1) {
    drawSquare(context, box.x + pad + radius + index * step, y, Math.min(radius, step * 0.42), colors.inkMuted);
  }
  const size = lineSizeOf(box, moment);
  const words = 'no runs known';
  // Under the name and not over it: where the box is low, the squares stand alone.
  if (size > box.height * 0.3) return;
  const left = box.x + pad + (count - 1) * step + radius * 3.4;
  if (left + textWidth(context, words, fontOf(fonts.sans, size, 450)) > box.x + box.width - pad) return;
  drawText(context, words, {
    ...{ x: left, y, size, weight: 450, color: colors.inkMuted, align: 'left' as const },
    family: fonts.sans,
  });
}

export function drawSquare(context: DrawingContext, x: number, y: number, radius: number, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = Math.max(1, radius * 0.32);
  context.strokeRect(x - radius * 0.8, y - radius * 0.8, radius * 1.6, radius * 1.6);
}

function outline(context: DrawingContext, box: Box, color: string, dash: number[]): void {
  context.strokeStyle = color;
  context.lineWidth = 1.4;
  context.lineCap = 'butt';
  context.setLineDash(dash);
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, radiusOf(box));
  context.stroke();
  context.setLineDash([]);
}
