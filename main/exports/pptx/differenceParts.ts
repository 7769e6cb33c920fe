import type PptxGenJS from 'pptxgenjs';
import type { RetroFacts } from '../../domain/analysis/facts';
import { evolutionDifference } from '../../domain/analysis/map/evolutionDifference';
import { textWidth } from '../../domain/analysis/map/textWidth';
import type { Slide } from '../../domain/deck/deck';
import { listedDifferences, type ListedDifference } from '../../domain/deck/differenceRows';
import { cleanText } from './cleanText';
import { colour, fonts } from './look';
import { drawDifference } from './mapShapes';
import { drawBody, type Box } from './parts';

/** The map with its marks as native shapes, and under it what differs as text that can be edited. */
export function drawDifferenceSlide(target: PptxGenJS.Slide, slide: Slide, facts: RetroFacts, box: Box): void {
  if (!slide.map) return;
  const { columns, lines, shown, more } = listedDifferences(slide.table);
  const [lineHeight, foot] = [0.24, slide.body.length > 0 ? 0.3 : 0];
  const listTop = box.y + box.h - lines * lineHeight - foot;
  const { from, to } = slide.map;
  drawDifference(target, facts.evolution, evolutionDifference(facts.evolution, facts.weeks, from, to), {
    ...box,
    h: listTop - 0.15 - box.y,
  });
  const texts = [...shown.map(lineOf), ...(more > 0 ? [[{ text: `${String(more)} more in the notes` }]] : [])];
  const w = box.w / columns - 0.15;
  // One size for all, so that none looks weightier than another.
  const fitting = shown.map((one) => (w * pointsPerInch) / textWidth(`${one.sign} ${one.name} ${one.words}`, 1));
  texts.forEach((runs, index) => {
    target.addText(runs, {
      x: box.x + Math.floor(index / lines) * (w + 0.15),
      y: listTop + (index % lines) * lineHeight,
      w,
      h: lineHeight,
      fontFace: fonts.body,
      fontSize: Math.max(9, Math.min(12, ...fitting)),
      color: colour('inkSoft'),
      valign: 'middle',
      margin: 0,
      fit: 'shrink',
      objectName: 'Difference',
    });
  });
  drawBody(target, slide.body, { ...box, y: box.y + box.h - foot + 0.05, h: foot }, 11);
}

const pointsPerInch = 72;

function lineOf({ sign, fate, name, words }: ListedDifference): PptxGenJS.TextProps[] {
  const tone = fate === 'added' ? 'accent' : fate === 'removed' ? 'failed' : 'ink';
  return [
    { text: `${sign} `, options: { bold: true, color: colour(tone) } },
    { text: `${cleanText(name)} `, options: { bold: true, color: colour('ink') } },
    { text: cleanText(words) },
  ];
}
