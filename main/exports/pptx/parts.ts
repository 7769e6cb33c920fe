import { actionsTable } from '../../domain/deck/actionsTable';
import type PptxGenJS from 'pptxgenjs';
import type { BigNumber, Slide, Table } from '../../domain/deck/deck';
import { effectWords } from '../markdown';
import { cleanText } from './cleanText';
import { colour, fonts, inner, page } from './look';

type PptxSlide = PptxGenJS.Slide;

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export function drawBody(target: PptxSlide, paragraphs: string[], box: Box, size = 18): void {
  if (paragraphs.length === 0) return;
  target.addText(
    paragraphs.map((text) => ({ text: cleanText(text), options: { breakLine: true } })),
    {
      ...box,
      fontFace: fonts.body,
      fontSize: size,
      color: colour('inkSoft'),
      valign: 'top',
      margin: 0,
      fit: 'shrink',
      objectName: 'Body',
    },
  );
}

/** Gained and cost side by side, where a milestone has them. */
export function drawGains(target: PptxSlide, slide: Slide, box: Box): void {
  const { milestone } = slide;
  if (!milestone) return;
  const pairs: [string, string, 'highlight' | 'lowlight'][] = [
    ['Gained', milestone.gained, 'highlight'],
    ['Cost', milestone.cost, 'lowlight'],
  ];
  const shown = pairs.filter(([, text]) => text !== '');
  shown.forEach(([label, text, tone], i) => {
    const w = box.w / 2 - 0.15;
    target.addText(
      [
        { text: label, options: { bold: true, color: colour(tone), fontSize: 13, breakLine: true } },
        { text: cleanText(text), options: { color: colour('inkSoft'), fontSize: 15 } },
      ],
      {
        x: box.x + i * (w + 0.3),
        y: box.y,
        w,
        h: box.h,
        fontFace: fonts.body,
        valign: 'top',
        margin: 0,
        fit: 'shrink',
        objectName: label,
      },
    );
  });
}

/** Before → after, large; effect and interval small. */
export function drawNumbers(target: PptxSlide, numbers: BigNumber[], box: Box): void {
  const gap = 0.35;
  const w = Math.min(6.4, (box.w - gap * (numbers.length - 1)) / Math.max(1, numbers.length));
  // Where several stand below one another each is drawn closer.
  const [numberY, numberH, effectY] = box.h < 1.6 ? [0.4, 0.55, 0.97] : [0.5, 0.75, 1.3];
  numbers.forEach((one, i) => {
    const x = box.x + i * (w + gap);
    target.addShape('line', { x, y: box.y, w, h: 0, line: { color: colour('line'), width: 1.25 }, objectName: 'Rule' });
    target.addText(cleanText(one.label), {
      x,
      y: box.y + 0.12,
      w,
      h: 0.35,
      fontFace: fonts.body,
      fontSize: 14,
      color: colour('inkMuted'),
      margin: 0,
      fit: 'shrink',
      objectName: 'Label',
    });
    target.addText(
      [
        ...(one.before === null ? [] : [{ text: `${cleanText(one.before)} → `, options: { color: colour('past') } }]),
        { text: cleanText(one.after), options: { color: colour('ink'), bold: true } },
      ],
      {
        x,
        y: box.y + numberY,
        w,
        h: numberH,
        fontFace: fonts.headline,
        fontSize: numbers.length > 2 ? 28 : 40,
        margin: 0,
        fit: 'shrink',
        objectName: 'Number',
      },
    );
    const said = one.effect === null && one.verdict === null ? null : effectWords(one);
    const effect =
      said === null
        ? []
        : [{ text: cleanText(said), options: { bold: true, color: colour('accent'), fontSize: 16, breakLine: true } }];
    target.addText([...effect, { text: cleanText(one.detail), options: { color: colour('inkMuted'), fontSize: 11 } }], {
      x,
      y: box.y + effectY,
      w,
      h: Math.min(1.05, Math.max(0.4, box.h - effectY)),
      fontFace: fonts.body,
      valign: 'top',
      margin: 0,
      fit: 'shrink',
      objectName: 'Effect',
    });
  });
}

/** `shares` of the width for the columns; all alike where not given. */
export function drawTable(target: PptxSlide, table: Table, box: Box, shares?: number[]): void {
  const border = { type: 'solid' as const, pt: 0.75, color: colour('line') };
  const none = { type: 'none' as const };
  const cell = (text: string, head: boolean, first: boolean): PptxGenJS.TableCell => ({
    text: cleanText(text),
    options: {
      bold: first && !head,
      fontSize: head ? 12 : 18,
      color: colour(head ? 'inkMuted' : 'ink'),
      fontFace: first && !head ? fonts.headline : fonts.body,
      border: [none, none, border, none],
      valign: 'middle',
    },
  });
  const rows = [
    table.columns.map((text) => cell(text, true, false)),
    ...table.rows.map((row) => row.map((text, i) => cell(text, false, i === 0))),
  ];
  target.addTable(rows, {
    ...box,
    colW: table.columns.map((_, i) => box.w * (shares?.[i] ?? 1 / table.columns.length)),
    rowH: 0.55,
    autoPage: false,
  });
}

export function drawActions(target: PptxSlide, slide: Slide): void {
  if (slide.actions.length === 0) return;
  const table = actionsTable(slide);
  const shares = table.columns.length === 3 ? [0.62, 0.22, 0.16] : [0.8, 0.2];
  drawTable(target, table, { x: page.margin, y: 2.3, w: inner, h: 4 }, shares);
}
