import { runTime } from '../domain/history/recordTime';
import type { Coverage, HistoryRecord, Instant, SourceCoverage } from '../domain/history/records';
import { FailureError, type Failure } from '../failure';
import type { ImportProgress, Rejection, Source, SourceContext, SourceEvent } from '../sources/source';
import type { HistoryStore, ImportTransaction } from '../store/historyStore';
import { toFailure } from './toFailure';

/** What an import brought, in the counts of `shiplapse import --json`. */
export interface ImportReport {
  runs: { added: number; updated: number; unchanged: number; rejected: number };
  commits: { added: number };
  deployments: { added: number };
  rejected: Rejection[];
  coverage: Coverage;
  requests: number;
  pages: number;
  failures: Failure[];
}

/** A checkpoint is a durable step: often enough to lose little, seldom enough to cost little. */
const recordsPerCheckpoint = 20_000;
const checkpointEveryMs = 5_000;

/**
 * Takes a source's pages into the store. Pages are kept as they come, with their cursor, so that an interrupted import
 * goes on where it stopped. Throws only when nothing at all could be brought in.
 */
export async function importHistory(
  history: HistoryStore,
  sourceName: string,
  events: (context: SourceContext) => AsyncIterable<SourceEvent>,
  options: {
    dryRun: boolean;
    signal: AbortSignal;
    now: () => Instant;
    progress: (progress: ImportProgress) => void;
    onFirstPage?: () => Promise<void>;
  },
): Promise<ImportReport & { source: string }> {
  const tally = new Tally(options.progress);
  let name = sourceName;
  let transaction: ImportTransaction | null = null;
  const context = contextOf(history, () => name, options, tally);
  const begin = async (): Promise<ImportTransaction> => {
    await options.onFirstPage?.();
    return history.begin(name);
  };

  try {
    for await (const event of events(context)) {
      if (options.signal.aborted) throw new FailureError('cancelled', 'Cancelled; what had come in is kept.');
      if (event.type === 'sourceName') name = event.name;
      else if (event.type === 'page') {
        tally.page(event.records, event.rejected ?? []);
        const records = event.records.map((record) => ({ ...record, source: name }));
        if (records.length === 0 && event.cursor === undefined) continue;
        transaction ??= await begin();
        transaction.add(records, event.cursor);
        if (tally.wantsCheckpoint() && !options.dryRun) await transaction.checkpoint();
      } else tally.note(event);
    }
  } catch (error) {
    const failure = toFailure(error);
    if (!transaction || tally.records === 0) throw error;
    tally.failures.push(failure);
  }
  if (tally.records === 0) return nothingCameIn(tally, name, history);

  transaction ??= await begin();
  const end = { coverage: tally.coverage(), ...(tally.mainBranches ? { mainBranches: tally.mainBranches } : {}) };
  const counts = options.dryRun ? await transaction.plan(end) : await transaction.commit(end);
  const coverage = options.dryRun ? end.coverage : coverageOf(history.coverage(), name, end.coverage);
  return {
    source: name,
    runs: { ...counts.runs, rejected: tally.rejected.length },
    commits: { added: counts.commits.added },
    deployments: { added: counts.deployments.added },
    rejected: tally.rejected,
    coverage,
    requests: tally.progressNow.requests,
    pages: tally.progressNow.pages,
    failures: tally.failures,
  };
}

/** An import that found nothing new is done, one that could take nothing in has failed. */
function nothingCameIn(tally: Tally, source: string, history: HistoryStore): ImportReport & { source: string } {
  const [failure] = tally.failures;
  if (failure) throw new FailureError(failure.kind, failure.sentence);
  const [rejection] = tally.rejected;
  if (rejection) {
    const more = tally.rejected.length > 1 ? ` (and ${String(tally.rejected.length - 1)} more)` : '';
    throw new FailureError('unreadable', `No row could be taken in: ${rejection.where}: ${rejection.reason}${more}`);
  }
  return {
    source,
    runs: { added: 0, updated: 0, unchanged: 0, rejected: 0 },
    commits: { added: 0 },
    deployments: { added: 0 },
    rejected: [],
    coverage: coverageOf(history.coverage(), source, { from: null, to: null, gaps: [] }),
    requests: tally.progressNow.requests,
    pages: tally.progressNow.pages,
    failures: [],
  };
}

function contextOf(
  history: HistoryStore,
  name: () => string,
  options: { signal: AbortSignal; now: () => Instant },
  tally: Tally,
): SourceContext {
  return {
    get known() {
      return history.known(name());
    },
    signal: options.signal,
    now: options.now,
    progress: (progress) => {
      tally.report(progress);
    },
  };
}

function coverageOf(all: readonly SourceCoverage[], source: string, otherwise: Coverage): Coverage {
  const found = all.find((one) => one.source === source);
  return found ? { from: found.from, to: found.to, gaps: found.gaps } : otherwise;
}

/** Counts while pages come in, and what the source said beside them. */
class Tally {
  records = 0;
  readonly rejected: Rejection[] = [];
  readonly failures: Failure[] = [];
  mainBranches: Record<string, string> | null = null;
  progressNow: ImportProgress = {
    label: '',
    requests: 0,
    pages: 0,
    runs: 0,
    commits: 0,
    fraction: null,
    waitingUntil: null,
  };
  private told: Coverage[] = [];
  private readonly gaps: Coverage['gaps'] = [];
  private first = Infinity;
  private last = -Infinity;
  private sinceCheckpoint = 0;
  private checkpointAt = Date.now();

  constructor(private readonly onProgress: (progress: ImportProgress) => void) {}

  page(records: HistoryRecord[], rejected: Rejection[]): void {
    this.rejected.push(...rejected);
    this.records += records.length;
    this.sinceCheckpoint += records.length;
    let runs = 0;
    let commits = 0;
    for (const record of records) {
      if (record.record === 'commit') commits += 1;
      if (record.record !== 'run') continue;
      runs += 1;
      const begin = runTime(record);
      if (begin !== null) this.first = Math.min(this.first, begin);
      this.last = Math.max(this.last, begin ?? -Infinity, record.startedAt ?? -Infinity, record.finishedAt ?? -Infinity);
    }
    const { progressNow } = this;
    this.report({
      pages: progressNow.pages + 1,
      runs: progressNow.runs + runs,
      commits: progressNow.commits + commits,
    });
  }

  note(event: Exclude<SourceEvent, { type: 'page' | 'sourceName' }>): void {
    if (event.type === 'gap') this.gaps.push(event.gap);
    else if (event.type === 'partFailed') this.failures.push(event.failure);
    else {
      this.told.push(event.coverage);
      if (event.mainBranches) this.mainBranches = { ...this.mainBranches, ...event.mainBranches };
    }
  }

  report(progress: Partial<ImportProgress>): void {
    this.progressNow = { ...this.progressNow, ...progress };
    this.onProgress(this.progressNow);
  }

  wantsCheckpoint(): boolean {
    if (this.sinceCheckpoint < recordsPerCheckpoint && Date.now() - this.checkpointAt < checkpointEveryMs) return false;
    this.sinceCheckpoint = 0;
    this.checkpointAt = Date.now();
    return true;
  }

  /** What the source vouches for; else from its first moment to just past its last, as nothing more is known. */
  coverage(): Coverage {
    const froms = this.told.map((one) => one.from).filter((at) => at !== null);
    const tos = this.told.map((one) => one.to).filter((at) => at !== null);
    const gaps = [...this.told.flatMap((one) => one.gaps), ...this.gaps];
    return {
      from: froms.length > 0 ? Math.min(...froms) : Number.isFinite(this.first) ? this.first : null,
      to: tos.length > 0 ? Math.max(...tos) : Number.isFinite(this.last) ? this.last + 1 : null,
      gaps,
    };
  }
}

export type { Source };
