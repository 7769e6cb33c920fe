import type { History, Instant } from '../../history/records';
import { mainMaterial } from '../branchBand';
import type { DeploymentAnalysis, HistoryIndex } from '../deployments/analyseDeployments';
import type { StructuralMilestone } from '../structure/change';
import { patternOf } from '../structure/features';
import type { Signature } from '../structure/signature';
import type { StartingBranch } from './startingBranch';

const mainNames = ['main', 'master', 'trunk'];
const firstFew = 5;
const mostOfThem = 4;

/** The branch other than the main one that production was deployed from when known history begins; null where it was not. */
export function findStartingBranch(
  index: HistoryIndex,
  { deployments }: DeploymentAnalysis,
  signatures: readonly Signature[],
  structure: readonly StructuralMilestone[],
  main: string | null,
): StartingBranch | null {
  const material = mainMaterial(deployments);
  if (material === null) return null;
  const known = signatures.flatMap((one) => {
    const branch = one.branches.get(material);
    return branch ? [{ one, branch }] : [];
  });
  const branch = known[0]?.branch;
  const isOf = (name: string): boolean => patternOf(name) === patternOf(branch ?? '');
  if (branch === undefined || branch === main || main === null) return null;
  if (known.slice(0, firstFew).filter((one) => isOf(one.branch)).length < mostOfThem) return null;
  const turn = structure.flatMap((one) => one.changes).find((change) => change.series === `branch:${material}`);
  const left = turn?.at ?? null;
  const during = known.filter(({ one }) => left === null || one.at < left);
  const first = known[0]?.one as Signature;
  return {
    ...{ material, branch, main, left, from: first.at, total: during.length },
    count: during.filter((one) => isOf(one.branch)).length,
    run: index.names.print(first.run),
    lifetimeDays: ageOf(index.history, material, branch, left ?? signatures.at(-1)?.at ?? first.at),
  };
}

/** Main branch of the main product, as its source says, else the first usual name that commits or deployments know. */
export function mainBranchOf(
  history: History,
  { deployments }: DeploymentAnalysis,
  signatures: readonly Signature[],
): string | null {
  const material = mainMaterial(deployments);
  if (material === null) return null;
  const named = history.coverage.flatMap((one) => one.mainBranches?.[material] ?? []);
  if (named[0] !== undefined) return named[0];
  const seen = new Set(signatures.flatMap((one) => one.branches.get(material) ?? []));
  for (const commit of history.commits) {
    if (commit.material === material) for (const branch of commit.branches) seen.add(branch);
  }
  return mainNames.find((name) => seen.has(name)) ?? null;
}

/** Days since the first commit made on the branch; null without commits. */
function ageOf(history: History, material: string, branch: string, at: Instant): number | null {
  let earliest = Infinity;
  for (const commit of history.commits) {
    if (commit.material !== material || !commit.branches.includes(branch)) continue;
    earliest = Math.min(earliest, commit.committedAt ?? Infinity);
  }
  return earliest <= at ? (at - earliest) / 86_400_000 : null;
}
