import type { Commit, Instant } from '../../history/records';

/** The commits of one material as numbers, for walks over them. Parents history does not have are left out. */
export interface CommitGraph {
  revisions: string[];
  /** Committer time, else author time, else null. */
  at: (Instant | null)[];
  /** First parent first. */
  parents: number[][];
  branches: (readonly string[])[];
  place: ReadonlyMap<string, number>;
}

export function commitGraph(commits: readonly Commit[]): CommitGraph {
  const place = new Map<string, number>();
  const unique = commits.filter((commit) => {
    if (place.has(commit.revision)) return false;
    place.set(commit.revision, place.size);
    return true;
  });
  return {
    revisions: unique.map((commit) => commit.revision),
    at: unique.map((commit) => commit.committedAt ?? commit.authoredAt),
    parents: unique.map((commit) => commit.parents.flatMap((parent) => place.get(parent) ?? [])),
    branches: unique.map((commit) => commit.branches),
    place,
  };
}

/** Calls `visit` for every commit reachable from `from`, itself included; goes on past a commit where it answers true. */
export function walk(graph: CommitGraph, from: number, visit: (commit: number) => boolean): void {
  const open = [from];
  const seen = new Uint8Array(graph.revisions.length);
  seen[from] = 1;
  for (let commit = open.pop(); commit !== undefined; commit = open.pop()) {
    if (!visit(commit)) continue;
    for (const parent of graph.parents[commit] ?? []) {
      if (seen[parent]) continue;
      seen[parent] = 1;
      open.push(parent);
    }
  }
}
