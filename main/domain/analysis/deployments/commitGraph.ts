import type { Commit } from '../../history/records';
import { generationNumbers } from './generationNumbers';
import { GenerationQueue } from './generationQueue';
import { innerMap } from '../mapOfMaps';

const fromNew = 1;
const fromOld = 2;
const fromBoth = 3;

/** Commits reachable from one set of heads and not from another, both ways. Indices of commits. */
export interface ReachDifference {
  added: number[];
  removed: number[];
}

/**
 * All commits and their parents, as numbers. Parents that are not known (a shallow clone) and cycles (broken data) are
 * tolerated: such a link leads nowhere.
 */
export class CommitGraph {
  readonly commits: readonly Commit[];
  private readonly byMaterial = new Map<string, Map<string, number>>();
  private readonly byHash = new Map<string, number>();
  /** Parents of commit i: `parents[firstParent[i] .. firstParent[i + 1]]`. */
  private readonly firstParent: Int32Array;
  private readonly parents: Int32Array;
  private readonly generation: Int32Array;
  private readonly flags: Uint8Array;

  constructor(commits: readonly Commit[]) {
    this.commits = this.distinct(commits);
    const count = this.commits.length;
    this.firstParent = new Int32Array(count + 1);
    const parents: number[] = [];
    this.commits.forEach((commit, index) => {
      this.firstParent[index] = parents.length;
      for (const parent of commit.parents) {
        const at = this.find(commit.material, parent);
        if (at >= 0) parents.push(at);
      }
    });
    this.firstParent[count] = parents.length;
    this.parents = Int32Array.from(parents);
    this.generation = generationNumbers(this.firstParent, this.parents);
    this.flags = new Uint8Array(count);
  }

  /** Index of a commit, -1 where it is not known. Sources may name a repository differently, but a hash is a hash. */
  find(material: string, revision: string): number {
    return this.byMaterial.get(material)?.get(revision) ?? this.byHash.get(revision) ?? -1;
  }

  /**
   * reach(heads) \ reach(stops) and the reverse, by one walk from the youngest generation down that ends where only
   * common history is left: the cost is that of the difference, not of the history.
   */
  difference(stops: readonly number[], heads: readonly number[]): ReachDifference {
    const queue = new GenerationQueue(this.generation);
    const touched: number[] = [];
    let undecided = 0;
    const flag = (commit: number, bits: number): void => {
      const before = this.flags[commit] as number;
      const after = before | bits;
      if (after === before) return;
      this.flags[commit] = after;
      if (before === 0) {
        touched.push(commit);
        queue.push(commit);
        if (after !== fromBoth) undecided += 1;
      } else if (after === fromBoth) undecided -= 1;
    };
    for (const head of heads) flag(head, fromNew);
    for (const stop of stops) flag(stop, fromOld);

    const result: ReachDifference = { added: [], removed: [] };
    while (undecided > 0) {
      const commit = queue.pop();
      const bits = this.flags[commit] as number;
      if (bits !== fromBoth) {
        undecided -= 1;
        (bits === fromNew ? result.added : result.removed).push(commit);
      }
      for (let i = this.firstParent[commit] as number; i < (this.firstParent[commit + 1] as number); i += 1) {
        const parent = this.parents[i] as number;
        if (parent >= 0) flag(parent, bits);
      }
    }
    for (const commit of touched) this.flags[commit] = 0;
    return result;
  }

  /** Visits what is reachable from the heads; `enter` says whether to go on to a commit's parents. */
  walk(heads: readonly number[], enter: (commit: number) => boolean): void {
    const stack = [...heads];
    for (let commit = stack.pop(); commit !== undefined; commit = stack.pop()) {
      if (!enter(commit)) continue;
      for (let i = this.firstParent[commit] as number; i < (this.firstParent[commit + 1] as number); i += 1) {
        const parent = this.parents[i] as number;
        if (parent >= 0) stack.push(parent);
      }
    }
  }

  /**
   * One commit told by two sources is one commit; the one that knows its parents is kept. Where nobody knows what a commit
   * came after, it has no place in the graph: it would pass for the first of all.
   */
  private distinct(commits: readonly Commit[]): Commit[] {
    const kept: Commit[] = [];
    for (const commit of commits) {
      if (commit.more?.['parentsUnknown'] === true) continue;
      const ofMaterial = innerMap(this.byMaterial, commit.material);
      const known = ofMaterial.get(commit.revision);
      if (known !== undefined) {
        if ((kept[known] as Commit).parents.length === 0) kept[known] = commit;
        continue;
      }
      ofMaterial.set(commit.revision, kept.length);
      if (commit.revision.length >= 40 && !this.byHash.has(commit.revision)) {
        this.byHash.set(commit.revision, kept.length);
      }
      kept.push(commit);
    }
    return kept;
  }
}
