import { recordedSource } from '../../history/recorded';
import type { Revision, Run } from '../../history/records';
import type { RunNames } from './runNames';

/** The revisions a run was made from, by material. Mostly one a material; several where its inputs disagree. */
export type RevisionSet = ReadonlyMap<string, readonly Revision[]>;

/**
 * What went into runs: their own revisions and, of materials they have none of, those of the runs they were made from,
 * however far up. Upstream runs that are not known lead nowhere; circles are left where they close.
 */
export class Lineage {
  private readonly known = new Map<Run, RevisionSet>();

  constructor(private readonly names: RunNames) {}

  revisionsOf(run: Run): RevisionSet {
    // Children first and without recursion: histories of promotions may be thousands of runs deep.
    const path: { run: Run; upstream: Run[]; next: number }[] = [];
    const onPath = new Set<Run>();
    const enter = (one: Run): void => {
      onPath.add(one);
      path.push({ run: one, upstream: this.upstreamOf(one), next: 0 });
    };
    if (!this.known.has(run)) enter(run);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const above = top.upstream[top.next];
      top.next += 1;
      if (above === undefined) {
        this.known.set(top.run, this.combine(top.run, top.upstream));
        onPath.delete(top.run);
        path.pop();
      } else if (!this.known.has(above) && !onPath.has(above)) enter(above);
    }
    return this.known.get(run) ?? new Map<string, Revision[]>();
  }

  /** The run and those it was made from, however far up: of each pipeline the nearest one. */
  nearestRuns(run: Run): Run[] {
    const nearest = new Map<string, Run>([[pipelineKey(run), run]]);
    const queue = [run];
    for (const one of queue) {
      for (const above of this.upstreamOf(one)) {
        if (nearest.has(pipelineKey(above))) continue;
        nearest.set(pipelineKey(above), above);
        queue.push(above);
      }
    }
    return [...nearest.values()];
  }

  private upstreamOf(run: Run): Run[] {
    return run.upstream.flatMap((reference) => this.names.find(reference, recordedSource(run)) ?? []);
  }

  private combine(run: Run, upstream: readonly Run[]): RevisionSet {
    const combined = new Map<string, Revision[]>();
    for (const revision of run.revisions) addDistinct(combined, revision);
    const own = new Set(combined.keys());
    for (const above of upstream) {
      for (const [material, revisions] of this.known.get(above) ?? []) {
        if (!own.has(material)) for (const revision of revisions) addDistinct(combined, revision);
      }
    }
    return combined;
  }
}

function addDistinct(set: Map<string, Revision[]>, revision: Revision): void {
  const known = set.get(revision.material);
  if (!known) set.set(revision.material, [revision]);
  else if (known.every((one) => one.revision !== revision.revision)) known.push(revision);
}

export function pipelineKey(run: Run): string {
  return `${run.source}\n${run.pipeline}`;
}
