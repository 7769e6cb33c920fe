import { drawText, fontOf } from '../map/cards';
import { truncateMiddle } from '../map/fit';
import type { DrawingContext } from '../map/marks';
import { textWidth } from '../map/textWidth';

export interface LineStyle {
  size: number;
  weight: number;
  color: string;
  family: string;
  align?: 'left' | 'right';
}

/** One line with its middle at `y`, cut in its middle where it does not fit; returns its width. */
export function setLine(
  context: DrawingContext,
  text: string,
  x: number,
  y: number,
  room: number,
  style: LineStyle,
): number {
  const font = fontOf(style.family, style.size, style.weight);
  const fitting = truncateMiddle(text, room, (part) => textWidth(context, part, font));
  return drawText(context, fitting, { ...style, align: style.align ?? 'left', x, y });
}

/** Lines no wider than `room`, at most `most`; the last one is cut where the text goes on. */
export function wrapText(
  context: DrawingContext,
  text: string,
  room: number,
  style: Pick<LineStyle, 'size' | 'weight' | 'family'>,
  most: number,
): string[] {
  const font = fontOf(style.family, style.size, style.weight);
  const measure = (part: string): number => textWidth(context, part, font);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n\t]+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || measure(longer) <= room) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== '') lines.push(line);
  const kept = lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1] ?? ''}…`];
  return kept.map((one) => truncateMiddle(one, room, measure));
}

/** As `wrapText`, with lines of about the same length: a title never leaves one word alone on its last line. */
export function balanceText(
  context: DrawingContext,
  text: string,
  room: number,
  style: Pick<LineStyle, 'size' | 'weight' | 'family'>,
  most: number,
): string[] {
  const lines = wrapText(context, text, room, style, most);
  let [low, high] = [room / 2, room];
  for (let step = 0; step < 8; step++) {
    const middle = (low + high) / 2;
    const tried = wrapText(context, text, middle, style, lines.length);
    if (tried.join(' ') === lines.join(' ')) high = middle;
    else low = middle;
  }
  return wrapText(context, text, high, style, lines.length);
}

/** A paragraph from `top` down; returns the height it took. */
export function setLines(
  context: DrawingContext,
  lines: readonly string[],
  x: number,
  top: number,
  leading: number,
  style: LineStyle,
): number {
  lines.forEach((line, index) => {
    drawText(context, line, { ...style, align: style.align ?? 'left', x, y: top + leading * (index + 0.5) });
  });
  return lines.length * leading;
}
