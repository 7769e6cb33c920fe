import type { ElectronApplication, Page } from '@playwright/test';
import { parse as parseCsv } from 'csv-parse/sync';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { checkPackage } from '../main/exports/pptx/checkPackage';
import { deckOf } from './deckOf';
import { expect, test } from './launch';
import { exportAs, openExample } from './steps';
import { filesIn, hashOf } from './storeState';
import { readPackage } from './readPackage';

test.use({ start: { withExample: true } });
test.beforeEach(({ page }) => openExample(page));

test('PowerPoint: sound parts, native charts, notes, every headline', async ({ page, userData, problems }) => {
  const { shown } = await deckOf(page);
  const file = await exportAs(page, userData, 'pptx');
  expect(file).toMatch(/\.pptx$/);
  const bytes = fs.readFileSync(file);
  expect(await checkPackage(bytes)).toEqual([]);
  const parts = await readPackage(bytes);
  const slides = parts.named(/^ppt\/slides\/slide\d+\.xml$/);
  expect(slides).toHaveLength(shown.length);
  for (const [i, slide] of shown.entries()) expect(plain(slides[i]?.text), slide.id).toContain(plain(slide.headline));
  const withChart = shown.filter(({ chart }) => chart !== null);
  expect(withChart.length).toBeGreaterThan(0);
  const charts = parts.named(/^ppt\/charts\/chart\d+\.xml$/);
  expect(charts.length).toBeGreaterThanOrEqual(withChart.length);
  for (const chart of charts) expect(chart.text, chart.name).toMatch(/<c:(line|bar)Chart>[\s\S]*<c:v>/);
  const notes = parts.named(/^ppt\/notesSlides\/notesSlide\d+\.xml$/);
  expect(notes).toHaveLength(shown.length);
  for (const [i, slide] of shown.entries()) {
    const first = slide.notes.split('\n').find((line) => line.trim() !== '');
    if (first) expect(plain(notes[i]?.text), `notes of ${slide.id}`).toContain(plain(first));
  }
  expect(problems).toEqual([]);
});

test('PowerPoint opens in an office suite with a page for each slide', async ({ page, userData }) => {
  test.skip(!has('soffice') || !has('pdfinfo'), 'needs LibreOffice and poppler');
  const { shown } = await deckOf(page);
  const file = await exportAs(page, userData, 'pptx');
  const profile = `-env:UserInstallation=file://${userData}/office`;
  const office = spawnSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', userData, file], {
    timeout: 60_000,
  });
  expect(office.status).toBe(0);
  expect(pagesOf(path.join(userData, path.basename(file).replace(/pptx$/, 'pdf')))).toBe(shown.length);
});

test('PDF: a page for each slide, with its words as text', async ({ page, userData, problems }) => {
  const { shown } = await deckOf(page);
  const file = await exportAs(page, userData, 'pdf');
  expect(pagesOf(file)).toBe(shown.length);
  if (has('pdftotext')) {
    for (const [i, slide] of shown.entries()) {
      const number = String(i + 1);
      const text = spawnSync('pdftotext', ['-f', number, '-l', number, file, '-'], { encoding: 'utf8' }).stdout;
      expect(letters(text), slide.id).toContain(letters(slide.headline));
    }
  } else process.stdout.write('NOT CHECKED: the text of the PDF; pdftotext (poppler-utils) is not installed.\n');
  expect(problems).toEqual([]);
});

test('web page: opens from disk without network, with and without scripts', async ({
  app,
  page,
  userData,
  problems,
}) => {
  const { shown, deck } = await deckOf(page);
  const file = await exportAs(page, userData, 'html');
  const html = fs.readFileSync(file, 'utf8');
  expect(html).toMatch(/http-equiv="?Content-Security-Policy/i);
  for (const javascript of [true, false]) {
    const { opened, asked, wrong } = await openFromDisk(app, file, javascript);
    const text = letters(await opened.locator('body').innerText());
    expect(text).toContain(letters(deck.title));
    for (const slide of shown) expect(letters(html), slide.id).toContain(letters(slide.headline).slice(0, 20));
    if (!javascript) for (const slide of shown) expect(text, slide.id).toContain(letters(slide.headline));
    expect(await asked(), 'nothing is asked of any network').toEqual([]);
    expect(wrong).toEqual([]);
    await opened.screenshot({ path: test.info().outputPath(`web page, scripts ${javascript ? 'on' : 'off'}.png`) });
    await opened.close();
  }
  expect(problems).toEqual([]);
});

test('pictures: one of 1920 × 1080 for each slide, no two alike, none resampled', async ({
  app,
  page,
  userData,
  problems,
}) => {
  const { shown } = await deckOf(page);
  const folder = await exportAs(page, userData, 'png');
  const files = filesIn(folder).map((name) => path.join(folder, name));
  expect(files).toHaveLength(shown.length);
  for (const file of files) {
    const bytes = fs.readFileSync(file);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], file).toEqual([1920, 1080]);
    expect(bytes.length, `${file} is no blank page`).toBeGreaterThan(15_000);
  }
  expect(new Set(files.map(hashOf)).size).toBe(files.length);
  // Over the edges of the bar above a headline there is its colour and the paper's, and nothing in between.
  const timeline = files[shown.findIndex(({ kind }) => kind === 'timeline')] ?? '';
  const row = await app.evaluate(
    ({ nativeImage }, file) => [
      ...nativeImage.createFromPath(file).crop({ x: 60, y: 68, width: 200, height: 1 }).toBitmap(),
    ],
    timeline,
  );
  const colors = new Set(Array.from({ length: 200 }, (_, x) => row.slice(x * 4, x * 4 + 4).join(' ')));
  expect([...colors]).toHaveLength(2);
  expect(problems).toEqual([]);
});

test('numbers and words: CSV by week, Markdown with every headline', async ({ page, userData, problems }) => {
  const { shown } = await deckOf(page);
  const csv = fs.readFileSync(await exportAs(page, userData, 'csv'), 'utf8');
  const rows = parseCsv<Record<string, string>>(csv, { columns: true, bom: true });
  expect(rows.length).toBeGreaterThan(50);
  expect(Object.keys(rows[0] ?? {}).length).toBeGreaterThan(5);
  for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=@\t\r]|NaN|undefined/);
  const markdown = fs.readFileSync(await exportAs(page, userData, 'md'), 'utf8');
  for (const slide of shown) expect(letters(markdown), slide.id).toContain(letters(slide.headline));
  expect(problems).toEqual([]);
});

/** The page in a window of the same Chromium whose every request, but for the file itself, is refused and written down. */
async function openFromDisk(app: ElectronApplication, file: string, javascript: boolean) {
  const arrived = app.waitForEvent('window');
  await app.evaluate(
    ({ BrowserWindow, session }, wish) => {
      const offline = session.fromPartition(`offline-${String(wish.javascript)}`);
      const asked: string[] = [];
      Reflect.set(globalThis, 'askedFromDisk', asked);
      offline.enableNetworkEmulation({ offline: true });
      offline.webRequest.onBeforeRequest((details, decide) => {
        const isOwn = /^(file|data|blob|devtools):/.test(details.url);
        if (!isOwn) asked.push(details.url);
        decide({ cancel: !isOwn });
      });
      const webPreferences = { session: offline, javascript: wish.javascript, sandbox: true };
      const window = new BrowserWindow({ width: 1280, height: 800, webPreferences });
      void window.loadFile(wish.file);
    },
    { file, javascript },
  );
  const opened: Page = await arrived;
  const wrong: string[] = [];
  opened.on('pageerror', (error) => wrong.push(error.message));
  opened.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  await opened.waitForLoadState('load');
  await expect(opened.locator('body')).not.toBeEmpty();
  const asked = () => app.evaluate(() => Reflect.get(globalThis, 'askedFromDisk') as string[]);
  return { opened, asked, wrong };
}

/** Pages of a PDF, as its reader counts them; without one, by its page objects. */
function pagesOf(file: string): number {
  if (has('pdfinfo'))
    return Number(/^Pages:\s+(\d+)/m.exec(spawnSync('pdfinfo', [file], { encoding: 'utf8' }).stdout)?.[1]);
  return fs.readFileSync(file, 'latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

function has(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** Letters and digits alone: where a line breaks, and which dash is used, is the format's own affair. */
function letters(text: string): string {
  return unescape(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

function plain(xml: string | undefined): string {
  return letters((xml ?? '').replace(/<[^>]+>/g, ''));
}

function unescape(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => named[name] ?? '');
}
