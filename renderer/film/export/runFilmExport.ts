import type { FromWorker, ToWorker } from './messages';

const nothing = { frames: 0, drawn: 0, tookMs: 0 };

/** The hidden window of a film: starts the worker, hands on what it makes, and shows nothing. */
export async function runFilmExport(): Promise<void> {
  const page = await window.shiplapse.filmPage();
  if (!page.ok) return;
  const worker = new Worker(new URL('./filmWorker.ts', import.meta.url), { type: 'module' });
  const send = (message: ToWorker): void => {
    worker.postMessage(message);
  };
  const fail = (problem: string): void => {
    void window.shiplapse.filmDone({ problem: `The film could not be made: ${problem}`, report: nothing });
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => void take(data));
  worker.addEventListener('error', (event) => {
    fail(event.message);
  });
  send({ type: 'make', page: page.value });

  async function take(message: FromWorker): Promise<void> {
    switch (message.type) {
      case 'bytes': {
        const { part, position, bytes } = message;
        const written = await window.shiplapse.filmBytes({ part, position, bytes });
        // Where it could not be written the main process has already ended the work.
        if (written.ok) send({ type: 'written' });
        return;
      }
      case 'progress':
        await window.shiplapse.filmProgress({ done: message.done, total: message.total });
        return;
      case 'done':
        await window.shiplapse.filmDone({ problem: null, report: message.report });
        return;
      case 'failed':
        fail(message.problem);
    }
  }
}
