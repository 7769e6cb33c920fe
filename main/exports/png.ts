import type { BrowserWindow, NativeImage } from 'electron';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { FailureError } from '../failure';
import type { ExportPage } from '../ipc/messages/exporting';
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
    // A window made larger than the screen is cut to it; one that grows later is not.
    window.setContentSize(slideWidth, pictureHeight);
    for (let i = 0; i < count; i += 1) {
      if (signal.aborted) throw new FailureError('cancelled', 'Cancelled; the pictures made so far are kept.');
      progress(i, count, `Slide ${String(i + 1)} of ${String(count)}`);
      const mark = i % 2 === 0 ? 'black' : 'white';
      await window.webContents.executeJavaScript(bringToScreen(i * slideHeight, mark));
      await writeExport(nameOf(i), await pictureOf(window, mark));
    }
    progress(count, count, 'Done');
  });
}

type Mark = 'black' | 'white';

/** Height in CSS pixels of the strip under the slide that says in its colour which frame a picture is of. */
const markHeight = 8;
const pictureHeight = slideHeight + markHeight;

/** What the page runs to show the slide that begins at `top`, and the mark below it in the same frame. */
function bringToScreen(top: number, mark: Mark): string {
  return `{
    const strip = document.querySelector('[data-mark]') ?? document.createElement('div');
    strip.dataset.mark = '';
    Object.assign(strip.style, { position: 'fixed', inset: '${String(slideHeight)}px 0 auto', height: '${String(markHeight)}px', background: '${mark}' });
    document.body.append(strip);
    scrollTo(0, ${String(top)});
  }`;
}

/** So long a busy machine may take to draw one frame. */
const mostTries = 600;
const betweenMs = 50;

/** The slide on the screen. A picture may be of the frame shown a moment ago; it is taken again until it has the mark. */
async function pictureOf({ webContents }: BrowserWindow, mark: Mark): Promise<Buffer> {
  for (let tried = 0; tried < mostTries; tried += 1) {
    const taken = await webContents.capturePage({ x: 0, y: 0, width: slideWidth, height: pictureHeight });
    if (markOf(taken) === mark) {
      // One slide pixel a pixel, whatever the screen.
      const picture = taken.resize({ width: slideWidth, height: pictureHeight });
      return picture.crop({ x: 0, y: 0, width: slideWidth, height: slideHeight }).toPNG();
    }
    await setTimeout(betweenMs);
  }
  throw new FailureError('unreadable', 'The slides did not come to the screen within half a minute; try again.');
}

/** What the middle of the strip shows; null before the first frame, and of a window that has not grown yet. */
function markOf(picture: NativeImage): Mark | null {
  const { width, height } = picture.getSize();
  if (width === 0 || width * pictureHeight !== height * slideWidth) return null;
  const scale = width / slideWidth;
  const y = Math.floor((slideHeight + markHeight / 2) * scale);
  const [blue, green, red, alpha] = picture.crop({ x: Math.floor(width / 2), y, width: 1, height: 1 }).toBitmap();
  if (blue === undefined || green === undefined || red === undefined || alpha !== 255) return null;
  // Screens have colours of their own: black and white are far enough apart on all of them.
  const light = (red + green + blue) / 3;
  if (light < 32) return 'black';
  return light > 223 ? 'white' : null;
}
