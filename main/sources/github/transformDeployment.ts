import type { Instant, Outcome, Revision, Run } from '../../domain/history/records';
import type { GithubCommit } from './commitReplies';
import type { GithubDeployment, GithubStatus } from './deploymentReplies';
import { earliest } from '../common/moments';
import { deploymentOutcome } from './outcome';
import { materialOf } from './replyFields';

export interface DeploymentParts {
  deployment: GithubDeployment;
  statuses: readonly GithubStatus[];
  /** What is known of the commit it brings. */
  commit: Pick<GithubCommit, 'committedAt' | 'author' | 'message'> | null;
  /** Commits since the deployment before, newest first. */
  changes: Revision[];
}

/** Deployments and runs are counted apart by the server, so the word before the number keeps them apart here too. */
export function deploymentId(id: string): string {
  return `deployment/${id}`;
}

/** One deployment as one run at its environment. Moments that no reply gives stay null. */
export function transformDeployment({ deployment, statuses, commit, changes }: DeploymentParts): Run {
  const ordered = oldestFirst(statuses);
  const verdict = verdictOf(deployment, ordered);
  const runIds = [deployment.runId, ...ordered.map((status) => status.runId)].filter((id) => id !== null);
  return {
    record: 'run',
    source: '',
    id: deploymentId(deployment.id),
    pipeline: deploymentPipeline(deployment),
    number: null,
    attempt: 1,
    url: ordered.findLast((status) => status.logUrl !== null)?.logUrl ?? null,
    trigger: runIds.length > 0 ? 'upstream' : 'unknown',
    actor: deployment.creator,
    outcome: verdict.outcome,
    sourceOutcome: verdict.word,
    queuedAt: deployment.createdAt,
    startedAt: startOf(deployment, ordered, verdict.outcome),
    finishedAt: verdict.at,
    revisions: revisionsOf(deployment, commit),
    changes,
    upstream: [...new Set(runIds)],
    environment: deployment.environment,
    marks: [],
    stages: [],
    more: moreOf(deployment),
  };
}

/** Most deployments are of the task "deploy", and then the environment tells them apart. */
export function deploymentPipeline({ task, environment }: GithubDeployment): string {
  return task === null || task === 'deploy' ? `deploy-${environment ?? 'unknown'}` : task;
}

export function oldestFirst(statuses: readonly GithubStatus[]): GithubStatus[] {
  return [...statuses].sort(
    (a, b) => (a.at ?? 0) - (b.at ?? 0) || a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

interface Verdict {
  outcome: Outcome;
  word: string | null;
  /** When it was given; null while there is none. */
  at: Instant | null;
}

/** A success that the next deployment replaced is `inactive` by now, so what counts is the last status before that. */
function verdictOf(deployment: GithubDeployment, ordered: readonly GithubStatus[]): Verdict {
  const deciding = ordered.findLast((status) => !/^inactive$/i.test(status.state));
  const replaced = ordered.length > 0 && deciding !== ordered.at(-1);
  if (!deciding) {
    const state = deployment.state ?? (replaced ? 'inactive' : null);
    return { outcome: state === null ? 'unknown' : deploymentOutcome(state), word: state, at: null };
  }
  const outcome = deploymentOutcome(deciding.state);
  // Taken out of service before it said how it went: nobody will say any more.
  if (outcome === 'running' && replaced) return { outcome: 'unknown', word: 'inactive', at: null };
  return { outcome, word: deciding.state, at: outcome === 'running' ? null : deciding.at };
}

/** When work began; the creation may serve for one that is over and never said so. */
function startOf(deployment: GithubDeployment, ordered: readonly GithubStatus[], outcome: Outcome): Instant | null {
  const begun = earliest(ordered.filter((each) => /^in_progress$/i.test(each.state)).map((each) => each.at));
  return begun ?? (outcome === 'passed' || outcome === 'failed' ? deployment.createdAt : null);
}

function revisionsOf(deployment: GithubDeployment, known: DeploymentParts['commit']): Revision[] {
  if (deployment.sha === null) return [];
  const own = deployment.commit;
  return [
    {
      material: materialOf(deployment.repository),
      branch: deployment.ref === deployment.sha ? null : deployment.ref,
      revision: deployment.sha,
      committedAt: known?.committedAt ?? own?.at ?? null,
      author: known?.author ?? own?.author ?? null,
      message: known?.message ?? own?.message ?? null,
    },
  ];
}

function moreOf({ task, originalEnvironment, environment, production }: GithubDeployment): Record<string, unknown> {
  return {
    ...(task === null ? {} : { task }),
    ...(originalEnvironment === null || originalEnvironment === environment ? {} : { originalEnvironment }),
    ...(production === null ? {} : { productionEnvironment: production }),
  };
}
