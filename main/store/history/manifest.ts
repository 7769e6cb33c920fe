import * as v from 'valibot';
import type { Coverage, HistoryRecord, Instant } from '../../domain/history/records';
import type { DocumentKind } from '../documents/documentAdapter';
import { DamagedError } from '../documents/documentText';
import { parseWith } from '../documents/parseWith';

export type RecordCounts = Record<HistoryRecord['record'], number>;

/** One immutable file of records, and what makes sure that it is the one that was written. */
export interface SegmentEntry {
  file: string;
  source: string;
  month: string;
  bytes: number;
  sha256: string;
  keysSha256: string;
  records: RecordCounts;
  /** First and last moment of its records. */
  from: Instant;
  to: Instant;
}

/** Where a source's records come from: a second server under the same name would replace them. */
export interface SourceBinding {
  kind: string;
  origin: string | null;
  project: string | null;
  /** How its server was last asked, so that it can be asked again. */
  asked?: { url: string; pipelines: string[] } | undefined;
}

/** What is known of one source beside its records. */
export interface SourceState {
  source: string;
  /** What the source left with its last complete page. Plain JSON. */
  cursor: unknown;
  coverage: Coverage;
  mainBranches: Record<string, string> | null;
  /** Ids of runs that had not finished when last seen. */
  unfinished: string[];
  bound: SourceBinding | null;
  lookedAt: Instant | null;
}

/** `manifest.json`: names every segment. Swapping it is what commits an import. */
export interface Manifest {
  /** New with every swap: what was noted beside another manifest does not count beside this one. */
  id: string;
  /** Name of the retro it belongs to. */
  retro: string;
  segments: SegmentEntry[];
  sources: SourceState[];
}

/**
 * `sources.json`: what changed of the sources while no record did, so that looking again leaves all else as it is. It
 * counts only beside the very manifest it was written for: a cursor must never be ahead of the records.
 */
export interface SourceNotes {
  beside: string;
  sources: SourceState[];
}

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const gap = v.looseObject({ from: v.number(), to: v.number(), reason: text });
const coverage = v.looseObject({ from: v.nullable(v.number()), to: v.nullable(v.number()), gaps: v.array(gap) });

const segment = v.looseObject({
  file: v.pipe(text, v.regex(/^[A-Za-z0-9._-]+\.ndjson$/)),
  source: text,
  month: text,
  bytes: count,
  sha256: text,
  keysSha256: text,
  records: v.object({ run: count, commit: count, incident: count, definition: count, toggle: v.optional(count, 0) }),
  from: v.number(),
  to: v.number(),
});

const source = v.looseObject({
  source: text,
  cursor: v.unknown(),
  coverage,
  mainBranches: v.nullable(v.record(text, text)),
  unfinished: v.array(text),
  bound: v.nullable(
    v.looseObject({
      kind: text,
      origin: v.nullable(text),
      project: v.nullable(text),
      asked: v.optional(v.looseObject({ url: text, pipelines: v.array(text) })),
    }),
  ),
  lookedAt: v.nullable(v.number()),
});

const parseManifest = parseWith(
  v.looseObject({ id: text, retro: text, segments: v.array(segment), sources: v.array(source) }),
);

export function manifestDocument(retro: string): DocumentKind<Manifest> {
  return {
    format: 'manifest',
    parse: (data) => {
      const manifest = parseManifest(data);
      if (manifest.retro !== retro) throw new DamagedError(`is that of another retro (${manifest.retro})`);
      return manifest;
    },
  };
}

export const sourceNotesDocument: DocumentKind<SourceNotes> = {
  format: 'sources',
  parse: parseWith(v.looseObject({ beside: text, sources: v.array(source) })),
};

export const noRecords: RecordCounts = { run: 0, commit: 0, incident: 0, definition: 0, toggle: 0 };

export function addCounts(a: RecordCounts, b: RecordCounts): RecordCounts {
  return {
    run: a.run + b.run,
    commit: a.commit + b.commit,
    incident: a.incident + b.incident,
    definition: a.definition + b.definition,
    toggle: a.toggle + b.toggle,
  };
}

export function newSource(source: string): SourceState {
  return {
    source,
    cursor: null,
    coverage: { from: null, to: null, gaps: [] },
    mainBranches: null,
    unfinished: [],
    bound: null,
    lookedAt: null,
  };
}
