import { buildMetrics } from '../domain/analysis/buildMetrics';
import type { Engine } from '../engine/engine';
import { FailureError } from '../failure';
import type { ExportFormat } from '../ipc/contract';
import { metricsCsv } from './csv';
import { deckHtml } from './html/deckHtml';
import { viewerFiles } from './html/viewerFiles';
import { deckMarkdown } from './markdown';
import { deckPptx } from './pptx/deckPptx';
import { writeExport } from './writeExport';

/** Formats written from the slides' data, with no window: each replies with the bytes written. */
export const nativeExporters: Partial<
  Record<ExportFormat, (engine: Engine, retro: string, file: string) => Promise<number>>
> = {
  csv: async (engine, name, file) => {
    const { environments } = await engine.retro(name);
    const report = buildMetrics(await engine.history(name), environments, { bucket: 'week' });
    if ('problem' in report) throw new FailureError('wrong_input', report.problem);
    return writeExport(file, metricsCsv(report));
  },
  html: async (engine, name, file) => {
    const page = {
      deck: await engine.deck(name),
      facts: await engine.facts(await engine.retro(name)),
      theme: 'projector' as const,
    };
    return writeExport(file, deckHtml(page, await viewerFiles()));
  },
  md: async (engine, name, file) => writeExport(file, deckMarkdown(await engine.deck(name))),
  pptx: async (engine, name, file) => {
    const facts = await engine.facts(await engine.retro(name));
    return writeExport(file, await deckPptx(await engine.deck(name), facts));
  },
};
