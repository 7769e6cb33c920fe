import path from 'node:path';
import type { HistoryHeader } from '../../domain/history/header';
import type { HistoryRecord } from '../../domain/history/records';
import { FailureError } from '../../failure';
import type { FileRequest, Rejection, SourceContext, SourceEvent } from '../source';
import { CoverageSeen } from './coverageSeen';
import { formatOf } from './detectFormat';
import type { Sample } from './detectFormat';
import { commonName, commonZone, firstHeader } from './headerName';
import { fileFailure, readSample } from './readSample';
import type { Format, Row } from './row';
import { wantedBy } from './wanted';

/** Parsed, checked and printed in some ten milliseconds: nobody waits longer for the import to let them have a turn. */
const pageLength = 250;

interface Input {
  path: string;
  size: number;
  format: Format;
  sample: Sample;
}

/**
 * Reads files of history page by page. A file that cannot be used is a part failure; where none can, the failure of the
 * first is thrown.
 */
export async function* readRuns(request: FileRequest, context: SourceContext): AsyncGenerator<SourceEvent> {
  const { inputs, failures } = await openAll(request.files);
  if (inputs.length === 0)
    throw failures[0] ?? new FailureError('wrong_input', 'No file was named; name a file with history.');
  const headers = inputs.map(({ sample }) => firstHeader(sample));
  const [name, zone] = [commonName(headers), commonZone(headers)];
  if (name !== null) yield { type: 'sourceName', name };
  if (zone !== null) yield { type: 'zone', zone };
  for (const failure of failures) yield { type: 'partFailed', failure: failure.failure };
  yield* readInputs(inputs, name, request, context);
}

async function openAll(files: readonly string[]): Promise<{ inputs: Input[]; failures: FailureError[] }> {
  const inputs: Input[] = [];
  const failures: FailureError[] = [];
  for (const file of files) {
    try {
      const sample = await readSample(file);
      inputs.push({ path: file, size: sample.size, format: formatOf(sample), sample });
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      failures.push(error);
    }
  }
  return { inputs, failures };
}

async function* readInputs(
  inputs: readonly Input[],
  commonSource: string | null,
  request: FileRequest,
  context: SourceContext,
): AsyncGenerator<SourceEvent> {
  const seen = new CoverageSeen();
  const totalBytes = inputs.reduce((sum, { size }) => sum + size, 0);
  const reader = new PageReader(request, context, seen, { totalBytes, commonSource });
  const failures: FailureError[] = [];
  for (const input of inputs) {
    try {
      yield* reader.read(input);
    } catch (error) {
      const failure = error instanceof FailureError ? error : fileFailure(input.path, error);
      if (failure.kind === 'cancelled' || inputs.length === 1) throw failure;
      failures.push(failure);
      yield { type: 'partFailed', failure: failure.failure };
    }
  }
  const [first] = failures;
  if (first && failures.length === inputs.length) throw first;
  const mainBranches = Object.keys(seen.mainBranches).length > 0 ? { mainBranches: seen.mainBranches } : {};
  for (const { source, coverage, inferred } of seen.coverages(request)) {
    yield {
      type: 'coverage',
      coverage,
      ...mainBranches,
      ...(source !== '' && { source }),
      ...(inferred && { inferred }),
    };
  }
}

class PageReader {
  #bytes = 0;
  #pages = 0;
  #runs = 0;
  #commits = 0;
  /** Source of the records of this file that name none; empty for the one all files agree on. */
  #source = '';
  #records: HistoryRecord[] = [];
  #rejected: Rejection[] = [];
  readonly #wanted: (record: HistoryRecord) => boolean;
  readonly #zone: string;

  constructor(
    request: FileRequest,
    readonly context: SourceContext,
    readonly seen: CoverageSeen,
    readonly all: { totalBytes: number; commonSource: string | null },
  ) {
    this.#wanted = wantedBy(request);
    this.#zone = request.zone ?? 'UTC';
  }

  async *read(input: Input): AsyncGenerator<SourceEvent> {
    const { signal } = this.context;
    this.#source = '';
    const file = { path: input.path, zone: this.#zone, signal, read: (bytes: number) => (this.#bytes += bytes) };
    try {
      for await (const row of input.format.read(file)) {
        this.#take(input, row);
        if (this.#records.length + this.#rejected.length >= pageLength) yield this.#page(input);
      }
    } finally {
      this.seen.endFile();
    }
    if (this.#records.length + this.#rejected.length > 0) yield this.#page(input);
  }

  #take(input: Input, row: Row): void {
    if ('header' in row) this.#takeHeader(row.header);
    else if ('rejected' in row) this.#rejected.push({ where: `${input.path}:${row.line}`, ...row.rejected });
    else if (this.#wanted(row.record)) this.#keep(row.record);
  }

  #takeHeader(header: HistoryHeader): void {
    this.#source = this.#named(header.source ?? '');
    this.seen.takeHeader(header, this.#source);
  }

  #named(source: string): string {
    return source === this.all.commonSource ? '' : source;
  }

  #keep(record: HistoryRecord): void {
    unqualify(record);
    record.source = record.source === '' ? this.#source : this.#named(record.source);
    this.seen.takeRecord(record);
    this.#records.push(record);
    if (record.record === 'run') this.#runs += 1;
    else if (record.record === 'commit') this.#commits += 1;
  }

  #page(input: Input): SourceEvent {
    this.#pages += 1;
    this.context.progress({
      label: path.basename(input.path),
      pages: this.#pages,
      runs: this.#runs,
      commits: this.#commits,
      fraction: this.all.totalBytes > 0 ? Math.min(1, this.#bytes / this.all.totalBytes) : null,
    });
    const [records, rejected] = [this.#records, this.#rejected];
    this.#records = [];
    this.#rejected = [];
    return { type: 'page', records, ...(rejected.length > 0 && { rejected }) };
  }
}

/** The history of several sources names a run `SOURCE:ID` where two of them use its id; to its source it is the id. */
function unqualify(record: HistoryRecord): void {
  const prefix = `${record.source}:`;
  if (record.record !== 'run' || record.source === '' || !record.id.startsWith(prefix)) return;
  if (record.id.length > prefix.length) record.id = record.id.slice(prefix.length);
}
