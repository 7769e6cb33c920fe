import type { FilmPage, FilmReport } from '../../../main/ipc/messages/exporting';

/** What page and worker say to each other. The worker makes, the page hands over; only it may call the main process. */
export type ToWorker = { type: 'make'; page: FilmPage } | { type: 'written' };

export type FromWorker =
  | { type: 'bytes'; part: number; position: number; bytes: Uint8Array }
  | { type: 'progress'; done: number; total: number }
  | { type: 'done'; report: FilmReport }
  | { type: 'failed'; problem: string };
