import type { Instant, Revision, Run } from '../../history/records';
import type { CiChanges } from './ciChanges';
import type { CommitGraph } from './commitGraph';
import { DeployedCommits, leadTimesOf, type LeadTime } from './deployedCommits';
import type { GroupEvents } from './groupEvents';
import type { Lineage, RevisionSet } from './lineage';
import { materialStep, type MaterialStep } from './materialStep';

/** One deployment to a group, compared with the one that was running before it. */
export interface Deployment {
  run: Run;
  at: Instant;
  revisions: RevisionSet;
  kind: 'first' | 'change' | 'redeploy' | 'rollback';
  /** A change that also took commits away, typical when switching branches without a merge. */
  diverged: boolean;
  /** Commits added: null for a first deployment and where nothing is known, 0 for redeploy and rollback. */
  batchSize: number | null;
  removed: number | null;
  /** Counted from the CI server's own lists, which may be cut short. */
  fromCi: boolean;
  /** The parts the batch size is the sum of. */
  parts: MaterialStep[];
  /** Commits deployed here for the first time, of a change. */
  leadTimes: LeadTime[];
  /** Commits without a lead time, as nothing is known of what ran before them. */
  noPredecessor: number;
  /** Commits without a lead time, as they would have been deployed before they were made. */
  clockSkew: number;
}

export interface DeploymentChain {
  deployments: Deployment[];
  deployed: DeployedCommits;
}

/** All deployments of a group, from the first known on, in order of time. */
export function deploymentChain(
  events: GroupEvents['deployments'],
  { graph, lineage, ci }: { graph: CommitGraph; lineage: Lineage; ci: CiChanges },
): DeploymentChain {
  const deployed = new DeployedCommits(graph);
  const deployments: Deployment[] = [];
  const ran = new Set<string>();
  const ranEarlier = (material: string, revisions: readonly Revision[]): boolean =>
    ran.has(`${material}\n${revisionsKey(revisions)}`);
  for (const { run, at } of events) {
    const before = deployments.at(-1);
    const revisions = lineage.revisionsOf(run);
    const parts = before
      ? [...revisions].map(([material, of]) =>
          materialStep(
            material,
            { run, revisions: of },
            { run: before.run, revisions: before.revisions.get(material) },
            { graph, ci, ranEarlier },
          ),
        )
      : [];
    const step = before ? stepOf(parts) : firstStep;
    const arrival = arrivalOf(
      { run, at, revisions, parts, place: deployments.length, ...step },
      { graph, ci, deployed },
    );
    deployments.push({ run, at, revisions, parts, ...step, ...arrival });
    for (const [material, of] of revisions) ran.add(`${material}\n${revisionsKey(of)}`);
  }
  return { deployments, deployed };
}

type Step = Pick<Deployment, 'kind' | 'diverged' | 'batchSize' | 'removed' | 'fromCi'>;

const firstStep: Step = { kind: 'first', diverged: false, batchSize: null, removed: null, fromCi: false };

/** The kind of the whole from what happened to each material; several repositories are summed. */
function stepOf(parts: readonly MaterialStep[]): Step {
  const moved = parts.filter((part) => part.direction !== 'same');
  const fromCi = moved.some((part) => part.fromCi);
  if (parts.length > 0 && moved.length === 0) {
    return { kind: 'redeploy', diverged: false, batchSize: 0, removed: 0, fromCi };
  }
  const removed = sumOfKnown(moved.map((part) => part.removed));
  if (moved.length > 0 && moved.every((part) => part.direction === 'back')) {
    return { kind: 'rollback', diverged: false, batchSize: 0, removed, fromCi };
  }
  const batchSize = sumOfKnown(moved.map((part) => part.added));
  return { kind: 'change', diverged: (removed ?? 0) > 0, batchSize, removed, fromCi };
}

/** Marks what arrived with a deployment and times it, before anything later can claim it. */
function arrivalOf(
  {
    run,
    at,
    revisions,
    parts,
    place,
    kind,
  }: Pick<Deployment, 'run' | 'at' | 'revisions' | 'parts' | 'kind'> & { place: number },
  { graph, ci, deployed }: { graph: CommitGraph; ci: CiChanges; deployed: DeployedCommits },
): Pick<Deployment, 'leadTimes' | 'noPredecessor' | 'clockSkew'> {
  const arrived = parts.flatMap((part) => part.commits).filter((commit) => !deployed.isDeployed(commit));
  const listed = deployed.markListed(
    parts.flatMap((part) => part.listed),
    place,
  );
  const timed = kind === 'change' ? [...arrived.flatMap((index) => graph.commits[index] ?? []), ...listed] : [];
  let noPredecessor = 0;
  for (const [material, of] of revisions) {
    const fresh = deployed.mark(of, place);
    if (kind !== 'first' && parts.every((part) => part.material !== material || part.direction !== 'new')) continue;
    const known = ci.between(null, run, material) ?? [];
    noPredecessor += fresh + deployed.markListed([...known, ...of], place).length;
  }
  return { ...leadTimesOf(timed, at), noPredecessor };
}

function sumOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function revisionsKey(revisions: readonly Revision[]): string {
  return revisions
    .map((one) => one.revision)
    .sort()
    .join(' ');
}
