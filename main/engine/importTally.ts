import { eachMoment } from '../domain/history/recordTime';
import type { Coverage, HistoryRecord, Instant } from '../domain/history/records';
import type { Failure } from '../failure';
import { noProgress, type ImportProgress, type Rejection, type SourceEvent } from '../sources/source';

/** A checkpoint is a durable step: often enough to lose little, seldom enough to cost little. */
const recordsPerCheckpoint = 20_000;
const checkpointEveryMs = 5_000;

type Told = Exclude<SourceEvent, { type: 'page' | 'sourceName' | 'zone' }>;

/** Counts while pages come in, and what the source said beside them. */
export class ImportTally {
  records = 0;
  readonly rejected: Rejection[] = [];
  readonly failures: Failure[] = [];
  mainBranches: Record<string, string> | null = null;
  progressNow: ImportProgress = noProgress;
  /** By source; empty for the one the import is from. */
  private readonly told = new Map<string, Coverage[]>();
  private readonly inferred = new Set<string>();
  private readonly seen = new Map<string, { first: Instant; last: Instant }>();
  private readonly gaps: Coverage['gaps'] = [];
  private counted = { pages: 0, runs: 0, commits: 0 };
  private sinceCheckpoint = 0;
  private checkpointAt = Date.now();

  constructor(private readonly onProgress: (progress: ImportProgress) => void) {}

  page(records: readonly HistoryRecord[], rejected: readonly Rejection[]): void {
    this.rejected.push(...rejected);
    this.records += records.length;
    this.sinceCheckpoint += records.length;
    this.counted.pages += 1;
    for (const record of records) {
      if (record.record === 'commit') this.counted.commits += 1;
      if (record.record !== 'run') continue;
      this.counted.runs += 1;
      const seen = this.seen.get(record.source) ?? { first: Infinity, last: -Infinity };
      this.seen.set(record.source, seen);
      eachMoment(record, (moment) => {
        seen.first = Math.min(seen.first, moment);
        seen.last = Math.max(seen.last, moment);
      });
    }
    this.report({});
  }

  note(event: Told): void {
    if (event.type === 'gap') this.gaps.push(event.gap);
    else if (event.type === 'partFailed') this.failures.push(event.failure);
    else {
      const source = event.source ?? '';
      this.told.set(source, [...(this.told.get(source) ?? []), event.coverage]);
      if (event.inferred) this.inferred.add(source);
      if (event.mainBranches) this.mainBranches = { ...this.mainBranches, ...event.mainBranches };
    }
  }

  /** What came in is counted here, so that a source's own counts of the same cannot double it. */
  report(progress: Partial<ImportProgress>): void {
    this.progressNow = { ...this.progressNow, ...progress, ...this.counted };
    this.onProgress(this.progressNow);
  }

  wantsCheckpoint(): boolean {
    if (this.sinceCheckpoint < recordsPerCheckpoint && Date.now() - this.checkpointAt < checkpointEveryMs) return false;
    this.sinceCheckpoint = 0;
    this.checkpointAt = Date.now();
    return true;
  }

  /** Sources that said what they cover. */
  get covered(): string[] {
    return [...this.told].flatMap(([source, coverages]) =>
      coverages.some(({ from, to }) => from !== null || to !== null) ? [source] : [],
    );
  }

  /** Whether the source only took its coverage from the moments of what it has. */
  isInferred(source: string): boolean {
    return this.inferred.has(source);
  }

  /** What the source vouches for; else from its first moment to just past its last, as nothing more is known. */
  coverage(source: string): Coverage {
    const told = this.told.get(source) ?? [];
    const seen = this.seen.get(source);
    const froms = told.map((one) => one.from).filter((at) => at !== null);
    const tos = told.map((one) => one.to).filter((at) => at !== null);
    return {
      from: froms.length > 0 ? Math.min(...froms) : (seen?.first ?? null),
      to: tos.length > 0 ? Math.max(...tos) : seen ? seen.last + 1 : null,
      gaps: [...told.flatMap((one) => one.gaps), ...(source === '' ? this.gaps : [])],
    };
  }
}
