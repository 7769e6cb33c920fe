import type { Revision, Run } from '../../history/records';
import type { CiChanges } from './ciChanges';
import type { CommitGraph } from './commitGraph';

/** What a deployment did to one material, compared with the deployment that was running before. */
export interface MaterialStep {
  material: string;
  /** `new`: the deployment before did not have the material, so there is nothing to compare with. */
  direction: 'same' | 'forward' | 'back' | 'new';
  /** |reach(d) \ reach(prev)| in commits, merges included; null where it cannot be known. */
  added: number | null;
  /** |reach(prev) \ reach(d)|; null where it cannot be known. */
  removed: number | null;
  /** Counted from the CI server's own lists, for want of git data. */
  fromCi: boolean;
  /** The added commits: indices into the graph, or what CI listed. */
  commits: number[];
  listed: Revision[];
}

export interface StepSources {
  graph: CommitGraph;
  ci: CiChanges;
  /** Whether an earlier deployment than the one before ran exactly these revisions. */
  ranEarlier(material: string, revisions: readonly Revision[]): boolean;
}

export function materialStep(
  material: string,
  now: { run: Run; revisions: readonly Revision[] },
  before: { run: Run; revisions: readonly Revision[] | undefined },
  sources: StepSources,
): MaterialStep {
  const nothing = { material, fromCi: false, commits: [], listed: [] };
  if (before.revisions === undefined) return { ...nothing, direction: 'new', added: null, removed: null };
  if (isSame(now.revisions, before.revisions)) return { ...nothing, direction: 'same', added: 0, removed: 0 };
  const heads = headsOf(sources.graph, now.revisions);
  const stops = headsOf(sources.graph, before.revisions);
  if (heads && stops) {
    const { added, removed } = sources.graph.difference(stops, heads);
    const direction = added.length === 0 && removed.length > 0 ? 'back' : 'forward';
    return { ...nothing, direction, added: added.length, removed: removed.length, commits: added };
  }
  // Without git data, going back to what ran before is a rollback as far as anybody can tell.
  if (sources.ranEarlier(material, now.revisions)) {
    return { ...nothing, direction: 'back', added: 0, removed: null, fromCi: true };
  }
  const listed = sources.ci.between(before.run, now.run, material);
  const added = listed?.length ?? null;
  return { ...nothing, direction: 'forward', added, removed: null, fromCi: true, listed: listed ?? [...now.revisions] };
}

/** The revisions as commits of the graph; null where one of them is not known there. */
export function headsOf(graph: CommitGraph, revisions: readonly Revision[]): number[] | null {
  const heads = revisions.map((one) => graph.find(one.material, one.revision));
  return heads.includes(-1) ? null : heads;
}

function isSame(some: readonly Revision[], others: readonly Revision[]): boolean {
  return some.length === others.length && some.every((one) => others.some((other) => other.revision === one.revision));
}
