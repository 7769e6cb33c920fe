import { clipCoverage } from '../../domain/history/coverage';
import { isFields } from '../../domain/history/parseFields';
import type { Coverage, HistoryRecord } from '../../domain/history/records';
import { FailureError } from '../../failure';
import { wantedBy } from '../runs/wanted';
import type { FileRequest, Rejection, SourceContext, SourceEvent } from '../source';
import { existing, readCommitGraph } from './commitGraph';
import type { CommitGraph } from './commitGraph';
import { readCommits } from './readCommits';
import { readDefinitions } from './readDefinitions';
import { readTags } from './readTags';
import { openRepository } from './repository';
import { readToggles } from './toggles/readToggles';
import { pathInRepository } from './toggles/toggleFiles';
import type { Repository } from './repository';

const pageLength = 1_000;

/** Heads of each repository as of the last complete import, by material. */
type Heads = Record<string, string[]>;

/** Reads one or several repositories: commits, tags as releases, and how their pipelines were configured. */
export async function* readRepositories(request: FileRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const repositories: Repository[] = [];
  const failures: FailureError[] = [];
  for (const folder of request.files) {
    try {
      repositories.push(await openRepository(folder, context.signal));
    } catch (error) {
      if (!(error instanceof FailureError) || error.kind === 'cancelled') throw error;
      failures.push(error);
    }
  }
  if (repositories.length === 0) {
    throw (
      failures[0] ?? new FailureError('wrong_input', 'No folder was named; name a git checkout or a bare repository.')
    );
  }
  for (const failure of failures) yield { type: 'partFailed', failure: failure.failure };
  yield* readAll(repositories, request, context);
}

async function* readAll(
  repositories: Repository[],
  request: FileRequest,
  context: SourceContext,
): AsyncGenerator<SourceEvent> {
  const heads = headsOf(context.known.cursor);
  const parts: Coverage[] = [];
  const mainBranches: Record<string, string> = {};
  const toggleFiles = [...new Set((request.toggles ?? []).map(pathInRepository))];
  const found = new Set<string>();
  for (const repository of repositories) {
    const graph = await readCommitGraph(repository);
    yield* new RepositoryReader(repository, graph, request, context, heads).read(toggleFiles, found);
    if (repository.mainBranch !== null) mainBranches[repository.material] = repository.mainBranch;
    parts.push({ from: graph.firstSeconds * 1_000, to: graph.lastSeconds * 1_000, gaps: [] });
  }
  for (const path of toggleFiles.filter((one) => !found.has(one))) {
    const sentence = `There is no file ${path} on the main line of ${repositories.map(({ material }) => material).join(' or ')}, nor was there one; check the path of the toggles.`;
    yield { type: 'partFailed', failure: { kind: 'not_found', sentence } };
  }
  // From the first commit of any to the last of any: a repository that begins later has no gap before.
  const from = Math.min(...parts.map((part) => part.from ?? Infinity));
  const to = Math.max(...parts.map((part) => part.to ?? -Infinity));
  yield {
    type: 'coverage',
    coverage: clipCoverage({ from, to, gaps: [] }, request.since, request.until),
    mainBranches,
  };
}

function headsOf(cursor: unknown): Heads {
  const heads = isFields(cursor) && isFields(cursor['heads']) ? cursor['heads'] : {};
  const lists = Object.entries(heads).filter(([, list]) => Array.isArray(list));
  return Object.fromEntries(lists.map(([material, list]) => [material, (list as unknown[]).map(String)]));
}

class RepositoryReader {
  #records: HistoryRecord[] = [];
  #rejected: Rejection[] = [];
  #pages = 0;
  #commits = 0;
  #runs = 0;
  readonly #wanted: (record: HistoryRecord) => boolean;

  constructor(
    readonly repository: Repository,
    readonly graph: CommitGraph,
    readonly request: FileRequest,
    readonly context: SourceContext,
    readonly heads: Heads,
  ) {
    this.#wanted = wantedBy(request);
  }

  /** `found` takes those of the toggle files that are or were there. */
  async *read(toggleFiles: readonly string[], found: Set<string>): AsyncGenerator<SourceEvent> {
    const { repository, request } = this;
    const oldHeads = this.heads[repository.material] ?? [];
    const unchanged = oldHeads.join() === repository.tips.join();
    if (!unchanged) yield* this.#readNew(await existing(repository, oldHeads));
    // Looked for each time, as other files may be asked for; what is known comes to nothing.
    const toggles = await readToggles(repository, this.graph, toggleFiles);
    for (const path of toggles.found) found.add(path);
    this.#rejected.push(...toggles.rejected);
    for (const toggle of toggles.toggles) if (this.#keep(toggle)) yield this.#page();
    const { runs, rejected } = readTags(repository);
    this.#rejected.push(...rejected);
    for (const run of runs) if (this.#keep(run)) yield this.#page();
    // A choice of pipelines or of time leaves things out: then the next import must look at everything again.
    const whole = request.pipelines.length === 0 && request.since === null && request.until === null;
    if (whole) this.heads[repository.material] = repository.tips;
    yield { ...this.#page(), ...(whole && { cursor: { heads: { ...this.heads } } }) };
  }

  async *#readNew(oldHeads: readonly string[]): AsyncGenerator<SourceEvent> {
    for await (const commit of readCommits(this.repository, this.graph, oldHeads)) {
      if (this.#keep(commit)) yield this.#page();
    }
    for await (const row of readDefinitions(this.repository, this.graph)) {
      if ('rejected' in row) this.#rejected.push(row.rejected);
      else if (this.#keep(row.definition)) yield this.#page();
    }
  }

  /** Whether the page is full now. */
  #keep(record: HistoryRecord): boolean {
    if (!this.#wanted(record)) return false;
    this.#records.push(record);
    if (record.record === 'commit') this.#commits += 1;
    if (record.record === 'run') this.#runs += 1;
    return this.#records.length >= pageLength;
  }

  #page(): SourceEvent & { type: 'page' } {
    this.#pages += 1;
    this.context.progress({
      label: this.repository.material.replace(/^git:/, ''),
      pages: this.#pages,
      runs: this.#runs,
      commits: this.#commits,
      fraction: this.graph.count > 0 ? Math.min(1, this.#commits / this.graph.count) : null,
    });
    const [records, rejected] = [this.#records, this.#rejected];
    this.#records = [];
    this.#rejected = [];
    return { type: 'page', records, ...(rejected.length > 0 && { rejected }) };
  }
}
