import type { Instant, Span } from '../../domain/history/records';
import { fieldsOf, isFields, listOf, textOf } from './replyFields';
import { isCovered, joinSpans } from './spans';

/** A deployment that succeeded: what the next one of its environment is compared with. */
export interface Deployed {
  at: Instant;
  sha: string;
}

/** How far one repository was read. */
export interface RepositoryCursor {
  /** Stretches of creation times that were read to the end, in order. */
  covered: Span[];
  /** When the oldest and the newest run seen were made. */
  oldest: Instant | null;
  newest: Instant | null;
  /** Of the newest runs: attempt and word, to notice that one was run again. */
  seen: Record<string, string>;
  /** Creation of the runs that were read of a stretch that was not yet read to its end, so that none is read again. */
  between: Record<string, Instant>;
  /** Runs that had not finished, and runs whose jobs could not be read. */
  open: string[];
  jobless: string[];
  deploymentsCovered: Span[];
  /** By environment, oldest first. */
  deployed: Record<string, Deployed[]>;
  /** What was in place before each deployment that had not finished, by its id. */
  before: Record<string, string>;
}

export type GithubCursor = Map<string, RepositoryCursor>;

const seenRuns = 2000;
const deployedKept = 20;

export function newCursor(): RepositoryCursor {
  return {
    covered: [],
    oldest: null,
    newest: null,
    seen: {},
    between: {},
    open: [],
    jobless: [],
    deploymentsCovered: [],
    deployed: {},
    before: {},
  };
}

/** A repository read with `--pipeline` is not read for the others, so it has a cursor of its own. */
export function cursorKey(repository: string, pipelines: readonly string[]): string {
  return pipelines.length === 0 ? repository : `${repository} ${JSON.stringify([...pipelines].sort())}`;
}

/** Anything that is not a cursor of this version is none. */
export function parseCursor(value: unknown): GithubCursor {
  const cursor: GithubCursor = new Map();
  if (!isFields(value) || value.version !== 1) return cursor;
  for (const [key, each] of Object.entries(fieldsOf(value.repositories))) {
    const fields = fieldsOf(each);
    cursor.set(key, {
      covered: spansOf(fields.covered),
      oldest: numberOf(fields.oldest),
      newest: numberOf(fields.newest),
      seen: textsOf(fields.seen),
      between: momentsOf(fields.between),
      open: listOf(fields.open).flatMap((id) => textOf(id) ?? []),
      jobless: listOf(fields.jobless).flatMap((id) => textOf(id) ?? []),
      deploymentsCovered: spansOf(fields.deploymentsCovered),
      deployed: Object.fromEntries(
        Object.entries(fieldsOf(fields.deployed)).map(([name, list]) => [name, listOf(list).flatMap(deployedOf)]),
      ),
      before: textsOf(fields.before),
    });
  }
  return cursor;
}

/** Plain JSON, detached from what goes on being changed. */
export function printCursor(cursor: GithubCursor): unknown {
  const repositories = Object.fromEntries([...cursor].sort(([a], [b]) => (a < b ? -1 : 1)));
  return structuredClone({ version: 1, repositories });
}

export function cover(cursor: RepositoryCursor, span: Span): void {
  cursor.covered = joinSpans([...cursor.covered, span]);
  const left = Object.entries(cursor.between).filter(([, at]) => !isCovered(at, cursor.covered));
  cursor.between = Object.fromEntries(left);
}

export function noteRun(
  cursor: RepositoryCursor,
  run: { id: string; createdAt: Instant | null; fingerprint: string; isOpen: boolean; isJobless: boolean },
): void {
  cursor.seen[run.id] = run.fingerprint;
  const { createdAt } = run;
  if (createdAt !== null) {
    if (!isCovered(createdAt, cursor.covered)) cursor.between[run.id] = createdAt;
    cursor.oldest = Math.min(cursor.oldest ?? createdAt, createdAt);
    cursor.newest = Math.max(cursor.newest ?? createdAt, createdAt);
  }
  cursor.open = withOrWithout(cursor.open, run.id, run.isOpen);
  cursor.jobless = withOrWithout(cursor.jobless, run.id, run.isJobless);
}

/** Ids grow with time, so the largest are the newest. Of a stretch that was broken off within all are still needed. */
export function forgetOldRuns(cursor: RepositoryCursor): void {
  const newestFirst = Object.entries(cursor.seen).sort(([a], [b]) => Number(b) - Number(a));
  cursor.seen = Object.fromEntries(newestFirst.filter(([id], place) => place < seenRuns || id in cursor.between));
}

export function noteDeployed(cursor: RepositoryCursor, environment: string, deployed: Deployed): void {
  const before = (cursor.deployed[environment] ?? []).filter((each) => each.at !== deployed.at);
  cursor.deployed[environment] = [...before, deployed].sort((a, b) => a.at - b.at).slice(-deployedKept);
}

/** What was in place at the environment of a deployment just before it, as far as known. */
export function deployedBefore(
  cursor: RepositoryCursor,
  { id, environment, createdAt }: { id: string; environment: string | null; createdAt: Instant | null },
): string | null {
  const noted = cursor.before[id];
  if (noted !== undefined) return noted;
  if (environment === null || createdAt === null) return null;
  return cursor.deployed[environment]?.findLast((each) => each.at < createdAt)?.sha ?? null;
}

/** Kept as long as a deployment is under way: what came later would push it out of `deployed`. */
export function noteBefore(cursor: RepositoryCursor, id: string, sha: string | null): void {
  const others = Object.entries(cursor.before).filter(([each]) => each !== id);
  cursor.before = Object.fromEntries(sha === null ? others : [...others, [id, sha]]);
}

function withOrWithout(ids: string[], id: string, isIn: boolean): string[] {
  if (ids.includes(id) === isIn) return ids;
  return isIn ? [...ids, id] : ids.filter((each) => each !== id);
}

function spansOf(value: unknown): Span[] {
  const spans = listOf(value).flatMap((each) => {
    const { from, to } = fieldsOf(each);
    return typeof from === 'number' && typeof to === 'number' ? [{ from, to }] : [];
  });
  return joinSpans(spans);
}

function deployedOf(value: unknown): Deployed[] {
  const { at, sha } = fieldsOf(value);
  return typeof at === 'number' && typeof sha === 'string' ? [{ at, sha }] : [];
}

function textsOf(value: unknown): Record<string, string> {
  const entries = Object.entries(fieldsOf(value));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function momentsOf(value: unknown): Record<string, Instant> {
  const entries = Object.entries(fieldsOf(value));
  return Object.fromEntries(entries.filter((entry): entry is [string, Instant] => typeof entry[1] === 'number'));
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
