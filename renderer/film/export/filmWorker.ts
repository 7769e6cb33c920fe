import { buildFilm } from '../../../main/domain/film/film';
import { pixelsOf, rateOf, type FilmFormat } from '../../../main/domain/film/order';
import type { FilmPage } from '../../../main/ipc/messages/exporting';
import { themes } from '../../theme/theme';
import { KeptFrame } from '../keptFrame';
import { newLayer } from '../layer';
import { loadWorkerFonts } from './loadWorkerFonts';
import { makeGif } from './makeGif';
import type { Maker, Sink } from './making';
import { makeMovie } from './makeMovie';
import { makeFrames, makePoster, makeSheet } from './makePictures';
import type { FromWorker, ToWorker } from './messages';

/** Draws and encodes a film away from every window's thread. What it makes it hands to the page that started it. */
const makers: Record<FilmFormat, Maker> = {
  webm: makeMovie,
  mp4: makeMovie,
  gif: makeGif,
  frames: makeFrames,
  sheet: makeSheet,
  poster: makePoster,
};

let written: (() => void) | null = null;

function tell(message: FromWorker, transfer: Transferable[] = []): void {
  postMessage(message, { transfer });
}

const sink: Sink = {
  write: (part, position, bytes) =>
    new Promise<void>((resolve) => {
      written = resolve;
      // A copy of its own: what the muxer goes on writing into must not travel.
      const own = bytes.slice();
      tell({ type: 'bytes', part, position, bytes: own }, [own.buffer]);
    }),
  progress: (() => {
    let toldAt = 0;
    return (done: number, total: number): void => {
      const now = performance.now();
      if (now - toldAt < 100 && done < total) return;
      toldAt = now;
      tell({ type: 'progress', done, total });
    };
  })(),
};

async function make({ facts, plot, order }: FilmPage): Promise<void> {
  const film = buildFilm(plot, facts, { seconds: order.seconds });
  if (!film) throw new Error('There is no history to film yet.');
  await loadWorkerFonts((self as unknown as { fonts: FontFaceSet }).fonts);
  const size = pixelsOf(order);
  const startedAt = performance.now();
  const report = await makers[order.format]({
    facts,
    film,
    order,
    theme: themes[order.theme],
    size,
    fps: rateOf(order),
    ...newLayer(size, true),
    sink,
    kept: new KeptFrame(size, true),
  });
  tell({ type: 'done', report: { ...report, tookMs: performance.now() - startedAt } });
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'written') {
    written?.();
    return;
  }
  make(data.page).catch((error: unknown) => {
    tell({ type: 'failed', problem: error instanceof Error ? error.message : String(error) });
  });
});
