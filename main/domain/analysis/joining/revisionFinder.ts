import type { Commit } from '../../history/records';

const shortest = 7;
const whole = 40;

/** Finds commits by what runs call them: the whole hash, or its beginning where that is of one commit only. */
export class RevisionFinder {
  private readonly byMaterial = new Map<string, Map<string, Commit>>();
  private readonly byHash = new Map<string, Commit>();
  private sorted: readonly string[] | null = null;

  constructor(commits: readonly Commit[]) {
    for (const commit of commits) {
      const own = this.byMaterial.get(commit.material);
      if (!own) this.byMaterial.set(commit.material, new Map([[commit.revision, commit]]));
      else if (!own.has(commit.revision)) own.set(commit.revision, commit);
      if (commit.revision.length >= whole && !this.byHash.has(commit.revision))
        this.byHash.set(commit.revision, commit);
    }
  }

  get materials(): ReadonlySet<string> {
    return new Set(this.byMaterial.keys());
  }

  /** The hash a revision is the beginning of; the revision itself where it is whole, or no hash, or could be several. */
  wholeHash(material: string, revision: string): string {
    if (revision.length >= whole || revision.length < shortest || /^(svn|p4|tfs|hg):/.test(material)) return revision;
    return this.byMaterial.get(material)?.has(revision) === true
      ? revision
      : (this.beginning(revision)?.revision ?? revision);
  }

  /** Sources may name a repository differently, but a hash is a hash. Null where no commit, or more than one, is meant. */
  find(material: string, revision: string): Commit | null {
    return this.byMaterial.get(material)?.get(revision) ?? this.byHash.get(revision) ?? this.beginning(revision);
  }

  private beginning(revision: string): Commit | null {
    if (revision.length < shortest || revision.length >= whole || !/^[0-9a-f]+$/i.test(revision)) return null;
    const text = revision.toLowerCase();
    this.sorted ??= [...this.byHash.keys()].sort();
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] ?? '') < text) low = middle + 1;
      else high = middle;
    }
    const [found, next] = [this.sorted[low], this.sorted[low + 1]];
    if (found?.startsWith(text) !== true || next?.startsWith(text) === true) return null;
    return this.byHash.get(found) ?? null;
  }
}
