import { recordTime } from '../../domain/history/recordTime';
import type { Commit } from '../../domain/history/records';
import { materialOf } from '../common/fields';
import type { Assembly } from '../common/files/savedReplies';
import { merged } from '../common/merged';
import { outcomeIn } from '../common/outcomes';
import { statuses } from './outcome';
import type { GitlabCommit, GitlabDeployment, GitlabJob, GitlabPipeline, JobOfPipeline } from './replies';
import { transformCommit, transformDeployment, transformPipeline } from './transform';

interface Draft {
  pipeline: GitlabPipeline;
  jobs: Map<string, GitlabJob>;
  where: string;
}

/** What several replies say of the same pipelines and deployments. */
export interface GitlabAssembly extends Assembly {
  addPipeline(pipeline: GitlabPipeline, where: string): void;
  addJob(job: GitlabJob, pipelineId: string): void;
  /** With what a job says of its pipeline, and of the one it started. */
  addJobOfPipeline(job: JobOfPipeline, where: string): void;
  addDeployment(deployment: GitlabDeployment, where: string): void;
  addCommit(commit: GitlabCommit): void;
}

export function createAssembly(): GitlabAssembly {
  const drafts = new Map<string, Draft>();
  const deployments = new Map<string, { deployment: GitlabDeployment; where: string }>();
  const upstream = new Map<string, Set<string>>();
  const commits = new Map<string, GitlabCommit>();
  const addPipeline = (pipeline: GitlabPipeline, where: string) => {
    const before = drafts.get(pipeline.id);
    if (before) before.pipeline = merged(before.pipeline, pipeline, rankOf);
    else drafts.set(pipeline.id, { pipeline, jobs: new Map(), where });
  };
  const addCommit = (commit: GitlabCommit) => {
    const before = commits.get(commit.id);
    commits.set(commit.id, before ? merged(before, commit, (each) => [each.parents.length]) : commit);
  };
  const addJob = (job: GitlabJob, pipelineId: string) => {
    const jobs = drafts.get(pipelineId)?.jobs;
    const before = jobs?.get(job.id);
    jobs?.set(job.id, before ? merged(before, job, rankOf) : job);
    if (job.commit) addCommit(job.commit);
  };
  return {
    addPipeline,
    addJob,
    addCommit,
    addJobOfPipeline: ({ job, pipeline, downstream }, where) => {
      addPipeline(pipeline, where);
      addJob(job, pipeline.id);
      if (!downstream) return;
      addPipeline(downstream, where);
      upstream.set(downstream.id, (upstream.get(downstream.id) ?? new Set()).add(pipeline.id));
    },
    addDeployment: (deployment, where) => {
      const before = deployments.get(deployment.id)?.deployment;
      deployments.set(deployment.id, { deployment: before ? merged(before, deployment, rankOf) : deployment, where });
      if (deployment.commit) addCommit(deployment.commit);
    },
    assemble: () => {
      const runs = [
        ...[...drafts.values()].map(({ pipeline, jobs }) =>
          transformPipeline(pipeline, [...jobs.values()], [...(upstream.get(pipeline.id) ?? [])], commits),
        ),
        ...[...deployments.values()].map(({ deployment }) => transformDeployment(deployment, commits)),
      ];
      runs.sort((a, b) => recordTime(a) - recordTime(b) || (a.id < b.id ? -1 : 1));
      return {
        records: [...runs, ...commitRecords(commits, drafts)],
        rejected: [],
        whereOf: (id) => (drafts.get(id) ?? deployments.get(id.replace('deployment/', '')))?.where ?? '',
      };
    },
  };
}

/** A commit that does not name its project is of that of the pipeline made with it. */
function commitRecords(commits: ReadonlyMap<string, GitlabCommit>, drafts: ReadonlyMap<string, Draft>): Commit[] {
  const projects = new Map([...drafts.values()].map(({ pipeline }) => [pipeline.sha, pipeline.project]));
  return [...commits.values()].map((commit) =>
    transformCommit(commit, materialOf(commit.project ?? projects.get(commit.id) ?? null)),
  );
}

/** What is over before what is under way, then what changed later. */
function rankOf(value: GitlabPipeline | GitlabJob | GitlabDeployment): readonly number[] {
  const isOver = value.status !== '' && outcomeIn(statuses, value.status) !== 'running';
  const changed = 'updatedAt' in value ? value.updatedAt : value.finishedAt;
  return [isOver ? 1 : 0, changed ?? 0, value.startedAt ?? 0];
}
