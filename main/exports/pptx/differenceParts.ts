import type PptxGenJS from 'pptxgenjs';
import type { RetroFacts } from '../../domain/analysis/facts';
import { evolutionDifference } from '../../domain/analysis/map/evolutionDifference';
import type { Slide } from '../../domain/deck/deck';
import { cleanText } from './cleanText';
import { colour, fonts } from './look';
import { drawDifference } from './mapShapes';
import { drawBody, type Box } from './parts';

/** Lines of the list, as on the slide: the rest is in the notes. */
const mostLines = 4;

/** The map with its marks as native shapes, and under it what differs as text that can be edited. */
export function drawDifferenceSlide(target: PptxGenJS.Slide, slide: Slide, facts: RetroFacts, box: Box): void {
  if (!slide.map) return;
  const rows = slide.table?.rows ?? [];
  const columns = rows.length > 2 * mostLines ? 3 : 2;
  const most = columns * mostLines;
  const shown = rows.length > most ? rows.slice(0, most - 1) : rows;
  const lines = Math.ceil(Math.min(rows.length, most) / columns);
  const [lineHeight, foot] = [0.24, slide.body.length > 0 ? 0.3 : 0];
  const listTop = box.y + box.h - lines * lineHeight - foot;
  const { from, to } = slide.map;
  drawDifference(target, facts.evolution, evolutionDifference(facts.evolution, facts.weeks, from, to), {
    ...box,
    h: listTop - 0.15 - box.y,
  });
  const texts = [
    ...shown.map(([fate = '', name = '', , what = '']) => lineOf(fate, name, what)),
    ...(rows.length > most ? [[{ text: `${String(rows.length - shown.length)} more in the notes`, options: {} }]] : []),
  ];
  const w = box.w / columns;
  texts.forEach((runs, index) => {
    target.addText(runs, {
      x: box.x + Math.floor(index / lines) * w,
      y: listTop + (index % lines) * lineHeight,
      w: w - 0.15,
      h: lineHeight,
      fontFace: fonts.body,
      fontSize: 12,
      color: colour('inkSoft'),
      valign: 'middle',
      margin: 0,
      fit: 'shrink',
      objectName: 'Difference',
    });
  });
  drawBody(target, slide.body, { ...box, y: box.y + box.h - foot + 0.05, h: foot }, 11);
}

function lineOf(fate: string, name: string, what: string): PptxGenJS.TextProps[] {
  const [sign = '', word = ''] = fate.split(' ');
  const tone = word === 'added' ? 'accent' : word === 'removed' ? 'failed' : 'ink';
  return [
    { text: `${sign} `, options: { bold: true, color: colour(tone) } },
    { text: `${cleanText(name)} `, options: { bold: true, color: colour('ink') } },
    { text: cleanText(what === '' ? word : `${word}${word === 'changed' ? ':' : ''} ${what}`), options: {} },
  ];
}
