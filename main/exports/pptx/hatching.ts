import type PptxGenJS from 'pptxgenjs';
import { cleanText } from './cleanText';
import { colour } from './look';
import type { Box } from './parts';

/** PptxGenJS fills shapes with plain colours only; shapes of this name get their hatching by `withHatching`. */
const hatchMark = 'Not wholly known:';

/** Behind the plot of a chart, the buckets that history does not wholly cover: each stretch of them one hatched box. */
export function drawHatching(
  target: PptxGenJS.Slide,
  { categories, partial }: { categories: string[]; partial: boolean[] },
  plot: Box,
): void {
  const step = plot.w / Math.max(1, categories.length);
  for (const { first, last } of stretchesOf(partial)) {
    const [from = '', to = ''] = [categories[first], categories[last]];
    target.addShape('rect', {
      x: plot.x + first * step,
      y: plot.y,
      w: (last - first + 1) * step,
      h: plot.h,
      fill: { color: colour('past') },
      objectName: cleanText(`${hatchMark} ${from === to ? from : `${from} to ${to}`}`),
    });
  }
}

/** Indices of the first and last bucket of each stretch that is not whole. */
function stretchesOf(partial: readonly boolean[]): { first: number; last: number }[] {
  const stretches: { first: number; last: number }[] = [];
  partial.forEach((isPartial, index) => {
    if (!isPartial) return;
    const open = stretches.at(-1);
    if (open?.last === index - 1) open.last = index;
    else stretches.push({ first: index, last: index });
  });
  return stretches;
}

/** The fill of what `drawHatching` drew becomes lines that rise to the right, as on the slides of the window. */
export function withHatching(slide: string): string {
  return slide.replace(/<p:sp>(?:(?!<\/p:sp>).)*<\/p:sp>/gs, (shape) =>
    shape.includes(`name="${hatchMark}`)
      ? shape.replace(
          /<a:solidFill>(.*?)<\/a:solidFill>/s,
          `<a:pattFill prst="ltUpDiag"><a:fgClr>$1</a:fgClr><a:bgClr><a:srgbClr val="${colour('paper')}"/></a:bgClr></a:pattFill>`,
        )
      : shape,
  );
}
