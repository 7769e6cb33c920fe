import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { exampleDeckInput } from '../../testing/exampleRetro';
import { buildDeck } from '../../domain/deck/buildDeck';
import type { Deck } from '../../domain/deck/deck';
import { checkPackage } from './checkPackage';
import { deckPptx } from './deckPptx';

const input = await exampleDeckInput();
const deck = buildDeck(input);

test('the package of the example is sound, and the same twice', async () => {
  const first = await deckPptx(deck, input.facts);
  expect(await checkPackage(first)).toEqual([]);
  expect(Buffer.compare(Buffer.from(first), Buffer.from(await deckPptx(deck, input.facts)))).toBe(0);
});

test('charts are native, their sheets hold the numbers of the deck, and gaps stay gaps', async () => {
  const zip = await JSZip.loadAsync(await deckPptx(deck, input.facts));
  const charts = deck.slides.filter((slide) => slide.chart !== null || slide.timeline !== null);
  const parts = Object.keys(zip.files).filter((name) => /^ppt\/charts\/chart\d+\.xml$/.test(name));
  expect(parts.length).toBe(charts.length);

  const position = charts.findIndex((slide) => slide.id === 'chart:lead-time') + 1;
  const workbook = await zip
    .file(`ppt/embeddings/Microsoft_Excel_Worksheet${String(position)}.xlsx`)
    ?.async('uint8array');
  const sheet = await (
    await JSZip.loadAsync(workbook ?? new Uint8Array())
  )
    .file('xl/worksheets/sheet1.xml')
    ?.async('string');
  const values = deck.slides.find((slide) => slide.id === 'chart:lead-time')?.chart?.series[0]?.values ?? [];
  expect(values.some((value) => value === null)).toBe(true);
  values.forEach((value, i) => {
    const written = new RegExp(`<c r="B${String(i + 2)}"><v>([^<]*)</v></c>`).exec(sheet ?? '')?.[1];
    expect(written === undefined ? null : Number(written)).toBe(value);
  });
});

test('notes, titles and every word are in it', async () => {
  const zip = await JSZip.loadAsync(await deckPptx(deck, input.facts));
  for (const [i, slide] of deck.slides.entries()) {
    const text = (await zip.file(`ppt/slides/slide${String(i + 1)}.xml`)?.async('string')) ?? '';
    expect(text).toContain('type="title"');
    const notes = (await zip.file(`ppt/notesSlides/notesSlide${String(i + 1)}.xml`)?.async('string')) ?? '';
    expect(notes.length).toBeGreaterThan(0);
    if (slide.footer.illustrative) expect(text).toContain('Illustrative data');
  }
});

test('odd words do no harm', async () => {
  const nasty = 'a\u0000b\u0007 <&>" \uD800 =SUM(1) \u202e 👩‍👩‍👧';
  const odd: Deck = {
    ...deck,
    title: nasty,
    slides: deck.slides.map((slide) => ({
      ...slide,
      headline: nasty,
      measure: nasty,
      body: [nasty],
      notes: nasty,
      alt: nasty,
      numbers: slide.numbers.map((one) => ({ ...one, label: nasty, detail: nasty })),
    })),
  };
  expect(await checkPackage(await deckPptx(odd, input.facts))).toEqual([]);
});
