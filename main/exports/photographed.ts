import type { ExportFormat, ExportPage } from '../ipc/contract';
import { exportPdf } from './pdf';
import { exportPng } from './png';

export interface Photographing {
  signal: AbortSignal;
  progress: (done: number, total: number, label: string) => void;
  /** Which slide of the deck, counted from 1, where a format takes only one. */
  slide?: number;
}

/** Formats that are drawn by a window: each writes to `target` and replies with the file (or first file) written. */
export const photographed: Partial<
  Record<ExportFormat, (page: ExportPage, target: string, how: Photographing) => Promise<string>>
> = { pdf: exportPdf, png: exportPng };
