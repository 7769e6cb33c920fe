import type { Instant, Revision } from '../../history/records';
import type { CommitGraph } from './commitGraph';
import { headsOf } from './materialStep';

/** A commit in its first deployment: from committed to deployed. */
export interface LeadTime {
  material: string;
  revision: string;
  committedAt: Instant;
  hours: number;
}

const hourMs = 3_600_000;

/** Remembers which deployment brought each commit first: every commit is deployed once, whatever is rolled back. */
export class DeployedCommits {
  /** Place of the first deployment that contains the commit, -1 for none yet. */
  readonly firstIn: Int32Array;
  /** The same for commits that only CI lists, by material and revision. */
  readonly listedIn = new Map<string, number>();

  constructor(private readonly graph: CommitGraph) {
    this.firstIn = new Int32Array(graph.commits.length).fill(-1);
  }

  /** Everything reachable from the revisions is now deployed. Returns how many commits were not before. */
  mark(revisions: readonly Revision[], place: number): number {
    let fresh = 0;
    const heads = revisions.flatMap((one) => headsOf(this.graph, [one]) ?? []);
    this.graph.walk(heads, (commit) => {
      if ((this.firstIn[commit] as number) >= 0) return false;
      this.firstIn[commit] = place;
      fresh += 1;
      return true;
    });
    return fresh;
  }

  /** Marks commits that only CI lists, and returns those that are deployed for the first time. */
  markListed(listed: readonly Revision[], place: number): Revision[] {
    return listed.filter((one) => {
      const key = `${one.material}\n${one.revision}`;
      const known = this.graph.find(one.material, one.revision);
      if (this.listedIn.has(key) || (known >= 0 && (this.firstIn[known] as number) >= 0)) return false;
      this.listedIn.set(key, place);
      if (known >= 0) this.firstIn[known] = place;
      return true;
    });
  }

  isDeployed(commit: number): boolean {
    return (this.firstIn[commit] as number) >= 0;
  }
}

/**
 * Change lead time (dora.dev): from committed to deployed in production, per commit, in hours. Spans below zero are
 * clocks that disagree: counted, not used. Commits without a time say nothing.
 */
export function leadTimesOf(
  commits: readonly { material: string; revision: string; committedAt: Instant | null }[],
  deployedAt: Instant,
): { leadTimes: LeadTime[]; clockSkew: number } {
  const leadTimes: LeadTime[] = [];
  let clockSkew = 0;
  for (const { material, revision, committedAt } of commits) {
    if (committedAt === null) continue;
    const hours = (deployedAt - committedAt) / hourMs;
    if (hours < 0) clockSkew += 1;
    else leadTimes.push({ material, revision, committedAt, hours });
  }
  return { leadTimes, clockSkew };
}
