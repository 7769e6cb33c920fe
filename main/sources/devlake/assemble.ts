import { runTime } from '../../domain/history/recordTime';
import type { Commit, Run } from '../../domain/history/records';
import type { Rejection } from '../source';
import type { Row } from './database';
import { materialOf, textOf } from './fields';
import type { Naming } from './pipelineName';
import { rowsBy } from './tables';
import { transformCommit, transformRun } from './transform';

/** Rows of the tables that belong together. */
export interface RunRows {
  cicd_pipelines: readonly Row[];
  cicd_tasks: readonly Row[];
  cicd_pipeline_commits: readonly Row[];
  cicd_deployments: readonly Row[];
  cicd_deployment_commits: readonly Row[];
  commits: readonly Row[];
}

export const noRunRows: RunRows = {
  cicd_pipelines: [],
  cicd_tasks: [],
  cicd_pipeline_commits: [],
  cicd_deployments: [],
  cicd_deployment_commits: [],
  commits: [],
};

/** A run for each pipeline, and for each deployment that is none of them. `where` names the database or the file. */
export function assembleRuns(rows: RunRows, naming: Naming, where: string): { runs: Run[]; rejected: Rejection[] } {
  const tasks = rowsBy(rows.cicd_tasks, 'pipeline_id');
  const ofPipeline = rowsBy(rows.cicd_pipeline_commits, 'pipeline_id');
  const ofDeployment = rowsBy(rows.cicd_deployment_commits, 'cicd_deployment_id');
  const known = new Map(rows.commits.flatMap((row) => (row.sha ? [[row.sha, row] as const] : [])));
  const deployments = new Map(rows.cicd_deployments.map((row) => [row.id ?? '', row]));
  // Where the table of deployments is not there, their commits say the same.
  for (const [id, [row]] of ofDeployment) if (row && !deployments.has(id)) deployments.set(id, { ...row, id });
  const runs: Run[] = [];
  const rejected: Rejection[] = [];
  const add = (pipeline: Row | null, deployment: Row | null): void => {
    const id = textOf((pipeline ?? deployment)?.id);
    const commits = id === null ? [] : [...(ofPipeline.get(id) ?? []), ...(ofDeployment.get(id) ?? [])];
    const own = { pipeline, deployment, tasks: tasks.get(id ?? '') ?? [], commits, known };
    const run = transformRun(own, naming);
    if (run && runTime(run) !== null) runs.push(run);
    else rejected.push({ where, id, reason: run ? 'it has no moment at all' : 'it has no id' });
  };
  const seen = new Set<string>();
  for (const row of rows.cicd_pipelines) {
    add(row, deployments.get(row.id ?? '') ?? null);
    if (row.id) seen.add(row.id);
  }
  for (const [id, row] of deployments) if (!seen.has(id)) add(null, row);
  return { runs, rejected };
}

/** The commits that runs name, in the repositories for which they name them. */
export function assembleCommits(rows: RunRows, parents: ReadonlyMap<string, Row[]> | null): Commit[] {
  const known = new Map(rows.commits.map((row) => [row.sha ?? '', row]));
  const found = new Map<string, Commit>();
  for (const named of [...rows.cicd_pipeline_commits, ...rows.cicd_deployment_commits]) {
    const row = known.get(named.commit_sha ?? '');
    if (!row) continue;
    const material = materialOf(named.repo_url ?? null, named.repo_id ?? null);
    const commit = transformCommit(row, material, parentsOf(row, parents));
    if (commit) found.set(`${material}@${commit.revision}`, commit);
  }
  return [...found.values()];
}

/** Null where the parents of commits are not known at all. */
export function parentsOf(row: Row, parents: ReadonlyMap<string, Row[]> | null): string[] | null {
  if (parents === null) return null;
  return (parents.get(row.sha ?? '') ?? []).flatMap((each) => textOf(each.parent_commit_sha) ?? []);
}
