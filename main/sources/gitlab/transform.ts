import type { Commit, Revision, Run } from '../../domain/history/records';
import { printMoment } from '../../domain/time/instant';
import { materialOf } from '../common/fields';
import { earliest, latest } from '../common/moments';
import { outcomeIn, outcomeOfAll } from '../common/outcomes';
import { statuses, triggerOf } from './outcome';
import type { GitlabCommit, GitlabDeployment, GitlabJob, GitlabPipeline } from './replies';
import { stagesOf } from './stages';

type Commits = ReadonlyMap<string, GitlabCommit>;

/** One pipeline of GitLab with its jobs. Moments that no reply gives stay null. */
export function transformPipeline(
  pipeline: GitlabPipeline,
  jobs: readonly GitlabJob[],
  upstream: readonly string[],
  commits: Commits,
): Run {
  const stages = stagesOf(jobs);
  const last = new Map(stages.map((stage) => [stage.name, stage]));
  const outcome =
    pipeline.status === '' ? outcomeOfAll([...last.values()].map((each) => each.outcome)) : statusOf(pipeline);
  return {
    record: 'run',
    source: '',
    id: pipeline.id,
    pipeline: pipelineName(pipeline),
    number: pipeline.number,
    attempt: Math.max(1, ...stages.map((stage) => stage.attempt)),
    url: pipeline.url,
    trigger: upstream.length > 0 ? 'upstream' : triggerOf(pipeline.source, pipeline.tag),
    actor: pipeline.user,
    outcome,
    sourceOutcome: pipeline.status || null,
    queuedAt: pipeline.createdAt,
    startedAt: pipeline.startedAt ?? earliest(jobs.map((job) => job.startedAt)),
    finishedAt: outcome === 'running' ? null : (pipeline.finishedAt ?? latest(jobs.map((job) => job.finishedAt))),
    revisions: revisionOf(pipeline, commits),
    changes: [],
    upstream: [...upstream].sort(),
    environment: null,
    marks: [],
    stages,
    more: moreOf(pipeline),
  };
}

/** Pipelines of GitLab have no name: there is one configuration for a project, so the project names them. */
export function pipelineName({ project, projectId }: Pick<GitlabPipeline, 'project' | 'projectId'>): string {
  return project ?? (projectId === null ? 'unknown project' : `project ${projectId}`);
}

/** Deployments and pipelines are counted apart by the server, so the word before the number keeps them apart here too. */
export function deploymentId(id: string): string {
  return `deployment/${id}`;
}

export function deploymentPipeline({ environment }: GitlabDeployment): string {
  return `deploy-${environment ?? 'unknown'}`;
}

/** One deployment as one run at its environment. */
export function transformDeployment(deployment: GitlabDeployment, commits: Commits): Run {
  const outcome = statusOf(deployment);
  return {
    record: 'run',
    source: '',
    id: deploymentId(deployment.id),
    pipeline: deploymentPipeline(deployment),
    number: deployment.number,
    attempt: 1,
    url: deployment.url,
    trigger: deployment.pipelineId === null ? 'unknown' : 'upstream',
    actor: deployment.user,
    outcome,
    sourceOutcome: deployment.status || null,
    queuedAt: deployment.createdAt,
    startedAt: deployment.startedAt,
    finishedAt: outcome === 'running' ? null : deployment.finishedAt,
    revisions: revisionOf(deployment, commits),
    changes: [],
    upstream: deployment.pipelineId === null ? [] : [deployment.pipelineId],
    environment: deployment.environment,
    marks: [],
    stages: [],
    more: {
      ...(deployment.tier === null ? {} : { tier: deployment.tier }),
      ...(deployment.approved || deployment.status === 'blocked' ? { approval: 'manual' } : {}),
    },
  };
}

export function transformCommit(commit: GitlabCommit, material: string): Commit {
  return {
    record: 'commit',
    source: '',
    material,
    revision: commit.id,
    parents: commit.parents,
    committedAt: commit.committedAt,
    authoredAt: commit.authoredAt,
    author: commit.author,
    message: commit.message,
    branches: [],
  };
}

function statusOf({ status }: { status: string }) {
  return outcomeIn(statuses, status);
}

function revisionOf(
  made: Pick<GitlabPipeline, 'sha' | 'ref' | 'tag' | 'project'>,
  commits: ReadonlyMap<string, GitlabCommit>,
): Revision[] {
  if (made.sha === null) return [];
  const commit = commits.get(made.sha);
  return [
    {
      material: materialOf(made.project ?? commit?.project ?? null),
      branch: made.tag === true || made.ref === made.sha ? null : made.ref,
      revision: made.sha,
      committedAt: commit?.committedAt ?? null,
      author: commit?.author ?? null,
      message: commit?.message ?? null,
    },
  ];
}

function moreOf({ source, title, updatedAt, tag, ref }: GitlabPipeline): Record<string, unknown> {
  const fields = { source, title, updatedAt: printMoment(updatedAt), tag: tag === true ? ref : null };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
