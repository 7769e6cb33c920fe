import { FailureError } from '../../failure';
import type { FilmPage, FilmReport } from '../../ipc/messages/exporting';
import { newWindow } from '../../windows/newWindow';

/** What a hidden window that makes a film tells, and where its bytes go. */
export interface FilmWork {
  page: FilmPage;
  write: (part: number, position: number, bytes: Uint8Array) => Promise<void>;
  progress: (done: number, total: number) => void;
}

interface Making extends FilmWork {
  done: (report: FilmReport) => void;
  failed: (error: Error) => void;
  /** Restarted whenever something is heard. */
  heard: () => void;
}

/** By the id of the window's contents: only these windows may ask for a film's page or hand over bytes. */
const making = new Map<number, Making>();

/** A window that was not heard of for so long hangs; one frame never takes this long. */
const silentForMs = 90_000;

export function filmPageFor(contentsId: number): FilmPage {
  return workOf(contentsId).page;
}

export async function takeFilmBytes(
  contentsId: number,
  { part, position, bytes }: { part: number; position: number; bytes: Uint8Array },
): Promise<void> {
  const work = workOf(contentsId);
  work.heard();
  try {
    await work.write(part, position, bytes);
  } catch (error) {
    // A full disk is no fault of the window: it is told here, with its own words.
    work.failed(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

export function filmProgress(contentsId: number, { done, total }: { done: number; total: number }): void {
  const work = workOf(contentsId);
  work.heard();
  work.progress(done, total);
}

export function filmDone(
  contentsId: number,
  { problem, report }: { problem: string | null; report: FilmReport },
): void {
  const work = workOf(contentsId);
  if (problem === null) work.done(report);
  else work.failed(new FailureError('unreadable', problem));
}

function workOf(contentsId: number): Making {
  const found = making.get(contentsId);
  if (found) return found;
  throw new FailureError('refused_address', 'This window makes no film.');
}

/** Lets a hidden window draw and encode a film, and always lets the window go. */
export async function withFilmWindow(work: FilmWork, signal: AbortSignal): Promise<FilmReport> {
  const cancelled = (): FailureError => new FailureError('cancelled', 'Cancelled; no film was written.');
  if (signal.aborted) throw cancelled();
  const window = newWindow(
    { show: false, width: 320, height: 180, webPreferences: { backgroundThrottling: false } },
    '#film',
  );
  const { id } = window.webContents;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<FilmReport>((resolve, reject) => {
      const heard = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          reject(new FailureError('unreadable', 'The film stopped being drawn; try again, or a smaller size.'));
        }, silentForMs);
      };
      making.set(id, { ...work, done: resolve, failed: reject, heard });
      heard();
      window.webContents.on('preload-error', (_, __, error) => {
        reject(error);
      });
      window.webContents.on('render-process-gone', () => {
        reject(new FailureError('unreadable', 'The window that draws the film stopped; try again, or a smaller size.'));
      });
      signal.addEventListener('abort', () => {
        reject(cancelled());
      });
    });
  } finally {
    clearTimeout(timer);
    making.delete(id);
    if (!window.isDestroyed()) window.destroy();
  }
}
