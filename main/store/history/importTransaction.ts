import type { Coverage, HistoryRecord } from '../../domain/history/records';
import type { Resolution } from './resolveImport';
import type { SourceChange } from './sourceState';
import { storedRecord, type StoredRecord } from './storedRecord';

export interface UpsertCounts {
  added: number;
  updated: number;
  unchanged: number;
}

/** What an import did, counting each record once, however often its pages held it. Deployments are runs too. */
export interface ImportCounts {
  runs: UpsertCounts;
  commits: UpsertCounts;
  deployments: UpsertCounts;
  toggles: UpsertCounts;
  definitions: UpsertCounts;
}

/** What a source vouches for when an import is over. */
export interface ImportEnd {
  coverage?: Coverage;
  /** Gaps beside those of `coverage`. */
  gaps?: Coverage['gaps'];
  /** Main branch by material, where the source knows it. */
  mainBranches?: Record<string, string>;
}

/** The part of a history that takes records in. */
export interface ImportTarget {
  resolve(source: string, pending: ReadonlyMap<string, StoredRecord>): Promise<Resolution>;
  take(source: string, pending: ReadonlyMap<string, StoredRecord>, change: SourceChange): Promise<Resolution>;
  now(): number;
}

type Fate = keyof UpsertCounts;

/**
 * One import from one source. Pages are gathered by `add` and come into the store, with their cursor, in one durable
 * step at each `checkpoint` and at `commit`; what was not committed has never been.
 */
export class ImportTransaction {
  private pending = new Map<string, StoredRecord>();
  private cursor: unknown;
  private readonly fates = new Map<number, Fate>();
  private readonly counts: ImportCounts = {
    runs: noUpserts(),
    commits: noUpserts(),
    deployments: noUpserts(),
    toggles: noUpserts(),
    definitions: noUpserts(),
  };

  constructor(
    private readonly target: ImportTarget,
    readonly source: string,
  ) {}

  /** A complete page. Its cursor, where it has one, says where a later import goes on. */
  add(records: readonly HistoryRecord[], cursor?: unknown): void {
    for (const record of records) {
      const stored = storedRecord(record);
      this.pending.set(stored.key, stored);
    }
    if (cursor !== undefined) this.cursor = cursor;
  }

  async checkpoint(): Promise<void> {
    await this.save({});
  }

  async commit(end: ImportEnd = {}): Promise<ImportCounts> {
    const coverage = end.coverage && { ...end.coverage, gaps: [...end.coverage.gaps, ...(end.gaps ?? [])] };
    await this.save({ coverage, mainBranches: end.mainBranches, lookedAt: this.target.now() });
    return this.counts;
  }

  /** The counts `commit` would give; nothing is written. */
  async plan(_end: ImportEnd = {}): Promise<ImportCounts> {
    this.count(await this.target.resolve(this.source, this.pending));
    return this.counts;
  }

  private async save(change: SourceChange): Promise<void> {
    const { pending, cursor } = this;
    this.pending = new Map();
    this.cursor = undefined;
    try {
      this.count(await this.target.take(this.source, pending, { ...change, cursor }));
    } catch (error) {
      // Nothing is lost by a failed step: the next one takes it along.
      this.pending = new Map([...pending, ...this.pending]);
      if (this.cursor === undefined) this.cursor = cursor;
      throw error;
    }
  }

  private count({ added, updated, unchanged }: Resolution): void {
    for (const record of added) this.settle(record, 'added');
    for (const records of updated.values()) for (const record of records) this.settle(record, 'updated');
    for (const record of unchanged) this.settle(record, 'unchanged');
  }

  /** The first fate of a record counts, but for one that was as before and then was not. */
  private settle(record: StoredRecord, fate: Fate): void {
    const before = this.fates.get(record.hash);
    if (before !== undefined && !(before === 'unchanged' && fate === 'updated')) return;
    this.fates.set(record.hash, fate);
    for (const counts of this.countsOf(record)) {
      if (before !== undefined) counts[before] -= 1;
      counts[fate] += 1;
    }
  }

  private countsOf({ kind, deployment }: StoredRecord): UpsertCounts[] {
    if (kind === 'commit') return [this.counts.commits];
    if (kind === 'toggle') return [this.counts.toggles];
    if (kind === 'definition') return [this.counts.definitions];
    if (kind !== 'run') return [];
    return deployment ? [this.counts.runs, this.counts.deployments] : [this.counts.runs];
  }
}

const noUpserts = (): UpsertCounts => ({ added: 0, updated: 0, unchanged: 0 });
