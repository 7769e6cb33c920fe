import type { BrowserWindow } from 'electron';
import { FailureError } from '../failure';
import type { ExportPage } from '../ipc/messages/exporting';
import { newWindow } from '../windows/newWindow';

/** Size of a slide in CSS pixels; everything photographed is laid out on it. */
export const slideWidth = 1920;
export const slideHeight = 1080;

/** A page that has not said it is ready by then never will. */
const readyWithinMs = 60_000;

interface Waiting {
  page: ExportPage;
  ready: () => void;
  failed: (error: Error) => void;
}

/** The hidden windows that draw decks, by the id of their contents: only they may ask for a page. */
const waiting = new Map<number, Waiting>();

export function exportPageFor(contentsId: number): ExportPage {
  const found = waiting.get(contentsId);
  if (found) return found.page;
  throw new FailureError('refused_address', 'This window draws no export.');
}

export function exportPageIsReady(contentsId: number, problem: string | null): void {
  const found = waiting.get(contentsId);
  if (problem === null) found?.ready();
  else found?.failed(new FailureError('unreadable', `The slides could not be drawn: ${problem}`));
}

/** Draws a deck in a hidden window, hands the window over once everything on it is drawn, and always lets it go. */
export async function withExportWindow<T>(
  page: ExportPage,
  signal: AbortSignal,
  work: (window: BrowserWindow) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw new FailureError('cancelled', 'Cancelled; nothing was exported.');
  const window = newWindow(
    {
      show: false,
      width: slideWidth,
      height: slideHeight,
      useContentSize: true,
      enableLargerThanScreen: true,
      webPreferences: { backgroundThrottling: false },
    },
    '#export',
  );
  const { id } = window.webContents;
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new FailureError('unreadable', 'The slides were not drawn within a minute; try again.'));
      }, readyWithinMs);
      const settle = (then: () => void) => () => {
        clearTimeout(timer);
        then();
      };
      waiting.set(id, {
        page,
        ready: settle(resolve),
        failed: (error) => {
          settle(() => {
            reject(error);
          })();
        },
      });
      window.webContents.on('preload-error', (_, __, error) => {
        reject(error);
      });
      window.webContents.on('render-process-gone', () => {
        reject(new FailureError('unreadable', 'The window that draws the slides stopped; try again.'));
      });
      signal.addEventListener('abort', () => {
        reject(new FailureError('cancelled', 'Cancelled; nothing was exported.'));
      });
    });
    return await work(window);
  } finally {
    waiting.delete(id);
    if (!window.isDestroyed()) window.destroy();
  }
}
