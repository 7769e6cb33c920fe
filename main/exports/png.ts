import type { BrowserWindow } from 'electron';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { FailureError } from '../failure';
import type { ExportPage } from '../ipc/contract';
import { slideHeight, slideWidth, withExportWindow } from './exportWindow';
import type { Photographing } from './photographing';
import { writeExport } from './writeExport';

/** Into a folder, every slide; into a file that ends in `.png`, the one asked for, else the timeline: the story in a picture. */
export async function exportPng(page: ExportPage, target: string, how: Photographing): Promise<string> {
  const shown = page.deck.slides.filter((slide) => !slide.hidden);
  if (!target.endsWith('.png')) return exportAll(page, target, how, shown.length);
  const wanted = (how.slide ?? shown.findIndex((slide) => slide.kind === 'timeline') + 1) || 1;
  const slide = shown[wanted - 1];
  if (!slide)
    throw new FailureError('wrong_usage', `There is no slide ${String(wanted)}; the deck has ${String(shown.length)}.`);
  const one = { ...page, deck: { ...page.deck, slides: [slide] } };
  await photograph(one, how, 1, () => target);
  return target;
}

async function exportAll(page: ExportPage, folder: string, how: Photographing, count: number): Promise<string> {
  const digits = String(count).length;
  const nameOf = (i: number): string =>
    path.join(folder, `slide-${String(i + 1).padStart(Math.max(2, digits), '0')}.png`);
  await photograph(page, how, count, nameOf);
  return nameOf(0);
}

async function photograph(
  page: ExportPage,
  { signal, progress }: Photographing,
  count: number,
  nameOf: (index: number) => string,
): Promise<void> {
  await withExportWindow(page, signal, async (window) => {
    let before: Buffer | null = null;
    for (let i = 0; i < count; i += 1) {
      if (signal.aborted) throw new FailureError('cancelled', 'Cancelled; the pictures made so far are kept.');
      progress(i, count, `Slide ${String(i + 1)} of ${String(count)}`);
      const y = i * slideHeight;
      await window.webContents.executeJavaScript(
        `new Promise((done) => { scrollTo(0, ${String(y)}); requestAnimationFrame(() => requestAnimationFrame(done)); })`,
      );
      before = await pictureOf(window, before);
      await writeExport(nameOf(i), before);
    }
    progress(count, count, 'Done');
  });
}

/** So long a busy machine may take to bring a slide to the screen; two slides that look alike take it, too. */
const mostTries = 40;
const betweenMs = 50;

/**
 * What the window shows. It may be asked before the slide is on the screen and then gives the one before, so it is
 * asked again while it does.
 */
async function pictureOf({ webContents }: BrowserWindow, before: Buffer | null): Promise<Buffer> {
  for (let tried = 1; ; tried += 1) {
    const picture = await webContents.capturePage({ x: 0, y: 0, width: slideWidth, height: slideHeight });
    const png = picture.resize({ width: slideWidth, height: slideHeight }).toPNG();
    if (tried === mostTries || !before?.equals(png)) return png;
    await setTimeout(betweenMs);
  }
}
