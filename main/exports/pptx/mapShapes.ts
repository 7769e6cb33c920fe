import type PptxGenJS from 'pptxgenjs';
import type { Evolution, EvolutionNode } from '../../domain/analysis/facts';
import type { Instant } from '../../domain/history/records';
import { cleanText } from './cleanText';
import { colour, fonts, toneColour } from './look';
import type { Box } from './parts';

type PptxSlide = PptxGenJS.Slide;

/** The value stream map of one instant as native shapes: a box for each place, lines for the flow. All of it can be edited. */
export function drawMap(target: PptxSlide, evolution: Evolution, at: Instant, box: Box): void {
  const scale = Math.min(box.w / Math.max(1, evolution.width), box.h / Math.max(1, evolution.height));
  const left = box.x + (box.w - evolution.width * scale) / 2;
  const top = box.y + (box.h - evolution.height * scale) / 2;
  const there = (one: { present: { from: Instant; to: Instant }[] }): boolean =>
    one.present.some((part) => part.from <= at && at < part.to);
  const place = (x: number, y: number) => ({ x: left + x * scale, y: top + y * scale });

  for (const edge of evolution.edges.filter(there)) {
    for (let i = 1; i < edge.points.length; i += 1) {
      const from = edge.points[i - 1];
      const to = edge.points[i];
      if (from && to) drawLine(target, place(from.x, from.y), place(to.x, to.y), i === edge.points.length - 1);
    }
  }
  for (const node of evolution.nodes.filter(there)) {
    const corner = place(node.x - node.width / 2, node.y - node.height / 2);
    drawNode(target, node, { ...corner, w: node.width * scale, h: node.height * scale });
  }
}

function drawLine(
  target: PptxSlide,
  from: { x: number; y: number },
  to: { x: number; y: number },
  last: boolean,
): void {
  target.addShape('line', {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    w: Math.abs(to.x - from.x),
    h: Math.abs(to.y - from.y),
    flipH: to.x < from.x,
    flipV: to.y < from.y,
    line: { color: colour('past'), width: 1.25, ...(last ? { endArrowType: 'triangle' as const } : {}) },
    objectName: 'Flow',
  });
}

function drawNode(target: PptxSlide, node: EvolutionNode, box: Box): void {
  const tone = node.role ? toneColour(node.role) : colour(node.kind === 'material' ? 'inkMuted' : 'edge');
  const label =
    node.label === null || node.label === ''
      ? []
      : [{ text: cleanText(node.label), options: { fontSize: 8, color: colour('inkMuted') } }];
  target.addText(
    [
      {
        text: cleanText(node.name),
        options: { fontSize: 10, bold: node.kind === 'environment', breakLine: label.length > 0 },
      },
      ...label,
    ],
    {
      shape: node.kind === 'material' ? 'ellipse' : 'roundRect',
      ...box,
      fill: { color: colour('raised') },
      line: { color: tone, width: node.kind === 'environment' ? 2.25 : 1 },
      fontFace: fonts.body,
      color: colour('ink'),
      align: 'center',
      valign: 'middle',
      margin: 0.02,
      fit: 'shrink',
      objectName: cleanText(node.name),
    },
  );
}
