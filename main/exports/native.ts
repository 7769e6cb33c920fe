import type { ExportFormat } from '../ipc/messages/exporting';
import { metricsCsv } from './csv';
import type { ExportInput } from './exportInput';
import { deckHtml } from './html/deckHtml';
import { viewerFiles } from './html/viewerFiles';
import { deckMarkdown } from './markdown';
import { deckPptx } from './pptx/deckPptx';
import type { DeckFilm } from './pptx/filmSlide';
import { writeExport } from './writeExport';

/** Formats written from the slides' data, with no window: each replies with the bytes written. */
export const nativeExporters: Partial<
  Record<ExportFormat, (input: ExportInput, file: string, film?: DeckFilm | null) => Promise<number>>
> = {
  csv: ({ metrics, gates, page }, file) => writeExport(file, metricsCsv(metrics, gates, page.deck.slides)),
  html: async ({ page }, file) => writeExport(file, deckHtml(page, await viewerFiles())),
  md: ({ page }, file) => writeExport(file, deckMarkdown(page.deck)),
  pptx: async ({ page }, file, film) => writeExport(file, await deckPptx(page.deck, page.facts, film)),
};
