import type { Run } from '../../history/records';
import type { RevisionFinder } from './revisionFinder';

/** Revisions looked at before a material is taken for another one. */
const enough = 20;

/**
 * One name for a repository that sources call differently. The commits of a checkout decide: a material whose revisions are
 * all those of one other material is that one. Without such commits an address (`https://…/app.git`) is the material
 * `git:app` where another source calls it so.
 */
export function materialNames(runs: readonly Run[], finder: RevisionFinder): ReadonlyMap<string, string> {
  const used = revisionsByMaterial(runs);
  const known = finder.materials;
  const names = new Map<string, string>();
  for (const [material, revisions] of used) {
    if (known.has(material)) continue;
    const homes = new Set([...revisions].flatMap((revision) => finder.find(material, revision)?.material ?? []));
    const [home] = homes;
    if (home !== undefined && homes.size === 1) names.set(material, home);
    else if (homes.size === 0) {
      const short = shortName(material);
      if (short !== null && (known.has(short) || used.has(short))) names.set(material, short);
    }
  }
  return names;
}

/** The runs with those names, and with whole hashes where they only gave the beginning of one. */
export function withMaterialNames(runs: readonly Run[], finder: RevisionFinder): readonly Run[] {
  const names = materialNames(runs, finder);
  const told = <T extends { material: string; revision: string }>(list: T[]): T[] => {
    const renamed = list.map((one) => {
      const material = names.get(one.material) ?? one.material;
      const revision = finder.wholeHash(material, one.revision);
      if (material === one.material && revision === one.revision) return one;
      return { ...one, material, revision };
    });
    return renamed.every((one, at) => one === list[at]) ? list : renamed;
  };
  return runs.map((run) => {
    const [revisions, changes] = [told(run.revisions), told(run.changes)];
    return revisions === run.revisions && changes === run.changes ? run : { ...run, revisions, changes };
  });
}

function revisionsByMaterial(runs: readonly Run[]): Map<string, Set<string>> {
  const used = new Map<string, Set<string>>();
  for (const run of runs) {
    for (const { material, revision } of run.revisions) {
      const seen = used.get(material);
      if (!seen) used.set(material, new Set([revision]));
      else if (seen.size < enough) seen.add(revision);
    }
  }
  return used;
}

/** `https://host/org/app.git` and `git@host:org/app` are `git:app`; null for what is no address. */
function shortName(material: string): string | null {
  const address = material.replace(/^git:(?=[a-z+]+:\/\/|[^/@]+@)/, '');
  if (!/^[a-z+]+:\/\/|^[^/@\s]+@[^/:\s]+:/.test(address)) return null;
  const last = address
    .replace(/[?#].*$/, '')
    .split(/[/:]/)
    .filter((part) => part !== '' && part !== '.git')
    .at(-1);
  return last === undefined ? null : `git:${last.replace(/\.git$/i, '')}`;
}
