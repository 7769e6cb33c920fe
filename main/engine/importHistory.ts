import { breather } from '../breather';
import type { Coverage, HistoryRecord, Instant } from '../domain/history/records';
import { joinOnto, uniteCoverage } from '../domain/history/coverage';
import { FailureError, type Failure } from '../failure';
import type { Transport } from '../sources/http/transport';
import type { ImportProgress, Rejection, SourceContext, SourceEvent } from '../sources/source';
import type { HistoryStore, ImportCounts, ImportTransaction } from '../store/historyStore';
import { ImportTally } from './importTally';
import { toFailure } from './toFailure';

/** What an import brought, in the counts of `shiplapse import --json`. */
export interface ImportReport {
  runs: { added: number; updated: number; unchanged: number; rejected: number };
  commits: { added: number };
  deployments: { added: number };
  toggles: { added: number; updated: number };
  /** Versions of what pipelines were configured to be. */
  definitions: { added: number; updated: number };
  rejected: Rejection[];
  coverage: Coverage;
  requests: number;
  pages: number;
  /** Sources or parts that failed while the rest came in. */
  failures: Failure[];
}

/** The report of one stream of events: `source` names all it brought history of, as the store calls them. */
export type SourceReport = ImportReport & { source: string; sources: string[] };

/** An import that could take nothing in, with its report: which rows were set aside, and why. */
export class NothingCameIn extends FailureError {
  constructor(
    failure: Failure,
    readonly report: SourceReport,
  ) {
    super(failure.kind, failure.sentence, { certificate: failure.certificate });
  }
}

export interface ImportOptions {
  dryRun: boolean;
  signal: AbortSignal;
  now: () => Instant;
  progress: (progress: ImportProgress) => void;
  /** The way to the server; straight there where absent. */
  transport?: Transport | undefined;
  /** Called before the first record is kept; `zone` is the one the source counts days in, where it says. */
  onFirstPage?: (zone: string | null) => Promise<void>;
}

/**
 * Takes a source's pages into the store. Pages are kept as they come, with their cursor, so that an interrupted import
 * goes on where it stopped. Throws only when nothing at all could be brought in.
 */
export async function importHistory(
  history: HistoryStore,
  sourceName: string,
  events: (context: SourceContext) => AsyncIterable<SourceEvent>,
  options: ImportOptions,
): Promise<SourceReport> {
  const tally = new ImportTally(options.progress);
  const intake = new Intake(history, sourceName, options);
  const breathe = breather();
  try {
    for await (const event of events(contextOf(history, intake, options, tally))) {
      await breathe();
      if (options.signal.aborted) throw new FailureError('cancelled', 'Cancelled; what had come in is kept.');
      if (event.type === 'sourceName') intake.name = event.name;
      else if (event.type === 'zone') intake.zone = event.zone;
      else if (event.type === 'page') {
        tally.page(event.records, event.rejected ?? []);
        await intake.add(event.records, event.cursor);
        // What a server was asked for is kept page by page, so that a kill costs one; a file is there to be read again.
        const isDue = event.cursor !== undefined || tally.wantsCheckpoint();
        if (isDue && !options.dryRun) await intake.checkpoint();
      } else tally.note(event);
    }
  } catch (error) {
    if (tally.records === 0) throw error;
    tally.failures.push(toFailure(error));
  }
  const failure = tally.records === 0 ? failureOf(tally) : null;
  if (failure) throw new NothingCameIn(failure, reportOf(tally, intake, noCounts));
  // A look that found no news still knows how far history now reaches.
  for (const source of tally.covered) await intake.open(source);
  const counts = await intake.end(tally);
  return reportOf(tally, intake, counts);
}

type Counts = Pick<ImportReport, 'commits' | 'deployments' | 'toggles' | 'definitions'> & {
  runs: Omit<ImportReport['runs'], 'rejected'>;
};

const noCounts: Counts = {
  runs: { added: 0, updated: 0, unchanged: 0 },
  commits: { added: 0 },
  deployments: { added: 0 },
  toggles: { added: 0, updated: 0 },
  definitions: { added: 0, updated: 0 },
};

/** One transaction for each source of the import; mostly there is one. */
class Intake {
  zone: string | null = null;
  private readonly transactions = new Map<string, ImportTransaction>();

  constructor(
    private readonly history: HistoryStore,
    public name: string,
    private readonly options: ImportOptions,
  ) {}

  /** Names in the store of the sources that something came in from. */
  get sources(): string[] {
    const names = [...this.transactions.keys()].map((source) => this.storedName(source));
    return names.length > 0 ? [...new Set(names)].sort() : [this.name];
  }

  storedName(source: string): string {
    return source === '' ? this.name : source;
  }

  /** What is known of a source that only files told of; what a server vouched for has ends of its own. */
  private toldInPieces(source: string): Coverage | null {
    const bound = this.history.sources()[this.storedName(source)];
    return bound?.origin == null ? this.stored(source) : null;
  }

  private stored(source: string): Coverage | null {
    return this.history.coverage().find((one) => one.source === this.storedName(source)) ?? null;
  }

  async open(source: string): Promise<ImportTransaction> {
    const known = this.transactions.get(source);
    if (known) return known;
    if (this.transactions.size === 0) await this.options.onFirstPage?.(this.zone);
    const transaction = this.history.begin(this.storedName(source));
    this.transactions.set(source, transaction);
    return transaction;
  }

  async add(records: readonly HistoryRecord[], cursor: unknown): Promise<void> {
    for (const [source, own] of bySource(records)) {
      const name = this.storedName(source);
      (await this.open(source)).add(own.map((record) => ({ ...record, source: name })));
    }
    if (cursor !== undefined) (await this.open('')).add([], cursor);
  }

  async checkpoint(): Promise<void> {
    for (const transaction of this.transactions.values()) await transaction.checkpoint();
  }

  async end(tally: ImportTally): Promise<Counts> {
    let sum = noCounts;
    for (const [source, transaction] of this.transactions) {
      const { mainBranches } = tally;
      const known = tally.isInferred(source) ? this.toldInPieces(source) : null;
      const coverage = known ? joinOnto(known, tally.coverage(source)) : tally.coverage(source);
      const end = { coverage, ...(mainBranches ? { mainBranches } : {}) };
      sum = addCounts(sum, this.options.dryRun ? await transaction.plan(end) : await transaction.commit(end));
    }
    return sum;
  }

  /** After the import, as the store has it; of a dry run what was read. */
  coverage(tally: ImportTally): Coverage {
    const sources = this.transactions.size > 0 ? [...this.transactions.keys()] : [''];
    return uniteCoverage(
      sources.map((source): Coverage => {
        const found = this.options.dryRun ? null : this.stored(source);
        return found ? { from: found.from, to: found.to, gaps: found.gaps } : tally.coverage(source);
      }),
    );
  }
}

function bySource(records: readonly HistoryRecord[]): Map<string, HistoryRecord[]> {
  const groups = new Map<string, HistoryRecord[]>();
  for (const record of records) {
    const group = groups.get(record.source);
    if (group) group.push(record);
    else groups.set(record.source, [record]);
  }
  return groups;
}

function addCounts(sum: Counts, { runs, commits, deployments, toggles, definitions }: ImportCounts): Counts {
  return {
    runs: {
      added: sum.runs.added + runs.added,
      updated: sum.runs.updated + runs.updated,
      unchanged: sum.runs.unchanged + runs.unchanged,
    },
    commits: { added: sum.commits.added + commits.added },
    deployments: { added: sum.deployments.added + deployments.added },
    toggles: { added: sum.toggles.added + toggles.added, updated: sum.toggles.updated + toggles.updated },
    definitions: {
      added: sum.definitions.added + definitions.added,
      updated: sum.definitions.updated + definitions.updated,
    },
  };
}

/** An import that found nothing new is done, one that could take nothing in has failed. */
function failureOf(tally: ImportTally): Failure | null {
  const [failure] = tally.failures;
  if (failure) return failure;
  const [rejection] = tally.rejected;
  if (!rejection) return null;
  const more = tally.rejected.length > 1 ? ` (and ${String(tally.rejected.length - 1)} more)` : '';
  return { kind: 'unreadable', sentence: `No row could be taken in: ${rejection.where}: ${rejection.reason}${more}` };
}

function reportOf(tally: ImportTally, intake: Intake, counts: Counts): SourceReport {
  const { requests, pages } = tally.progressNow;
  const { sources } = intake;
  return {
    source: sources.join(', '),
    sources,
    ...counts,
    runs: { ...counts.runs, rejected: tally.rejected.length },
    rejected: tally.rejected,
    coverage: intake.coverage(tally),
    requests,
    pages,
    failures: tally.failures,
  };
}

function contextOf(history: HistoryStore, intake: Intake, options: ImportOptions, tally: ImportTally): SourceContext {
  return {
    get known() {
      return history.known(intake.name);
    },
    signal: options.signal,
    transport: options.transport,
    now: options.now,
    progress: (progress) => {
      tally.report(progress);
    },
  };
}
