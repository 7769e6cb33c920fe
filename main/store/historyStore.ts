import type { History, HistoryRecord, Instant, SourceCoverage } from '../domain/history/records';
import { FailureError } from '../failure';
import type { HistoryFiles, HistoryState } from './history/historyFiles';
import { ImportTransaction, type ImportTarget } from './history/importTransaction';
import { hashKey, indexHas } from './history/keyIndex';
import { addCounts, newSource, noRecords } from './history/manifest';
import type { RecordCounts, SegmentEntry, SourceBinding, SourceState } from './history/manifest';
import { readMonth, type RecordFilter } from './history/readMonth';
import { resolveImport, type Resolution } from './history/resolveImport';
import { rewriteSegments } from './history/rewriteSegments';
import { MissingSegment } from './history/segments';
import { changedSource, joinBindings, withoutLost, type SourceChange } from './history/sourceState';
import type { StoredRecord } from './history/storedRecord';
import { refuseIfReadOnly, type StoreAccess } from './storeAccess';

export type { ImportCounts, ImportEnd, ImportTransaction } from './history/importTransaction';
export type { RecordCounts, SourceBinding } from './history/manifest';
export type { RecordFilter } from './history/readMonth';

/** What a source needs to know so that it asks only for what is new. */
export interface KnownSource {
  cursor: unknown;
  unfinished: readonly string[];
  has(runId: string): boolean;
}

/** A server that a source comes from, as it was last asked. */
export interface KnownServer {
  source: string;
  kind: string;
  url: string;
  project: string | null;
  pipelines: string[];
  lookedAt: Instant | null;
}

type RecordLists = { [K in HistoryRecord['record']]: Extract<HistoryRecord, { record: K }>[] };

const nothing: HistoryState = { id: '', segments: [], sources: [] };

/** The imported history of one retro. Records are only ever added or replaced; the user's own work is elsewhere. */
export class HistoryStore implements ImportTarget {
  private state = nothing;
  private status: 'absent' | 'open' | 'unreadable' = 'absent';
  private lastStep: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly access: StoreAccess,
    private readonly retro: string,
    private readonly files: HistoryFiles,
  ) {}

  /** Begins an import; nothing is written before its first `checkpoint` or `commit`. */
  begin(source: string): ImportTransaction {
    return new ImportTransaction(this, source);
  }

  known(source: string): KnownSource {
    const { cursor, unfinished } = this.sourceState(source);
    const own = this.present().filter((entry) => entry.source === source);
    const has = (runId: string): boolean => {
      const hash = hashKey(`run ${runId}`);
      return own.some((entry) => indexHas(this.files.segments.keys(entry), hash));
    };
    return { cursor, unfinished, has };
  }

  /** What each source vouches for, by name. */
  coverage(): SourceCoverage[] {
    return this.sourceStates().map(({ source, coverage, mainBranches }) => ({
      source,
      from: coverage.from,
      to: coverage.to,
      gaps: [...coverage.gaps],
      ...(mainBranches && { mainBranches }),
    }));
  }

  /** From the manifest: no segment is read. */
  counts(): RecordCounts {
    return this.present().reduce((sum, { records }) => addCounts(sum, records), noRecords);
  }

  /** Where the records of each source come from, for those where it is known. */
  sources(): Record<string, SourceBinding> {
    return Object.fromEntries(
      this.sourceStates().flatMap(({ source, bound }) => {
        if (!bound) return [];
        const { kind, origin, project } = bound;
        return [[source, { kind, origin, project }] as const];
      }),
    );
  }

  /** The servers that can be asked again, and when each was last asked. What was asked by an older version is not known: then by the origin alone. */
  servers(): KnownServer[] {
    return this.sourceStates().flatMap(({ source, bound, lookedAt }) => {
      if (bound?.origin == null) return [];
      const { kind, origin, project, asked } = bound;
      return [{ source, kind, project, url: asked?.url ?? origin, pipelines: asked?.pipelines ?? [], lookedAt }];
    });
  }

  /** Ties a source to its server. Throws `wrong_input` where it is tied to another: their ids would replace one another. */
  bindSource(source: string, binding: SourceBinding): Promise<void> {
    return this.inTurn(async () => {
      const state = this.sourceState(source);
      const bound = joinBindings(state.bound, binding);
      if (!bound) throw otherBinding(source, state.bound, binding);
      await this.save(source, { ...state, bound });
    });
  }

  /** Every record in the one fixed order; holds one month in memory. */
  async *records(filter: RecordFilter = {}): AsyncGenerator<HistoryRecord> {
    await this.openForReading();
    for (let month = this.monthAfter(''); month !== null; month = this.monthAfter(month)) {
      yield* await this.month(month, filter);
    }
  }

  /** Everything in memory, in the same order. */
  async read(): Promise<History> {
    const of: RecordLists = { run: [], commit: [], incident: [], definition: [], toggle: [] };
    await this.openForReading();
    for (let month = this.monthAfter(''); month !== null; month = this.monthAfter(month)) {
      for (const record of await this.month(month, {})) (of[record.record] as HistoryRecord[]).push(record);
    }
    const { run: runs, commit: commits, incident: incidents, definition: definitions, toggle: toggles } = of;
    return { runs, commits, incidents, definitions, toggles, coverage: this.coverage() };
  }

  /** When something was last imported or looked for. */
  lookedAt(): Instant | null {
    return this.state.sources.reduce<Instant | null>((last, { lookedAt }) => latest(last, lookedAt), null);
  }

  now(): Instant {
    return this.access.now();
  }

  resolve(source: string, pending: ReadonlyMap<string, StoredRecord>): Promise<Resolution> {
    const own = this.present().filter((entry) => entry.source === source);
    return resolveImport(this.files.segments, own, pending);
  }

  /** Brings records, cursor and coverage in with one swap of the manifest; without new records the manifest stays. */
  take(source: string, pending: ReadonlyMap<string, StoredRecord>, change: SourceChange): Promise<Resolution> {
    return this.inTurn(async () => {
      const resolution = await this.resolve(source, pending);
      const next = changedSource(this.sourceState(source), change, pending.values());
      const isNews = resolution.added.length > 0 || resolution.updated.size > 0;
      await this.save(source, next, isNews ? resolution : null);
      return resolution;
    });
  }

  /** Reads the manifest. Called by the store when it opens, makes or puts back a retro. */
  async load(): Promise<void> {
    this.files.segments.lost.clear();
    let state = await this.files.load();
    for (let attempt = 1; state && attempt <= 5; attempt += 1) {
      const missing = await this.missingSegments(state);
      if (missing.length === 0) break;
      const again = await this.files.load();
      if (again?.id === state.id) {
        for (const entry of missing) this.files.segments.noteLost(entry, 'is missing');
        break;
      }
      // Another process has replaced the manifest while we looked.
      state = again;
    }
    this.state = state ?? nothing;
    this.status = state ? 'open' : 'unreadable';
  }

  /** Removes segments that an interrupted import left behind. */
  async tidy(): Promise<void> {
    if (this.status === 'open') await this.files.collectGarbage(this.state);
  }

  /** Waits for what is being written, and ends all use of the folder. */
  async leave(): Promise<void> {
    await this.lastStep;
    this.state = nothing;
    this.status = 'absent';
  }

  private async save(source: string, next: SourceState, news: Resolution | null = null): Promise<void> {
    const { segments } = this.files;
    const others = this.sourceStates().filter((state) => state.source !== source);
    const sources = [...others, next].sort((a, b) => (a.source < b.source ? -1 : 1));
    if (news || segments.lost.size > 0) {
      const changes = news ?? { added: [], updated: new Map(), unchanged: [] };
      const entries = await rewriteSegments(segments, this.present(), source, changes);
      this.state = await this.files.swap(entries, sources);
      segments.lost.clear();
      await this.tidy().catch(() => undefined);
    } else if (JSON.stringify(sources) !== JSON.stringify(this.state.sources)) {
      await this.files.note(this.state.id, sources);
      this.state = { ...this.state, sources };
    }
  }

  /** One step at a time; after a failed one the disk is asked what holds. */
  private inTurn<T>(step: () => Promise<T>): Promise<T> {
    const done = this.lastStep.then(async () => {
      refuseIfReadOnly(this.access);
      this.refuseUnlessOpen();
      try {
        return await step();
      } catch (error) {
        if (error instanceof FailureError && error.kind === 'wrong_input') throw error;
        await this.load()
          .then(() => this.tidy())
          .catch(() => undefined);
        throw this.files.failure(error);
      }
    });
    this.lastStep = done.catch(() => undefined);
    return done;
  }

  private async month(month: string, filter: RecordFilter): Promise<HistoryRecord[]> {
    for (;;) {
      const entries = this.present().filter((entry) => entry.month === month);
      try {
        return await readMonth(this.files.segments, entries, filter, this.access.damage);
      } catch (error) {
        if (!(error instanceof MissingSegment)) throw error;
        await this.load();
      }
    }
  }

  private async openForReading(): Promise<void> {
    if (this.access.readOnly !== null) await this.load();
    if (this.status === 'unreadable') this.refuseUnlessOpen();
  }

  private refuseUnlessOpen(): void {
    if (this.status === 'absent')
      throw new FailureError('not_found', `There is no retro “${this.retro}” in this store.`);
    if (this.status === 'open') return;
    const sentence = `The history of “${this.retro}” cannot be read, as its manifest is damaged or missing; put it back from a copy, or import into a new retro.`;
    throw new FailureError('storage', sentence);
  }

  private async missingSegments(state: HistoryState): Promise<SegmentEntry[]> {
    const missing: SegmentEntry[] = [];
    for (const entry of state.segments) if (!(await this.files.segments.isThere(entry))) missing.push(entry);
    return missing;
  }

  private monthAfter(month: string): string | null {
    const later = this.present().flatMap((entry) => (entry.month > month ? [entry.month] : []));
    return later.reduce<string | null>((first, one) => (first !== null && first <= one ? first : one), null);
  }

  private present(): SegmentEntry[] {
    return this.state.segments.filter(({ file }) => !this.files.segments.lost.has(file));
  }

  private sourceState(source: string): SourceState {
    return this.sourceStates().find((state) => state.source === source) ?? newSource(source);
  }

  private sourceStates(): SourceState[] {
    const lost = this.state.segments.filter(({ file }) => this.files.segments.lost.has(file));
    return this.state.sources.map((state) => withoutLost(state, lost));
  }
}

function latest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

function otherBinding(source: string, before: SourceBinding | null, now: SourceBinding): FailureError {
  const name = (binding: SourceBinding | null): string =>
    [binding?.kind, binding?.origin, binding?.project].filter((word) => word !== null).join(' ');
  return new FailureError(
    'wrong_input',
    `The source “${source}” holds the history of ${name(before)}, so that of ${name(now)} cannot come in under the same name.`,
  );
}
