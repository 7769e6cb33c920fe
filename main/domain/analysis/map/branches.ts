import type { BranchRow } from '../mapReport';
import type { Commit, Instant } from '../../history/records';
import { commitGraph, walk } from './commitGraph';
import type { CommitGraph } from './commitGraph';

const dayMs = 86_400_000;
const mainNames = ['main', 'master', 'trunk'];

/**
 * Every branch but the main one that had commits by `at`, as it was then. With reach(x) the commits reachable from x:
 * ahead = |reach(branch) \ reach(main)|, behind the reverse; age = `at` minus the earliest commit in ahead. A branch is
 * merged when its head is reachable from main's; `mergedAt` is the first commit of main's own line that reaches it, and
 * lifetime runs from the earliest commit that came in with that one. `mainBranch` names the main branch of a material
 * where its source says so; else it is `main`, `master` or `trunk`, the first that exists.
 */
export function branchesAt(
  commits: readonly Commit[],
  at: Instant,
  mainBranch: (material: string) => string | null,
): BranchRow[] {
  const byMaterial = new Map<string, Commit[]>();
  for (const commit of commits) {
    const own = byMaterial.get(commit.material);
    if (own) own.push(commit);
    else byMaterial.set(commit.material, [commit]);
  }
  return [...byMaterial]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([material, own]) => {
      const graph = commitGraph(own);
      return branchRows(material, graph, headsAt(graph, at), at, mainBranch(material));
    });
}

function branchRows(
  material: string,
  graph: CommitGraph,
  heads: Map<string, number>,
  at: Instant,
  named: string | null,
): BranchRow[] {
  const main = [named, ...mainNames].find((name) => name !== null && heads.has(name));
  const mainHead = main === undefined || main === null ? undefined : heads.get(main);
  if (mainHead === undefined) return [];
  const line = mainLine(graph, mainHead);
  return [...heads]
    .filter(([name]) => name !== main)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, head]) => ({ material, name, head: graph.revisions[head] ?? '', ...standing(graph, head, line, at) }));
}

/** Latest commit on each branch by `at`. Of several of the same moment, the one no other of them has as an ancestor. */
function headsAt(graph: CommitGraph, at: Instant): Map<string, number> {
  const heads = new Map<string, number>();
  graph.revisions.forEach((_, commit) => {
    const time = graph.at[commit] ?? null;
    if (time === null || time > at) return;
    for (const branch of graph.branches[commit] ?? []) {
      const head = heads.get(branch);
      if (head === undefined || isLater(graph, commit, head)) heads.set(branch, commit);
    }
  });
  return heads;
}

function isLater(graph: CommitGraph, commit: number, head: number): boolean {
  const [a, b] = [graph.at[commit] ?? 0, graph.at[head] ?? 0];
  if (a !== b) return a > b;
  let isAncestor = false;
  // Only commits of the very same moment can lie between the two.
  walk(graph, commit, (other) => {
    isAncestor ||= other === head;
    return (graph.at[other] ?? b) >= b && !isAncestor;
  });
  return isAncestor;
}

/** The main branch's own line (first parents), oldest first, and with which of its commits each commit came in. */
interface MainLine {
  line: number[];
  /** Place in `line` plus 1; 0 for what main does not reach. */
  cameInWith: Int32Array;
  size: number;
}

function mainLine(graph: CommitGraph, head: number): MainLine {
  const line: number[] = [];
  const onLine = new Set<number>();
  for (
    let commit: number | undefined = head;
    commit !== undefined && !onLine.has(commit);
    commit = graph.parents[commit]?.[0]
  ) {
    line.push(commit);
    onLine.add(commit);
  }
  line.reverse();
  const cameInWith = new Int32Array(graph.revisions.length);
  let size = 0;
  line.forEach((start, place) => {
    const open = [start];
    for (let commit = open.pop(); commit !== undefined; commit = open.pop()) {
      if (cameInWith[commit]) continue;
      cameInWith[commit] = place + 1;
      size += 1;
      open.push(...(graph.parents[commit] ?? []));
    }
  });
  return { line, cameInWith, size };
}

type Standing = Omit<BranchRow, 'material' | 'name' | 'head'>;

function standing(graph: CommitGraph, head: number, main: MainLine, at: Instant): Standing {
  const entry = main.cameInWith[head] ?? 0;
  let ahead = 0;
  let shared = 0;
  let earliest = Infinity;
  walk(graph, head, (commit) => {
    const cameIn = main.cameInWith[commit] ?? 0;
    if (cameIn === 0) ahead += 1;
    else shared += 1;
    if (cameIn === entry) earliest = Math.min(earliest, graph.at[commit] ?? Infinity);
    return true;
  });
  const behind = main.size - shared;
  const start = earliest === Infinity ? null : earliest;
  if (entry === 0) return { ahead, behind, ageDays: daysBetween(start, at), mergedAt: null, lifetimeDays: null };
  const mergedAt = graph.at[main.line[entry - 1] ?? -1] ?? null;
  return { ahead, behind, ageDays: null, mergedAt, lifetimeDays: daysBetween(start, mergedAt) };
}

function daysBetween(from: Instant | null, to: Instant | null): number | null {
  return from === null || to === null ? null : (to - from) / dayMs;
}
