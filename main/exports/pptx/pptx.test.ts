import JSZip from 'jszip';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
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

test('a film lies on a slide of its own after the time-lapse, with its poster; the package is sound', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'shiplapse-test-'));
  try {
    const film = { file: path.join(folder, 'film.mp4'), poster: path.join(folder, 'film.png') };
    await writeFile(film.file, Buffer.from('the bytes of a film'));
    await writeFile(film.poster, Buffer.from('the bytes of a poster'));
    const written = await deckPptx(deck, input.facts, film);
    expect(await checkPackage(written)).toEqual([]);
    const zip = await JSZip.loadAsync(written);
    const media = Object.keys(zip.files).filter((name) => name.startsWith('ppt/media/'));
    const place = deck.slides.findIndex(({ kind }) => kind === 'timelapse') + 2;
    const slide = (await zip.file(`ppt/slides/slide${String(place)}.xml`)?.async('string')) ?? '';
    expect(slide).toContain('<a:videoFile');
    expect(await zip.file(media.find((name) => name.endsWith('.mp4')) ?? '')?.async('string')).toBe(
      'the bytes of a film',
    );
    expect(await zip.file(media.find((name) => name.endsWith('.png')) ?? '')?.async('string')).toBe(
      'the bytes of a poster',
    );
    expect(await zip.file('[Content_Types].xml')?.async('string')).toContain('Extension="mp4"');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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

test('weeks that history does not wholly cover are hatched behind their place in the chart', async () => {
  const index = deck.slides.findIndex(({ kind }) => kind === 'timeline');
  const timeline = deck.slides[index]?.timeline;
  if (!timeline) throw new Error('The deck has no timeline.');
  const partial = timeline.categories.map((_, week) => week === 0 || (week > 9 && week < 13));
  const slides = deck.slides.map((slide, i) =>
    i === index ? { ...slide, timeline: { ...timeline, partial } } : slide,
  );
  const bytes = await deckPptx({ ...deck, slides }, input.facts);
  expect(await checkPackage(bytes)).toEqual([]);
  const zip = await JSZip.loadAsync(bytes);
  const slide = (await zip.file(`ppt/slides/slide${String(index + 1)}.xml`)?.async('string')) ?? '';
  const hatched = [...slide.matchAll(/<p:sp>(?:(?!<\/p:sp>).)*<a:pattFill prst="ltUpDiag">.*?<\/p:sp>/gs)].map(
    ([xml]) => ({
      name: /name="([^"]*)"/.exec(xml)?.[1],
      x: Number(/<a:off x="(\d+)"/.exec(xml)?.[1]),
      width: Number(/<a:ext cx="(\d+)"/.exec(xml)?.[1]),
    }),
  );
  const [first = '', , , , , , , , , , from = '', , to = ''] = timeline.categories;
  expect(hatched.map(({ name }) => name)).toEqual([`Not wholly known: ${first}`, `Not wholly known: ${from} to ${to}`]);
  // Where the chart says its plot is.
  const frame = /<p:graphicFrame>.*?<a:off x="(\d+)".*?<a:ext cx="(\d+)"/s.exec(slide);
  const before = deck.slides.slice(0, index).filter((one) => one.chart !== null || one.timeline !== null).length;
  const chart = (await zip.file(`ppt/charts/chart${String(before + 1)}.xml`)?.async('string')) ?? '';
  const share = (name: string) =>
    Number(new RegExp(`<c:manualLayout>.*?<c:${name} val="([^"]*)"`, 's').exec(chart)?.[1]);
  const [left, width] = [Number(frame?.[1]) + Number(frame?.[2]) * share('x'), Number(frame?.[2]) * share('w')];
  const step = width / timeline.categories.length;
  [0, 10].forEach((week, i) => expect(Math.abs((hatched[i]?.x ?? NaN) - left - week * step)).toBeLessThan(step / 50));
  expect(hatched.map((one) => Math.round(one.width / step))).toEqual([1, 3]);
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
