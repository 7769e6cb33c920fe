import { runTime } from '../../domain/history/recordTime';
import type { HistoryRecord, Instant, Run } from '../../domain/history/records';
import { FailureError } from '../../failure';
import { wantedBy } from '../runs/wanted';
import type { LiveRequest, Rejection, SourceContext, SourceEvent } from '../source';
import { databaseAddress } from './address';
import { assembleRuns } from './assemble';
import { newCursor, parseCursor, printCursor, type DevlakeCursor, type Pass } from './cursor';
import { openDatabase, type Database } from './database';
import { fetchCommits, hasRepositories, namedCommits } from './fetchCommits';
import { momentOf } from './fields';
import { newestChange, nextIds, runsAPage, type Wanted } from './pages';
import type { Naming } from './pipelineName';
import { runRowsOf } from './readRows';
import { readSchema, type Schema } from './schema';
import { findProject, readNaming } from './scopes';

/** Rows written while the last import read may bear an earlier moment; those of an hour are looked at again. */
const overlapMs = 3_600_000;

/** Pipelines, then deployments of their own, then commits: in pages by primary key, of a later import what changed. */
export async function* fetchDatabase(request: LiveRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const address = databaseAddress(request.url);
  context.progress({ label: address.shown });
  const database = await openDatabase(address, request.token);
  let questions = 0;
  const counting: Database = {
    ...database,
    query: (statement, parameters) => {
      if (context.signal.aborted) throw new FailureError('cancelled', 'The import was stopped; what came in is kept.');
      context.progress({ requests: (questions += 1) });
      return database.query(statement, parameters);
    },
  };
  try {
    const schema = await readSchema(counting, address.shown);
    const asked = await findProject(counting, schema, request.projects[0]);
    const naming = await readNaming(counting, schema, asked);
    yield* new Reading(counting, schema, naming, request, context, address.shown).read(asked);
  } finally {
    await database.close();
  }
}

class Reading {
  readonly #isWhole: boolean;
  readonly #isAsked: (record: HistoryRecord) => boolean;
  readonly #seen = new Set<string>();
  #cursor: DevlakeCursor;
  #newest: Instant | null = null;

  constructor(
    readonly database: Database,
    readonly schema: Schema,
    readonly naming: Naming,
    readonly request: LiveRequest,
    readonly context: SourceContext,
    readonly where: string,
  ) {
    const { pipelines, since, until } = request;
    // A choice leaves things out, so it neither uses nor moves the cursor.
    this.#isWhole = pipelines.length === 0 && since === null && until === null;
    this.#isAsked = wantedBy(request);
    const shared = [...naming.shared].sort();
    const known = this.#isWhole ? parseCursor(context.known.cursor) : newCursor();
    this.#cursor = known.shared.join('\n') === shared.join('\n') ? known : { ...newCursor(), shared };
  }

  async *read(asked: Pick<Wanted, 'scopes' | 'repos'>): AsyncGenerator<SourceEvent> {
    const { request, context } = this;
    const { since: changedSince } = this.#cursor;
    const wanted: Wanted = { ...asked, changedSince, since: request.since, until: request.until };
    const pass = this.#cursor.pass ?? { step: 'pipelines', after: '', newest: await this.#newestChange() };
    yield* this.#readRuns(pass, 'pipelines', wanted);
    yield* this.#readRuns(pass, 'deployments', wanted);
    yield* this.#readCommits(pass, wanted);
    yield* this.#readUnfinished();
    const since = pass.newest === null ? null : pass.newest - overlapMs;
    this.#cursor = { ...this.#cursor, since, pass: null };
    yield this.#page([], []);
    const { oldest } = this.#cursor;
    if (oldest === null) return;
    const now = context.now();
    const from = Math.max(oldest, request.since ?? oldest);
    const to = Math.min(Math.max(pass.newest ?? 0, this.#newest ?? 0) || now, now, request.until ?? now);
    yield { type: 'coverage', coverage: { from, to: Math.max(from, to), gaps: [] } };
  }

  async *#readRuns(pass: Pass, step: 'pipelines' | 'deployments', wanted: Wanted): AsyncGenerator<SourceEvent> {
    if (!this.#enter(pass, step)) return;
    for (;;) {
      const ids = await nextIds(this.database, this.schema, `cicd_${step}`, pass.after, wanted);
      if (ids.length === 0) return;
      pass.after = ids.at(-1) ?? pass.after;
      yield await this.#pageOf(ids, pass);
      if (ids.length < runsAPage) return;
    }
  }

  /** Nothing says when a run that had not finished is over, so each is asked for again. */
  async *#readUnfinished(): AsyncGenerator<SourceEvent> {
    const open = this.#isWhole ? this.context.known.unfinished.filter((id) => !this.#seen.has(id)) : [];
    for (let from = 0; from < open.length; from += runsAPage)
      yield await this.#pageOf(open.slice(from, from + runsAPage), null);
  }

  async *#readCommits(pass: Pass, wanted: Wanted): AsyncGenerator<SourceEvent> {
    if (!this.#enter(pass, 'commits') || !hasRepositories(this.schema)) return;
    const { database, schema } = this;
    for await (const { commits, after } of fetchCommits(database, schema, wanted, wanted.changedSince, pass.after)) {
      pass.after = after;
      this.#cursor.pass = pass;
      yield this.#page(commits.filter(this.#isAsked), []);
    }
  }

  /** False where the pass is already beyond that step. */
  #enter(pass: Pass, step: Pass['step']): boolean {
    const steps: Pass['step'][] = ['pipelines', 'deployments', 'commits'];
    if (steps.indexOf(pass.step) > steps.indexOf(step)) return false;
    if (pass.step !== step) Object.assign(pass, { step, after: '' });
    return true;
  }

  async #pageOf(ids: readonly string[], pass: Pass | null): Promise<SourceEvent> {
    const rows = await runRowsOf(this.database, this.schema, ids);
    const { runs, rejected } = assembleRuns(rows, this.naming, this.where);
    const commits = hasRepositories(this.schema) ? [] : await namedCommits(this.database, this.schema, rows);
    runs.forEach((run) => this.#note(run));
    if (pass) this.#cursor.pass = pass;
    return this.#page([...runs.filter(this.#isAsked), ...commits], rejected);
  }

  #note(run: Run): void {
    this.#seen.add(run.id);
    const at = runTime(run) ?? 0;
    this.#cursor.oldest = Math.min(this.#cursor.oldest ?? at, at);
    this.#newest = Math.max(this.#newest ?? 0, run.finishedAt ?? run.startedAt ?? at);
  }

  #page(records: HistoryRecord[], rejected: Rejection[]): SourceEvent {
    return { type: 'page', records, rejected, ...(this.#isWhole ? { cursor: printCursor(this.#cursor) } : {}) };
  }

  async #newestChange(): Promise<Instant | null> {
    const moments = (await newestChange(this.database, this.schema)).map(momentOf).filter((at) => at !== null);
    return moments.length > 0 ? Math.max(...moments) : null;
  }
}
