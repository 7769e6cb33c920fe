import type PptxGenJS from 'pptxgenjs';
import type { Slide } from '../../domain/deck/deck';
import { measureLine } from '../../domain/deck/measureLine';
import { cleanText } from './cleanText';
import { colour, fonts, inner, page } from './look';

type PptxSlide = PptxGenJS.Slide;

/** Two layouts with a real title each, so that outline view, screen readers and a company's template find it. */
export function defineMasters(file: PptxGenJS): void {
  const masters = [
    { title: 'Opening', y: 2.1, h: 1.9, fontSize: 48, valign: 'bottom' },
    { title: 'Story', y: 0.45, h: 1.15, fontSize: 30, valign: 'middle' },
  ] as const;
  for (const { title, y, h, fontSize, valign } of masters) {
    file.defineSlideMaster({
      title,
      background: { color: colour('paper') },
      objects: [
        {
          placeholder: {
            options: {
              name: 'headline',
              type: 'title',
              x: page.margin,
              y,
              w: inner,
              h,
              fontFace: fonts.headline,
              fontSize,
              color: colour('ink'),
              align: 'left',
              valign,
              margin: 0,
            },
            text: '',
          },
        },
      ],
    });
  }
}

/** What every slide has: the finding as its title, the measure under it, sources at the foot, notes. */
export function drawFrame(target: PptxSlide, slide: Slide, zone: string): void {
  const measure = measureLine(slide, zone);
  const title = slide.kind === 'title';
  target.addText(cleanText(headline(slide)), { placeholder: 'headline', fit: 'shrink' });
  if (measure !== '') {
    target.addText(cleanText(measure), {
      x: page.margin,
      y: title ? 4.15 : 1.6,
      w: inner,
      h: title ? 0.5 : 0.4,
      fontFace: fonts.body,
      fontSize: title ? 22 : 14,
      color: colour('inkMuted'),
      valign: 'top',
      margin: 0,
      objectName: 'Measure',
    });
  }
  const { source, coverage, illustrative } = slide.footer;
  target.addText(cleanText([source, coverage].filter((part) => part !== '').join('  ·  ')), {
    x: page.margin,
    y: page.height - 0.5,
    w: inner - 3,
    h: 0.3,
    fontFace: fonts.body,
    fontSize: 10,
    color: colour('inkMuted'),
    margin: 0,
    objectName: 'Source',
  });
  if (illustrative) {
    target.addText('Illustrative data', {
      x: page.width - page.margin - 2.4,
      y: page.height - 0.5,
      w: 2.4,
      h: 0.3,
      align: 'right',
      fontFace: fonts.body,
      fontSize: 10,
      bold: true,
      color: colour('warning'),
      margin: 0,
      objectName: 'Illustrative data',
    });
  }
  target.addNotes(cleanText(slide.notes === '' ? slide.alt : slide.notes));
}

/** Highlights and lowlights differ by shape as well as colour. */
function headline(slide: Slide): string {
  if (!slide.milestone || slide.milestone.kind === 'note') return slide.headline;
  return `${slide.milestone.kind === 'highlight' ? '▲' : '▼'} ${slide.headline}`;
}
