import { runGit, streamGit } from './gitProcess';
import { mainJoins } from './mainJoins';
import type { Repository } from './repository';

/** Which branch each commit was made on, and when the first and the last commit were made. */
export interface CommitGraph {
  /** Names of the branches on whose first-parent line a commit is; empty where none is known. */
  branchesOf(revision: string): string[];
  /** The revision that comes first in the history, newest first; null where none is in it. */
  newestOf(revisions: readonly string[]): string | null;
  /** The main line up to a revision, oldest first, each with the one before it; null before the first. */
  mainLine(tip: string): MainCommit[];
  /** Seconds since 1970. */
  firstSeconds: number;
  lastSeconds: number;
  count: number;
}

export interface MainCommit {
  revision: string;
  before: string | null;
  /** Seconds since 1970. */
  seconds: number;
}

/** Reads the shape of the whole history once, newest first. */
export async function readCommitGraph(repository: Repository): Promise<CommitGraph> {
  const { indexOf, parentOf, seconds, firstSeconds, lastSeconds } = await readFirstParents(repository);
  const joins = await joinsByIndex(repository, indexOf);
  const names = ['', ...lineOrder(repository, indexOf, parentOf, joins)];
  const lineOf = new Int32Array(parentOf.length);
  names.forEach((name, line) => {
    if (line > 0)
      walk(
        tipsOf(repository, name, indexOf),
        parentOf,
        (index) => lineOf[index] === 0,
        (index) => (lineOf[index] = line),
        name === repository.mainBranch ? joins : noJoins,
      );
  });
  const revisions = [...indexOf.keys()];
  return {
    branchesOf(revision) {
      const index = indexOf.get(revision);
      const name = index === undefined ? '' : names[lineOf[index] ?? 0];
      return name ? [name] : [];
    },
    mainLine(tip) {
      const line: MainCommit[] = [];
      for (let index = indexOf.get(tip) ?? -1; index >= 0;) {
        const before = joins.get(index) ?? parentOf[index] ?? -1;
        line.push({
          revision: revisions[index] ?? '',
          before: revisions[before] ?? null,
          seconds: seconds[index] ?? 0,
        });
        index = before;
      }
      return line.reverse();
    },
    newestOf(wanted) {
      const place = (revision: string) => indexOf.get(revision) ?? Infinity;
      return [...wanted].sort((one, other) => place(one) - place(other))[0] ?? null;
    },
    firstSeconds,
    lastSeconds,
    count: parentOf.length,
  };
}

/** Of the revisions, those that are still in the repository. */
export async function existing(repository: Repository, revisions: readonly string[]): Promise<string[]> {
  const asked = revisions.filter((revision) => /^[0-9a-f]{40,64}$/.test(revision));
  if (asked.length === 0) return [];
  const answer = await runGit(repository.place, ['cat-file', '--batch-check'], `${asked.join('\n')}\n`);
  return answer
    .split('\n')
    .flatMap((line) => (/^([0-9a-f]+) commit /.exec(line)?.[1] ? [line.split(' ')[0] ?? ''] : []));
}

interface FirstParents {
  indexOf: Map<string, number>;
  /** Index of the first parent, -1 where there is none. */
  parentOf: Int32Array;
  seconds: number[];
  firstSeconds: number;
  lastSeconds: number;
}

async function readFirstParents(repository: Repository): Promise<FirstParents> {
  const indexOf = new Map<string, number>();
  const parents: string[] = [];
  const seconds: number[] = [];
  let [firstSeconds, lastSeconds] = [Infinity, -Infinity];
  const input = `${repository.tips.join('\n')}\n`;
  let rest = '';
  for await (const chunk of streamGit(repository.place, ['rev-list', '--timestamp', '--parents', '--stdin'], input)) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [at = '', revision = '', parent = ''] = line.split(' ', 3);
      indexOf.set(revision, parents.length);
      parents.push(parent);
      seconds.push(Number(at));
      firstSeconds = Math.min(firstSeconds, Number(at));
      lastSeconds = Math.max(lastSeconds, Number(at));
    }
  }
  const parentOf = Int32Array.from(parents, (parent) => indexOf.get(parent) ?? -1);
  return { indexOf, parentOf, seconds, firstSeconds, lastSeconds };
}

/**
 * The main branch first, then the longest, then the one with the newest commit: a stem that two branches share belongs to the one that lived longer, and what
 * is on the main line belongs to no other.
 */
function lineOrder(
  repository: Repository,
  indexOf: Map<string, number>,
  parentOf: Int32Array,
  joins: ReadonlyMap<number, number>,
): string[] {
  const { branches, mainBranch } = repository;
  const onMain = new Uint8Array(parentOf.length);
  if (mainBranch !== null) {
    walk(
      tipsOf(repository, mainBranch, indexOf),
      parentOf,
      (index) => onMain[index] === 0,
      (index) => (onMain[index] = 1),
      joins,
    );
  }
  const others = [...new Set(branches.map(({ name }) => name))].filter((name) => name !== mainBranch);
  const lengths = new Map<string, number>();
  for (const name of others) {
    let steps = 0;
    for (const tip of tipsOf(repository, name, indexOf)) {
      walk(
        [tip],
        parentOf,
        (index) => onMain[index] === 0,
        () => (steps += 1),
      );
    }
    lengths.set(name, steps);
  }
  const newest = (name: string) => Math.min(...tipsOf(repository, name, indexOf));
  const length = (name: string) => lengths.get(name) ?? 0;
  others.sort((one, other) => length(other) - length(one) || newest(one) - newest(other) || (one < other ? -1 : 1));
  return mainBranch === null ? others : [mainBranch, ...others];
}

function tipsOf({ branches }: Pick<Repository, 'branches'>, name: string, indexOf: Map<string, number>): number[] {
  return branches.filter((branch) => branch.name === name).flatMap(({ revision }) => indexOf.get(revision) ?? []);
}

const noJoins: ReadonlyMap<number, number> = new Map();

async function joinsByIndex(repository: Repository, indexOf: Map<string, number>): Promise<Map<number, number>> {
  const joins = new Map<number, number>();
  for (const [revision, main] of await mainJoins(repository)) {
    const [index, second] = [indexOf.get(revision), indexOf.get(main)];
    if (index !== undefined && second !== undefined) joins.set(index, second);
  }
  return joins;
}

/** Follows first parents from each tip for as long as `free` says so; where two ends of one line were joined, both. */
function walk(
  tips: readonly number[],
  parentOf: Int32Array,
  free: (index: number) => boolean,
  take: (index: number) => void,
  joins: ReadonlyMap<number, number> = noJoins,
): void {
  // The list grows while it is walked.
  const starts = [...tips];
  for (const start of starts) {
    for (let index = start; index >= 0 && free(index);) {
      take(index);
      const [first, join] = [parentOf[index] ?? -1, joins.get(index)];
      if (join !== undefined) starts.push(first);
      index = join ?? first;
    }
  }
}
