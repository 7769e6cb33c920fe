import type { HistoryRecord, Run } from '../domain/history/records';
import { runTime } from '../domain/history/recordTime';
import type { ImportPreview } from '../ipc/messages/importing';
import type { ImportProgress } from '../sources/source';
import type { HistoryStore } from '../store/historyStore';
import { importParts, transportOf, type ImportRequest } from './importOrders';
import { toFailure } from './toFailure';

/** Enough to judge a mapping by, and an answer within seconds even from a slow server. */
const previewRecords = 2_000;
const sampleRows = 50;

/** The first pages of an import, read but not kept. Rejects with `cancelled` when stopped. */
export async function previewImport(
  request: ImportRequest,
  history: HistoryStore,
  zone: string,
  watch: { signal: AbortSignal; progress: (progress: Partial<ImportProgress>) => void },
): Promise<ImportPreview> {
  const preview: ImportPreview = {
    runs: 0,
    commits: 0,
    deployments: 0,
    definitions: 0,
    toggles: 0,
    coverage: { from: null, to: null, gaps: [] },
    pipelines: [],
    sample: [],
    toggleSample: [],
    rejected: [],
    failures: [],
    more: false,
  };
  const stop = new AbortController();
  const cancel = (): void => {
    stop.abort();
  };
  watch.signal.addEventListener('abort', cancel, { once: true });
  if (watch.signal.aborted) stop.abort();
  const pipelines = new Map<string, ImportPreview['pipelines'][number]>();
  try {
    const transport = transportOf(request);
    for (const part of importParts(request, history.sources(), zone)) {
      const context = {
        known: { cursor: null, unfinished: [], has: () => false },
        signal: stop.signal,
        transport,
        now: Date.now,
        progress: watch.progress,
      };
      for await (const event of part.events(context)) {
        if (event.type === 'partFailed') preview.failures.push(event.failure);
        if (event.type === 'coverage') preview.coverage = event.coverage;
        if (event.type !== 'page') continue;
        preview.rejected.push(...(event.rejected ?? []));
        for (const record of event.records) take(record, preview, pipelines);
        if (preview.runs + preview.commits < previewRecords) continue;
        preview.more = true;
        break;
      }
    }
  } catch (error) {
    if (watch.signal.aborted) throw error;
    preview.failures.push(toFailure(error));
  } finally {
    watch.signal.removeEventListener('abort', cancel);
    stop.abort();
  }
  preview.pipelines = [...pipelines.values()].sort((a, b) => b.runs - a.runs || (a.name < b.name ? -1 : 1));
  return preview;
}

function take(
  record: HistoryRecord,
  preview: ImportPreview,
  pipelines: Map<string, ImportPreview['pipelines'][number]>,
): void {
  if (record.record === 'commit') preview.commits += 1;
  if (record.record === 'definition') preview.definitions += 1;
  if (record.record === 'toggle') {
    preview.toggles += 1;
    const { name, from, to, owner } = record;
    if (preview.toggleSample.length < sampleRows) preview.toggleSample.push({ name, from, to, owner });
  }
  if (record.record !== 'run') return;
  preview.runs += 1;
  if (record.environment !== null) preview.deployments += 1;
  if (preview.sample.length < sampleRows) preview.sample.push(sampleOf(record));
  const at = runTime(record) ?? 0;
  const known = pipelines.get(record.pipeline);
  if (!known) pipelines.set(record.pipeline, { name: record.pipeline, runs: 1, from: at, to: at });
  else {
    known.runs += 1;
    known.from = Math.min(known.from, at);
    known.to = Math.max(known.to, at);
  }
}

function sampleOf(run: Run): ImportPreview['sample'][number] {
  const [revision] = run.revisions;
  return {
    id: run.id,
    pipeline: run.pipeline,
    outcome: run.outcome,
    sourceOutcome: run.sourceOutcome,
    at: runTime(run),
    branch: revision?.branch ?? null,
    revision: revision?.revision ?? null,
  };
}
