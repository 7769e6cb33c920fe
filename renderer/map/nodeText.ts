import { nodeMeasures } from '../../main/domain/analysis/map/nodeSize';
import { drawText, fontOf, padOf, textSize } from './cards';
import { truncateMiddle, type Box } from './fit';
import type { DrawingContext } from './marks';
import type { Moment } from './moment';
import { textWidth } from './textWidth';

/** The layout measured names a little too wide on purpose: what is left over goes into their size. */
const slack = 1.08;

/** One size for the names of all boxes of a height; it follows the box's width, and its height where that is low. */
export function nameSizeOf(box: Box, { unit, minTextPx }: Moment): number {
  return textSize(Math.min(box.height * 0.36, nodeMeasures.nameSize * slack * unit), minTextPx, 34);
}

/** Size of what stands under the name, or beside it: the second line, a stage's name, a share. */
export function lineSizeOf(box: Box, { unit, minTextPx }: Moment): number {
  return textSize(Math.min(box.height * 0.28, nodeMeasures.lineSize * slack * unit), minTextPx, 24);
}

/** Where in a box the middles of its two rows lie, as shares of its height: apart where the box is low. */
export function rowsOf(box: Box, { minTextPx }: Moment): { name: number; marks: number } {
  return box.height < minTextPx * 2.7 ? { name: 0.3, marks: 0.76 } : { name: 0.33, marks: 0.69 };
}

/** Set smaller, down to what can be read, before it is cut. `height` is the share of the box its middle lies at; `boost` sets it larger. */
export function drawName(
  context: DrawingContext,
  name: string,
  box: Box,
  room: number,
  moment: Moment,
  height: number,
  boost = 1,
): void {
  const { theme, minTextPx } = moment;
  const wanted = nameSizeOf(box, moment) * boost;
  const width = nameWidth(context, name, wanted, moment);
  const size = width > room ? Math.max(minTextPx, (wanted * room * 0.985) / width) : wanted;
  const font = fontOf(theme.fonts.sans, size, 600);
  const text = truncateMiddle(name, room, (part) => textWidth(context, part, font));
  drawText(context, text, {
    x: box.x + padOf(box),
    y: box.y + box.height * height,
    size,
    weight: 600,
    color: theme.colors.ink,
    align: 'left',
    family: theme.fonts.sans,
  });
}

export function nameWidth(context: DrawingContext, name: string, size: number, { theme }: Moment): number {
  return textWidth(context, name, fontOf(theme.fonts.sans, size, 600));
}

export function drawSmall(
  context: DrawingContext,
  text: string,
  box: Box,
  moment: Moment,
  room: number,
  color: string,
): void {
  const size = lineSizeOf(box, moment);
  const font = fontOf(moment.theme.fonts.sans, size, 450);
  drawText(
    context,
    truncateMiddle(text, room, (part) => textWidth(context, part, font)),
    {
      x: box.x + padOf(box),
      y: box.y + box.height * 0.73,
      size,
      weight: 450,
      color,
      align: 'left',
      family: moment.theme.fonts.sans,
    },
  );
}
