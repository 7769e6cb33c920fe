import type { ExportFormat, ExportPage } from '../ipc/messages/exporting';
import { exportPdf } from './pdf';
import type { Photographing } from './photographing';
import { exportPng } from './png';

/** Formats that are drawn by a window: each writes to `target` and replies with the file (or first file) written. */
export const photographed: Partial<
  Record<ExportFormat, (page: ExportPage, target: string, how: Photographing) => Promise<string>>
> = { pdf: exportPdf, png: exportPng };
