import PptxGenJS from 'pptxgenjs';
import type { RetroFacts } from '../../domain/analysis/facts';
import type { Deck, Slide } from '../../domain/deck/deck';
import { date } from '../../domain/deck/wording';
import { drawChart, drawLanes } from './charts';
import { cleanText } from './cleanText';
import { drawDifferenceSlide } from './differenceParts';
import { drawBranches, drawFlagList } from './flags';
import { defineMasters, drawFrame } from './frame';
import { fonts, inner, page } from './look';
import { drawMap } from './mapShapes';
import { drawActions, drawBody, drawGains, drawNumbers, drawTable, type Box } from './parts';
import { addFilmSlide, type DeckFilm } from './filmSlide';
import { repairPackage, type SheetValues } from './repairPackage';

/** The deck as a PowerPoint file: every text editable, every chart native with its data sheet, notes with each slide. */
export async function deckPptx(deck: Deck, facts: RetroFacts, film: DeckFilm | null = null): Promise<Uint8Array> {
  const file = new PptxGenJS();
  file.defineLayout({ name: 'SHIPLAPSE', width: page.width, height: page.height });
  file.layout = 'SHIPLAPSE';
  file.title = cleanText(deck.title);
  file.company = '';
  file.author = 'Shiplapse';
  file.theme = { headFontFace: fonts.headline, bodyFontFace: fonts.body };
  defineMasters(file);
  const sheets: SheetValues[] = [];
  for (const slide of deck.slides.filter((one) => !one.hidden)) {
    const target = file.addSlide({ masterName: slide.kind === 'title' ? 'Opening' : 'Story' });
    drawFrame(target, slide, deck.zone);
    drawContent(target, slide, deck, facts, sheets);
    if (film && slide.kind === 'timelapse') await addFilmSlide(file, slide, deck.zone, film);
  }
  const written = (await file.write({ outputType: 'nodebuffer', compression: false })) as Uint8Array;
  return repairPackage(written, sheets);
}

const content: Box = { x: page.margin, y: 2.2, w: inner, h: 4.6 };

function drawContent(
  target: PptxGenJS.Slide,
  slide: Slide,
  deck: Deck,
  facts: RetroFacts,
  sheets: SheetValues[],
): void {
  switch (slide.kind) {
    case 'title':
      drawBody(target, slide.body, { x: page.margin, y: 4.75, w: inner, h: 1.2 });
      return;
    case 'moved':
      if (slide.table) drawTable(target, slide.table, content, [0.33, 0.22, 0.1, 0.1, 0.1, 0.15]);
      drawBody(target, slide.body, { ...content, y: 6, h: 0.8 }, 14);
      return;
    case 'glossary':
      drawBody(target, slide.body, { ...content, y: 6, h: 0.8 }, 14);
      if (slide.table) drawTable(target, slide.table, content);
      return;
    case 'timelapse': {
      const last = slide.map?.stills.at(-1);
      if (last) {
        drawMap(target, facts.evolution, last.at, { ...content, h: 4.25 });
        drawBody(target, [`${last.caption}: ${date(last.at, deck.zone)}`], { ...content, y: 6.5, h: 0.35 }, 13);
      }
      return;
    }
    case 'timeline': {
      if (!slide.timeline) return;
      const plot = drawLanes(target, slide.timeline, { ...content, y: 2.05, h: 3.05 }, slide.alt, sheets);
      drawBranches(target, slide.timeline, { ...plot, y: 5.15, h: 0.32 });
      drawFlagList(target, slide.timeline, deck.zone, { ...content, y: 5.65, h: 1.15 });
      return;
    }
    case 'difference':
      drawDifferenceSlide(target, slide, facts, { ...content, y: 2.05, h: 4.75 });
      return;
    case 'milestone':
      drawBody(target, slide.body, { ...content, h: 1.1 });
      drawGains(target, slide, { ...content, y: 3.3, h: 0.95 });
      drawNumbers(target, slide.numbers, { ...content, y: 4.45, h: 2.35 });
      return;
    case 'lowlight':
      drawChartBeside(target, slide, sheets);
      return;
    case 'chart':
      if (slide.numbers.length > 0) drawChartBeside(target, slide, sheets);
      else if (slide.chart) drawChart(target, slide.chart, content, slide.alt, sheets);
      return;
    case 'target':
      drawNumbers(target, slide.numbers, { ...content, y: 2.8 });
      return;
    case 'actions':
      drawActions(target, slide);
      return;
  }
}

/** A chart with its numbers beside it, at most three. */
function drawChartBeside(target: PptxGenJS.Slide, slide: Slide, sheets: SheetValues[]): void {
  if (slide.chart) drawChart(target, slide.chart, { ...content, w: 8, h: 4.5 }, slide.alt, sheets);
  const beside = { x: page.margin + 8.3, w: inner - 8.3 };
  drawBody(target, slide.body, { ...beside, y: 2.3, h: 1.3 }, 15);
  const top = slide.body.length > 0 ? 3.6 : 2.3;
  const step = Math.min(1.75, (content.y + content.h - top) / Math.max(1, slide.numbers.length));
  slide.numbers.forEach((one, i) => {
    drawNumbers(target, [one], { ...beside, y: top + i * step, h: step - 0.05 });
  });
}
