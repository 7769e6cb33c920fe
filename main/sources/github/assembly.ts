import { runTime } from '../../domain/history/recordTime';
import type { Commit, Run } from '../../domain/history/records';
import type { Rejection } from '../source';
import { transformCommit, type GithubCommit, type GithubComparison } from './commitReplies';
import type { GithubDeployment, GithubStatus } from './deploymentReplies';
import { deploymentRuns, type DeploymentDraft } from './deploymentRuns';
import { preferred } from './preferred';
import type { GithubJob, GithubRun } from './replies';
import { materialOf } from './replyFields';
import { deploymentId } from './transformDeployment';
import { transformRun } from './transformRun';

interface RunDraft {
  id: string;
  attempts: Map<number, GithubRun>;
  jobs: Map<string, GithubJob>;
  allJobs: boolean;
  /** `FILE:LINE` of the first reply that named it, for messages. */
  where: string;
}

/** What came of the replies together. */
export interface Assembled {
  runs: Run[];
  commits: Commit[];
  rejected: Rejection[];
}

/** Gathers what several replies say of the same runs and deployments; the order in which they are added does not matter. */
export interface Assembly {
  addRun(run: GithubRun, where: string): void;
  /** `all` where the reply has every job of the run. */
  addJob(job: GithubJob, all: boolean, where: string): void;
  addWorkflow(workflow: { id: string; name: string }): void;
  addDeployment(deployment: GithubDeployment, where: string): void;
  addStatus(status: GithubStatus, where: string): void;
  addComparison(comparison: GithubComparison): void;
  addCommit(commit: GithubCommit): void;
  assemble(): Assembled;
}

export const noMoment = 'it has no moment: neither a creation nor a start nor a finish';

export function createAssembly(): Assembly {
  const runs = new Map<string, RunDraft>();
  const workflows = new Map<string, string>();
  const deployments = new Map<string, DeploymentDraft>();
  const comparisons: GithubComparison[] = [];
  const commits = new Map<string, GithubCommit>();
  return {
    addRun: (run, where) => {
      const { attempts } = draftOf(runs, run.id, where);
      const before = attempts.get(run.attempt);
      attempts.set(run.attempt, before ? preferred(before, run) : run);
    },
    addJob: (job, all, where) => {
      const draft = draftOf(runs, job.runId, where);
      const before = draft.jobs.get(job.id);
      const merged = before ? preferred(before, job) : job;
      draft.jobs.set(job.id, { ...merged, reviewed: job.reviewed || before?.reviewed === true });
      draft.allJobs ||= all;
    },
    addWorkflow: ({ id, name }) => void workflows.set(id, name),
    addDeployment: (deployment, where) => {
      const draft = deploymentOf(deployments, deployment.id, where);
      draft.deployment = draft.deployment ? preferred(draft.deployment, deployment) : deployment;
      draft.runId ??= deployment.runId;
      deployment.statuses.forEach((status) => draft.statuses.set(status.id, status));
    },
    addStatus: (status, where) =>
      void deploymentOf(deployments, status.deploymentId, where).statuses.set(status.id, status),
    addComparison: (comparison) => {
      comparisons.push(comparison);
      comparison.commits.forEach((commit) => commits.set(commit.sha, commit));
    },
    addCommit: (commit) => void commits.set(commit.sha, commit),
    assemble: () => {
      const workflowRuns = assembleRuns(runs, workflows);
      const whole = [...deployments.values()].flatMap(({ deployment, ...rest }) =>
        deployment ? [{ ...rest, deployment: { ...deployment, runId: deployment.runId ?? rest.runId } }] : [],
      );
      const found = [...workflowRuns.runs, ...deploymentRuns(whole, comparisons, headCommits(runs, commits))];
      const kept = found.filter((run) => runTime(run) !== null);
      const rejected = found
        .filter((run) => runTime(run) === null)
        .map(({ id }) => ({ where: whereOf(id, runs, deployments), id, reason: noMoment }));
      return {
        runs: kept.sort((a, b) => (runTime(a) ?? 0) - (runTime(b) ?? 0) || (a.id < b.id ? -1 : 1)),
        commits: assembleCommits(commits, kept),
        rejected: [...workflowRuns.rejected, ...orphans(deployments), ...rejected],
      };
    },
  };
}

function draftOf(runs: Map<string, RunDraft>, id: string, where: string): RunDraft {
  const draft = runs.get(id) ?? { id, attempts: new Map(), jobs: new Map(), allJobs: false, where };
  runs.set(id, draft);
  return draft;
}

function deploymentOf(deployments: Map<string, DeploymentDraft>, id: string, where: string): DeploymentDraft {
  const draft = deployments.get(id) ?? { deployment: null, statuses: new Map(), runId: null, where };
  deployments.set(id, draft);
  return draft;
}

function assembleRuns(drafts: Map<string, RunDraft>, workflows: Map<string, string>) {
  const runs: Run[] = [];
  const rejected: Rejection[] = [];
  for (const { id, where, allJobs, ...draft } of drafts.values()) {
    const attempts = [...draft.attempts.values()].sort((a, b) => a.attempt - b.attempt);
    const workflowName = workflows.get(attempts.at(-1)?.workflowId ?? '') ?? null;
    const run = transformRun({ id, attempts, jobs: [...draft.jobs.values()], allJobs, workflowName });
    if (run) runs.push(run);
    else rejected.push({ where, id, reason: jobsAlone(id) });
  }
  return { runs, rejected };
}

function jobsAlone(id: string): string {
  return `the jobs do not say to which workflow run ${id} belongs: the reply of /repos/OWNER/REPO/actions/runs/${id}, or of the list of runs, would help`;
}

/** Statuses whose deployment is not there: they do not say what was deployed. */
function orphans(deployments: Map<string, DeploymentDraft>): Rejection[] {
  return [...deployments].flatMap(([id, { deployment, where }]) =>
    deployment
      ? []
      : {
          where,
          id: deploymentId(id),
          reason: `the status does not say what was deployed: the reply of /repos/OWNER/REPO/deployments/${id}, or of the list of deployments, would help`,
        },
  );
}

/** Commits by name, also those known only as the head of a run. */
function headCommits(
  runs: Map<string, RunDraft>,
  commits: ReadonlyMap<string, GithubCommit>,
): Map<string, Pick<GithubCommit, 'committedAt' | 'author' | 'message'>> {
  const known = new Map<string, Pick<GithubCommit, 'committedAt' | 'author' | 'message'>>(commits);
  for (const { attempts } of runs.values()) {
    for (const { sha, headCommit } of attempts.values()) {
      if (sha === null || known.has(sha)) continue;
      known.set(sha, { committedAt: headCommit.at, author: headCommit.author, message: headCommit.message });
    }
  }
  return known;
}

/** A commit that does not name its repository is of that of the run made with it, or of the only one there is. */
function assembleCommits(commits: ReadonlyMap<string, GithubCommit>, runs: readonly Run[]): Commit[] {
  const revisions = runs.flatMap((run) => run.revisions);
  const byRevision = new Map(revisions.map((each) => [each.revision, each.material]));
  const materials = new Set(revisions.map((each) => each.material));
  const only = materials.size === 1 ? [...materials][0] : undefined;
  return [...commits.values()].map((commit) => {
    const own = commit.repository === null ? undefined : materialOf(commit.repository);
    return transformCommit(commit, own ?? byRevision.get(commit.sha) ?? only ?? materialOf(null));
  });
}

function whereOf(id: string, runs: Map<string, RunDraft>, deployments: Map<string, DeploymentDraft>): string {
  return runs.get(id)?.where ?? deployments.get(id.replace(/^deployment\//, ''))?.where ?? '';
}
